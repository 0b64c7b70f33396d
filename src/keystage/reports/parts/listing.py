"""Every finding, by school, file, weight and rule."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from keystage.core.findings import Severity
from keystage.reports import words
from keystage.reports.document import Item, SentFile
from keystage.reports.folding import folded, gathered, the_rest
from keystage.reports.parts import markup
from keystage.reports.schools import School

# How many of one rule a file may list, from generous to a single example.
_CAPS = (1000, 200, 100, 50, 25, 10, 5, 3)
# Beyond so many lines the lists start closed: a page has to stay light.
_OPEN_UP_TO = 1500


class Listing:
    """How much of each list is shown, settled once for the whole page.

    `groups` has for each rule of each file its lines, by the findings in each. `cap`
    is the most lines of one rule in one file that are listed; it is the largest that
    keeps the page within `limit` lines, and never less than one.
    """

    def __init__(self, groups: Sequence[Sequence[int]], limit: int) -> None:
        sizes = [len(lines) for lines in groups]
        self.cap = next(
            (cap for cap in _CAPS if sum(min(n, cap) for n in sizes) <= limit), 1
        )
        self.shown = sum(sum(lines[: self.cap]) for lines in groups)
        self.left_out = sum(map(sum, groups)) - self.shown
        self.opened = sum(min(n, self.cap) for n in sizes) <= _OPEN_UP_TO


def plan(schools: Iterable[School], across: Sequence[Item], limit: int) -> Listing:
    """Return the `Listing` for a page of about `limit` lines."""
    lists = [file.items for school in schools for file in school.files]
    groups = (group for items in (*lists, across) for group in _by_rule(items))
    sizes = [[len(line) for line in gathered(group)] for group in groups]
    return Listing(sizes, limit)


def findings(schools: Sequence[School], listing: Listing) -> str:
    """Return the section that lists every school with something to show."""
    busy = [school for school in schools if school.items]
    shown = "".join(_school(school, listing) for school in busy)
    if not shown:
        shown = "<p>Nothing was found in any file.</p>"
    return (
        f'<section id="findings"><h2>Findings by school</h2>{_left_out(listing)}'
        f"{shown}</section>"
    )


def across(items: Sequence[Item], listing: Listing) -> str:
    """Return the section on what no single file shows."""
    if not items:
        return ""
    return (
        '<section id="between" class="school"><h2>Between schools</h2>'
        '<p class="facts">What no single file can show.</p>'
        f"{_weights(items, listing, _own_collection, 'h3')}</section>"
    )


def _left_out(listing: Listing) -> str:
    if not listing.left_out:
        return ""
    return (
        f'<p class="facts">This page lists {listing.shown:,} findings, at most '
        f"{listing.cap:,} of one rule in one file. {listing.left_out:,} more are "
        "counted here and listed in full by <code>keystage check --format csv</code>."
        "</p>"
    )


def _school(school: School, listing: Listing) -> str:
    number = f' <span class="no">{markup.text(school.number)}</span>'
    files = "".join(_file(file, listing) for file in school.files if file.items)
    return (
        f'<section class="school" id="{school.anchor}">'
        f"<h3>{markup.isolated(school.title)}{number}</h3>{files}{_between(school)}"
        "</section>"
    )


def _between(school: School) -> str:
    """Return what is said across schools of this one, and the way there."""
    lines = "".join(
        f"<li>{markup.tag(item.finding.severity.value, item.finding.severity)} "
        f"<strong>{markup.isolated(words.pupil(item.finding.pupil))}</strong> "
        f"{markup.isolated(item.finding.message)} "
        f"{markup.link('between', 'Between schools')}</li>"
        for item in school.between
    )
    return f'<ul class="concerned">{lines}</ul>' if lines else ""


def _file(file: SentFile, listing: Listing) -> str:
    sent = [words.sent(part) for part in file.returns]
    facts = " · ".join(
        markup.isolated(fact) for fact in (*sent, words.written(file)) if fact
    )
    unread = markup.tag("unreadable", words.status(file))
    status = f" {unread}" if file.status == "unreadable" else ""
    said = f'<p class="facts">{facts}</p>' if facts else ""
    shown = _weights(file.items, listing, file.collection_of, "h5")
    return (
        f'<div class="file"><h4>{markup.isolated(file.path)}{status}</h4>'
        f"{said}{shown}</div>"
    )


def _own_collection(item: Item) -> str:
    return item.finding.collection or ""


def _weights(
    items: Sequence[Item],
    listing: Listing,
    collection_of: Callable[[Item], str],
    head: str,
) -> str:
    shown = []
    for weight, heading in words.HEADINGS.items():
        chosen = [item for item in items if item.finding.severity is weight]
        if not chosen:
            continue
        opened = listing.opened and weight is not Severity.NOTE
        groups = "".join(
            _rule(group, listing.cap, collection_of) for group in _by_rule(chosen)
        )
        shown.append(
            f'<details class="weight {weight}"{" open" if opened else ""}><summary>'
            f"<{head}>{heading}</{head}> {markup.weight_tag(len(chosen), weight)}</summary>"
            f"{groups}</details>"
        )
    return "".join(shown)


def _by_rule(items: Iterable[Item]) -> list[list[Item]]:
    """Return `items` gathered by weight and rule, in order of first appearance."""
    keys: dict[tuple[str, str], int] = {}
    for item in items:
        keys.setdefault((item.finding.severity, item.finding.rule), len(keys))

    def place(item: Item) -> int:
        return keys[item.finding.severity, item.finding.rule]

    return [list(group) for _, group in groupby(sorted(items, key=place), key=place)]


def _rule(items: Sequence[Item], cap: int, collection_of: Callable[[Item], str]) -> str:
    message = _shared(items, lambda item: item.finding.message)
    fix = _shared(items, lambda item: item.finding.fix)
    steps = _shared(items, words.in_your_system)
    allowed = _shared(items, _allowed)
    said = (
        markup.paragraph("message", message)
        + markup.paragraph("fix", fix)
        + markup.paragraph("steps", steps)
        + markup.paragraph("allowed", allowed)
    )
    said_once = frozenset(part for part in (message, fix, steps, allowed) if part)
    groups = gathered(items)
    lines = "".join(
        _line(one, said_once, collection_of(one[0])) for one in groups[:cap]
    )
    more, left = "", sum(map(len, groups[cap:]))
    if left:
        rest = f"and {left:,} more of rule {items[0].finding.rule}"
        more = f'<p class="more">{markup.text(rest)} in this file, see the CSV.</p>'
    name = markup.text(words.rule(items[0].finding))
    return (
        f'<div class="rule"><p class="id"><span class="quiet">Rule</span> {name}</p>'
        f'{said}<ul class="who">{lines}</ul>{more}</div>'
    )


def _shared(items: Sequence[Item], part: Callable[[Item], str]) -> str:
    """Return what `part` says of the first of `items`, if it says it of all."""
    said = {part(item) for item in items}
    return said.pop() if len(said) == 1 else ""


def _allowed(item: Item) -> str:
    values = ", ".join(item.finding.allowed)
    return f"Allowed: {values}." if values else ""


def _line(alike: Sequence[Item], said_once: frozenset[str], collection: str) -> str:
    item, *more = alike
    finding = item.finding
    nobody = "Several schools" if item.files else "Whole file"
    who = words.pupil(finding.pupil) or nobody
    own = (finding.message, finding.fix, words.in_your_system(item), _allowed(item))
    said = "".join(
        markup.paragraph(name, part)
        for name, part in zip(("message", "fix", "steps", "allowed"), own, strict=True)
        if part not in said_once
    )
    files = words.both(item.files)
    return (
        f'<li class="finding" data-weight="{finding.severity}" '
        f'data-collection="{markup.text(collection)}"{_many(alike)}>'
        f'<p class="pupil"><strong>{markup.isolated(who)}</strong></p>'
        f"{_details(item)}"
        f'<div class="said">{said}{_value(finding.value)}'
        f"{markup.paragraph('more', the_rest(more))}"
        f"{markup.paragraph('repair', words.repair(finding.repair))}"
        f"{markup.paragraph('files', files)}{_beneath(item)}</div>"
        f"{markup.paragraph('place', words.where(finding.place))}</li>"
    )


def _many(alike: Sequence[Item]) -> str:
    """Return what the filter needs to know of a line besides what it shows."""
    several = f' data-findings="{len(alike)}"' if len(alike) > 1 else ""
    anchors = " ".join(alike[0].concerned)
    return several + (f' data-schools="{anchors}"' if anchors else "")


def _details(item: Item) -> str:
    """Return what tells the pupil and the result apart, each in its column."""
    upn, born = words.pupil_details(item.finding.pupil)
    parts = (("upn", upn), ("born", born), ("subject", item.about))
    return "".join(markup.paragraph(name, part) for name, part in parts)


def _value(value: str | None) -> str:
    if value is None:
        return ""
    sent = f"<code>{markup.isolated(value)}</code>" if value.strip() else "nothing"
    return f'<p class="value">Sent: {sent}</p>'


def _beneath(item: Item) -> str:
    if not item.beneath:
        return ""
    many = words.count(len(item.beneath), "finding goes", "findings go")
    lines = "".join(
        f"<li>{markup.isolated(below.finding.message)} "
        f'<span class="quiet">Rule {markup.text(words.rule(below.finding))}</span> '
        f"{markup.isolated(elsewhere)}</li>"
        for below, elsewhere in folded(item.beneath)
    )
    return (
        f'<details class="beneath"><summary>{many} away with this</summary>'
        f"<ul>{lines}</ul></details>"
    )
