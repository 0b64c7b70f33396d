"""Findings as a workbook of their own: one sheet, pupil by pupil."""

from collections.abc import Iterator
from datetime import datetime

from keystage.checks.fold import by_name
from keystage.core.findings import Severity
from keystage.reports import document as documents
from keystage.reports import words
from keystage.reports.document import Document, SentFile
from keystage.reports.shown import plain
from keystage.reports.values import Json
from keystage.reports.workbook.lines import Line, lines
from keystage.reports.workbook.sheet import Columns, Listed, sheet
from keystage.tables.writing import BookOut, xlsx

_SHEET = "Findings by pupil"
_ORDER = {severity: at for at, severity in enumerate(Severity)}
_COLUMNS = Columns(
    {
        "Pupil": 18,
        "UPN": 16,
        "Date of birth": 11,
        "How bad": 9,
        "Subject": 16,
        "What is wrong": 32,
        "What to do": 32,
        "Sent": 10,
        "Allowed": 14,
        "Rule": 10,
        "File": 20,
        "Where": 10,
    },
    word="How bad",
)


def render(data: Json, made: datetime) -> bytes:
    """Return the findings document `data` as an .xlsx file with one sheet.

    Findings stand by file and pupil, the worst of each pupil first; those about a
    whole file before its pupils. Raises `UsageError` where `data` is no findings
    document, `MissingExtra` where workbooks cannot be written.
    """
    document = documents.without_folder(documents.read(data))
    listed = [
        *(_listed(line, file) for file in document.files for line in _by_pupil(file)),
        *(_listed(line, None) for line in lines(document.across)),
    ]
    book = BookOut(
        sheets=(sheet(_SHEET, _told(document), _COLUMNS, listed),),
        title=_SHEET,
        made=made,
    )
    return xlsx.write(book)


def _told(document: Document) -> list[str]:
    count = document.summary
    found = ", ".join(
        words.weigh(count[name], severity)
        for name, severity in zip(("errors", "queries", "notes"), Severity, strict=True)
    )
    read = (
        words.count(count["files"], "file", "files"),
        words.count(count["pupils"], "pupil", "pupils"),
        words.count(count["results"], "result", "results"),
    )
    return [_SHEET, f"{', '.join(read)}: {found}.", *_files(document)]


def _files(document: Document) -> Iterator[str]:
    """Yield how each file stands where one could not be taken."""
    for file in document.files:
        if file.status == "unreadable":
            yield f"{plain(file.path)}: {words.status(file)}."


def _by_pupil(file: SentFile) -> list[Line]:
    """Return the file's lines: of the whole file, then pupil by pupil."""
    those: dict[tuple[str, ...], list[Line]] = {}
    for line in lines(file.items):
        those.setdefault(_who(line), []).append(line)
    return [
        line
        for who in sorted(those, key=_in_order)
        for line in sorted(those[who], key=lambda line: _ORDER[line.finding.severity])
    ]


def _who(line: Line) -> tuple[str, ...]:
    one = line.finding.pupil
    return (one.surname, one.forename, one.dob, one.upn) if one else ()


def _in_order(who: tuple[str, ...]) -> tuple[str, ...]:
    return (*by_name(*who[:2]), *who[2:], *who) if who else ()


def _listed(line: Line, file: SentFile | None) -> Listed:
    finding, item = line.finding, line.item
    one, own = finding.pupil, words.in_your_system(item)
    texts = {
        "Pupil": plain(words.pupil(one)) or "(the whole file)",
        "UPN": plain(one.upn) if one else "",
        "Date of birth": plain(one.dob) if one else "",
        "Subject": plain(item.about),
        "What is wrong": line.message,
        "What to do": "\n".join(part for part in (line.fix, own) if part),
        "Sent": line.value,
        "Allowed": line.allowed,
        "Rule": words.rule(finding),
        "File": _file(file) if file else plain("; ".join(item.files)),
        "Where": words.where(finding.place),
    }
    return Listed(finding.severity, texts)


def _file(file: SentFile) -> str:
    return "\n".join(
        part for part in (plain(file.path), plain(words.school(file))) if part
    )
