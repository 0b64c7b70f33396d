"""The outcome as one page that needs nothing but itself."""

from datetime import datetime

from keystage.reports.parts import markup
from keystage.reports.summary.page import page
from keystage.reports.words import count
from keystage.synth.conformance.outcome import Fault, Outcome, Part, Sent
from keystage.synth.conformance.telling import words
from keystage.synth.conformance.telling.groups import Group, grouped

PLACES = 200
_STYLE = """
h3 { margin: 2rem 0 0; font-size: 1rem; }
h3 + .said { margin-top: .3rem; }
.wide-table td { overflow-wrap: break-word; }
"""


def render(
    outcome: Outcome, *, made_at: datetime | None = None, places: int = PLACES
) -> str:
    """Return the outcome as a page; `made_at` is shown as it stands.

    `places` is how many places of one cause are listed; JSON has them all.
    """
    kit = outcome.kit
    asked = count(len(kit.exports), "file is", "files are")
    body = (
        markup.paragraph("said", words.verdict(outcome)),
        markup.paragraph("said", f"{kit.school}, {kit.number}; {asked} asked for."),
        markup.paragraph("said", words.makers(outcome)),
        _scores(outcome),
        *(_part(part, places) for part in outcome.parts),
        _files(outcome),
    )
    title = f"Conformance with the kit of seed {kit.seed}"
    return page(title, "Conformance", "".join(body), made_at, style=_STYLE)


def _scores(outcome: Outcome) -> str:
    rows = "".join(
        f'<tr><th scope="row">{markup.text(words.HEADINGS[heading])}</th>'
        f'<td data-label="What it counts">{markup.text(words.MEANINGS[heading])}</td>'
        f'<td class="number" data-label="Right">{tally.right:,}</td>'
        f'<td class="number" data-label="Of">{tally.of:,}</td>'
        f'<td class="number" data-label="Score">{words.share(tally)}</td></tr>'
        for heading, tally in outcome.tallies.items()
    )
    heads = (
        '<th scope="col">Heading</th><th scope="col">What it counts</th>'
        '<th scope="col" class="number">Right</th><th scope="col" class="number">Of</th>'
        '<th scope="col" class="number">Score</th>'
    )
    return _table("Score by heading", heads, rows)


def _table(label: str, heads: str, rows: str) -> str:
    return (
        f'<div class="wide-table" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="figures"><caption>{label}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _part(part: Part, places: int) -> str:
    export = part.export
    title = export.title if export else words.NOBODY
    name = markup.text(export.id if export else "nobody")
    groups = "".join(
        _group(group, f"{name}-{number}", places)
        for number, group in enumerate(grouped(part), 1)
    )
    asked = f"Asked for as {export.file_name}. " if export else ""
    came = f"Came in {', '.join(part.files)}." if part.files else ""
    said = markup.paragraph("said", (asked + came).strip())
    none = "" if groups else markup.paragraph("said", "Everything came through.")
    return (
        f'<section id="{name}"><h2>{markup.text(title)}</h2>'
        f"{said}{none}{groups}</section>"
    )


def _group(group: Group, anchor: str, places: int) -> str:
    first = group.first
    kind = words.SHAPES[first.severity]
    how = words.way(first)
    told = words.title(group.faults).rstrip(".") + (f": {how}." if how else ".")
    left = len(group.faults) - places
    more = markup.paragraph("said", f"And {left:,} more.") if left > 0 else ""
    rows = "".join(map(_row, group.faults[:places]))
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in ("Child", "Part", "Expected", "Found", "Where")
    )
    return (
        f'<h3 id="{anchor}">{markup.tag(kind, kind)} {markup.isolated(told)}</h3>'
        f"{markup.paragraph('said', words.to_do(first))}"
        f'<div class="wide-table" tabindex="0" role="region" aria-labelledby="{anchor}">'
        f'<table class="figures"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{more}"
    )


def _row(fault: Fault) -> str:
    cells = (
        ("Child", words.who(fault)),
        ("Part", words.part(fault)),
        ("Expected", fault.expected),
        ("Found", fault.found),
        ("Where", words.place(fault)),
    )
    shown = "".join(
        f'<td data-label="{head}">{markup.isolated(text)}</td>' for head, text in cells
    )
    return f"<tr>{shown}</tr>"


def _files(outcome: Outcome) -> str:
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in ("File", "Made by", "Version", "Holds")
    )
    rows = "".join(map(_file, outcome.files))
    passed = "".join(
        markup.paragraph("said", f"{path}: passed over, {why}")
        for path, why in outcome.skipped
    )
    table = _table("Files that were read", heads, rows)
    return f'<section id="files"><h2>Files</h2>{table}{passed}</section>'


def _file(one: Sent) -> str:
    held = one.message or ", ".join(one.exports) or "nobody of the kit"
    cells = (("Made by", one.supplier), ("Version", one.version), ("Holds", held))
    shown = "".join(
        f'<td data-label="{head}">{markup.isolated(text)}</td>' for head, text in cells
    )
    return f'<tr><th scope="row">{markup.isolated(one.path)}</th>{shown}</tr>'
