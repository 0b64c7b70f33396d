"""What an officer reads first: the verdict, five numbers, the way onward."""

from collections.abc import Sequence

from keystage.core.findings import Severity
from keystage.reports import words
from keystage.reports.document import Document
from keystage.reports.parts import markup
from keystage.reports.schools import School

# What each number counts: said of one, said of many.
_WRONG = ("school must put something right", "schools must put something right")
_QUERIED = ("school has queries only", "schools have queries only")
_CLEAN = ("school has nothing to put right", "schools have nothing to put right")
_UNREAD = ("file not taken or not readable", "files not taken or not readable")
_BETWEEN = ("finding between schools", "findings between schools")


def header(made_by: str, checked: str) -> str:
    """Return the band across the top; `checked` is a day and time, or ''."""
    when = f'<p class="when">Checked {markup.text(checked)}</p>' if checked else ""
    return (
        '<header class="band"><div class="wide"><p class="product">'
        '<strong>Keystage</strong> <span class="what">Findings</span></p>'
        f'{when}<p class="version">version {markup.text(made_by)}</p></div></header>'
    )


def title(document: Document, schools: Sequence[School]) -> str:
    """Return the title of the page: the verdict in a few words."""
    known = [school for school in schools if school.number]
    many = words.count(len(known), "school", "schools")
    wrong = _with_status(known, "errors")
    said = f"{wrong:,} of {many} must put something right"
    if not wrong:
        said = f"Nothing to put right from {many}"
    for kind in ("refused", "unreadable"):
        number = sum(words.kind_of_status(file) == kind for file in document.files)
        if number:
            said += f", {words.count(number, 'file', 'files')} {words.STATUS[kind]}"
    return said


def verdict(document: Document, schools: Sequence[School]) -> str:
    """Return the heading and the sentence beneath it."""
    counts = document.summary
    held = (
        words.count(counts["files"], "file", "files"),
        words.count(counts["pupils"], "pupil", "pupils"),
        words.count(counts["results"], "result", "results"),
    )
    found = (
        words.weigh(counts["errors"], Severity.ERROR),
        words.weigh(counts["queries"], Severity.QUERY),
        words.weigh(counts["notes"], Severity.NOTE),
    )
    return (
        f"<h1>{markup.text(title(document, schools))}</h1>"
        f'<p class="lede">{held[0]} with {held[1]} and {held[2]}. '
        f"{found[0]}, {found[1]}, {found[2]}.</p>"
    )


def cards(document: Document, schools: Sequence[School]) -> str:
    """Return the numbers: schools by status, files not read, what spans schools."""
    boxes = (
        _card("error", _with_status(schools, "errors"), _WRONG),
        _card("query", _with_status(schools, "queries"), _QUERIED),
        _card("clean", _with_status(schools, "clean"), _CLEAN),
        _card("unreadable", _unread(document), _UNREAD),
        _card("note", len(document.across), _BETWEEN),
    )
    return f'<ul class="cards">{"".join(boxes)}</ul>'


def contents(schools: Sequence[School], *, across: bool) -> str:
    """Return the links to the parts of the page."""
    parts = [("schools", "Schools")]
    if any(school.items for school in schools):
        parts.append(("rules", "Rules"))
    if across:
        parts.append(("between", "Between schools"))
    parts += [("findings", "Findings by school"), ("method", "How this was checked")]
    links = "".join(
        f'<li><a href="#{anchor}">{label}</a></li>' for anchor, label in parts
    )
    return f'<nav aria-label="On this page" class="contents"><ul>{links}</ul></nav>'


def _unread(document: Document) -> int:
    return sum(file.status == "unreadable" for file in document.files)


def _with_status(schools: Sequence[School], status: str) -> int:
    return sum(school.status == status for school in schools)


def _card(kind: str, number: int, said: tuple[str, str]) -> str:
    shape = f'<span aria-hidden="true" class="shape">{markup.SHAPES[kind]}</span>'
    return (
        f'<li class="card {kind}"><strong>{shape} {number:,}</strong> '
        f"<span>{said[number != 1]}</span></li>"
    )
