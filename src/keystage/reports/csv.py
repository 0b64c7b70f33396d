"""The findings as one table, a row each, safe to open in a spreadsheet."""

from collections.abc import Iterator, Sequence

from keystage.core import identifiers
from keystage.reports import document as documents
from keystage.reports import schools
from keystage.reports.document import Document, Item, SentFile
from keystage.reports.schools import School, concerns
from keystage.reports.values import Json
from keystage.reports.words import in_your_system, repair
from keystage.tables.writing.csv import to_csv

COLUMNS = (
    "file",
    "file_status",
    "la",
    "estab",
    "urn",
    "school",
    "supplier",
    "collection",
    "severity",
    "rule",
    "official_rule",
    "upn",
    "surname",
    "forename",
    "dob",
    "subject",
    "value",
    "allowed",
    "message",
    "fix",
    "in_your_system",
    "repair",
    "line",
    "path",
    "sheet",
    "row",
    "column",
    "goes_away_with",
)
_PLACE = ("line", "path", "sheet", "row", "column")


def render(data: Json) -> str:
    """Return the findings document `data` as CSV, a row for each finding.

    A finding across schools has a row for each school it concerns, all its files in
    each. A finding folded beneath another follows it and names its rule in
    `goes_away_with`. The lines end as the CSV standard says, in CR LF. A cell that
    a spreadsheet would take for a formula begins with an apostrophe. Raises
    `UsageError` where `data` is not a findings document.
    """
    return to_csv((COLUMNS, *_all_rows(documents.read(data))))


def _all_rows(document: Document) -> Iterator[Sequence[object]]:
    for file in document.files:
        sender = _sender(file)
        for item in file.items:
            yield from _rows(item, sender, file.collection_of(item))
    known = schools.group(document)
    for item in document.across:
        for sender in _senders(item, known):
            yield from _rows(item, sender, item.finding.collection or "")


def _sender(file: SentFile) -> list[str]:
    number = (file.la, file.estab, file.urn)
    return [file.path, file.status, *number, file.school, file.supplier]


def _senders(item: Item, known: Sequence[School]) -> list[list[str]]:
    """Return the first cells of a row for each school `item` concerns, or of one."""
    files = "; ".join(item.files)
    found = [
        [files, "", one.files[0].la, one.files[0].estab, one.files[0].urn, one.name, ""]
        for one in known
        if concerns(item, one)
    ]
    number = identifiers.split_laestab(item.finding.value or "")
    la, estab = number if number and not item.files else ("", "")
    return found or [[files, "", la, estab, "", "", ""]]


def _rows(
    item: Item, sender: list[str], collection: str, cause: str = ""
) -> Iterator[Sequence[object]]:
    finding, pupil, place = item.finding, item.finding.pupil, item.finding.place
    who = (pupil.upn, pupil.surname, pupil.forename, pupil.dob) if pupil else [""] * 4
    cells = (
        *sender,
        collection,
        finding.severity,
        finding.rule,
        finding.official_rule,
        *who,
        item.about,
        finding.value,
        ", ".join(finding.allowed),
        finding.message,
        finding.fix,
        in_your_system(item),
        repair(finding.repair),
        *(getattr(place, part, None) for part in _PLACE),
        cause,
    )
    yield cells
    for below in item.beneath:
        yield from _rows(below, sender, collection, finding.rule)
