"""The two tables: school by collection, and rule by how many and where."""

from collections.abc import Sequence

from keystage.core.findings import Severity
from keystage.reports import words
from keystage.reports.document import Item
from keystage.reports.parts import markup
from keystage.reports.schools import RuleUse, School, by_rule, status_of

_NONE = (
    '<span class="none"><span aria-hidden="true">&ndash;</span>'
    '<span class="unseen">none</span></span>'
)


def schools(senders: Sequence[School], collections: Sequence[str]) -> str:
    """Return the table of schools; those with nothing to do fold away below."""
    busy = [school for school in senders if school.status != "clean"]
    clean = [school for school in senders if school.status == "clean"]
    shown = ""
    if busy:
        shown = _school_table("Schools to ring or write to", busy, collections)
    if clean:
        many = words.count(len(clean), "school", "schools")
        table = _school_table("Schools with nothing to put right", clean, collections)
        opened = "" if busy else " open"
        shown += (
            f'<details class="clean-schools"{opened}><summary>{many} with nothing to '
            f"put right</summary>{table}</details>"
        )
    return f'<section id="schools"><h2>Schools</h2>{shown or _no_files()}</section>'


def _no_files() -> str:
    return "<p>No file was given.</p>"


def _school_table(
    caption: str, senders: Sequence[School], collections: Sequence[str]
) -> str:
    columns = [words.collection(name) for name in collections]
    heads = "".join(
        f'<th scope="col">{markup.text(head)}</th>'
        for head in ("School", *columns, "Whole file", "Commonest mistake")
    )
    numbers = "".join(
        f'<th scope="col" class="number">{head}</th>'
        for head in ("Errors", "Queries", "Pupils")
    )
    rows = "".join(_school_row(school, collections) for school in senders)
    return (
        f'<table class="schools"><caption>{caption}</caption>'
        f"<thead><tr>{heads}{numbers}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _school_row(school: School, collections: Sequence[str]) -> str:
    number = f' <span class="no">{markup.text(school.number)}</span>'
    name = (
        markup.link(school.anchor, school.name)
        if school.items
        else markup.isolated(school.name)
    )
    cells = "".join(
        f'<td data-label="{markup.text(words.collection(name))}">'
        f"{_collection_cell(school, name)}</td>"
        for name in collections
    )
    totals = (
        ("Errors", school.total(Severity.ERROR)),
        ("Queries", school.total(Severity.QUERY)),
        ("Pupils", school.people()),
    )
    numbers = "".join(
        f'<td class="number" data-label="{label}">{total:,}</td>'
        for label, total in totals
    )
    return (
        f'<tr data-school="{school.anchor}"><th scope="row">{name}{number}</th>'
        f'{cells}<td data-label="Whole file">{_file_cell(school)}</td>'
        f'<td data-label="Commonest mistake" class="commonest">{_commonest(school)}'
        f"</td>{numbers}</tr>"
    )


def _collection_cell(school: School, collection: str) -> str:
    items = school.of(collection)
    if not items and not school.sent(collection):
        return _NONE
    return _status(items)


def _file_cell(school: School) -> str:
    if school.status == "unreadable":
        stopped = (file for file in school.files if file.status == "unreadable")
        said = dict.fromkeys(words.status(file) for file in stopped)
        return " ".join(markup.tag("unreadable", one) for one in said)
    items = [item for item in school.of("") if _counts(item)]
    return _status(items) if items else _NONE


def _commonest(school: School) -> str:
    return markup.isolated(school.commonest) if school.commonest else _NONE


def _counts(item: Item) -> bool:
    return item.finding.severity is not Severity.NOTE


def _status(items: Sequence[Item]) -> str:
    status = status_of(items)
    if status == "clean":
        return markup.tag("clean", "clean")
    weight = Severity(markup.TAG_OF_STATUS[status])
    number = sum(item.finding.severity is weight for item in items)
    return markup.weight_tag(number, weight)


def rules(senders: Sequence[School]) -> str:
    """Return the table of rules that found something."""
    uses = by_rule(senders)
    if not uses:
        return ""
    rows = "".join(_rule_row(use) for use in uses)
    heads = (
        '<th scope="col">Rule</th><th scope="col">Weight</th>'
        '<th scope="col">What is wrong</th>'
        '<th scope="col" class="number">Findings</th>'
        '<th scope="col" class="number">Schools</th><th scope="col">Which</th>'
    )
    return (
        '<section id="rules"><h2>Rules</h2><table class="rules">'
        "<caption>What was found, the heaviest and commonest first</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _rule_row(use: RuleUse) -> str:
    first = use.items[0].finding
    messages = {item.finding.message for item in use.items}
    example = "" if len(messages) == 1 else "For example: "
    listed = "".join(
        f"<li>{markup.link(anchor, school.name)} "
        f'<span class="no">{markup.text(school.number)}</span> '
        f"{use.counts[anchor]:,}</li>"
        for anchor, school in use.schools.items()
    )
    many = words.count(len(use.schools), "school", "schools")
    return (
        f'<tr><th scope="row">{markup.text(words.rule(first))}</th>'
        f'<td data-label="Weight">{markup.tag(use.severity.value, use.severity)}</td>'
        f'<td data-label="What is wrong"><span class="quiet">{example}</span>'
        f"{markup.isolated(first.message)}</td>"
        f'<td class="number" data-label="Findings">{len(use.items):,}</td>'
        f'<td class="number" data-label="Schools">{len(use.schools):,}</td>'
        f'<td data-label="Which"><details><summary>{many}</summary>'
        f'<ul class="which">{listed}</ul></details></td></tr>'
    )
