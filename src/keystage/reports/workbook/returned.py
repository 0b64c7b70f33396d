"""A person's own table given back with what was found in it, cell by cell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from keystage.core.findings import Place, Severity
from keystage.reports import document as documents
from keystage.reports import words
from keystage.reports.document import Item, SentFile
from keystage.reports.shown import plain
from keystage.reports.values import Json
from keystage.reports.workbook.lines import Line, lines
from keystage.reports.workbook.sheet import Columns, Listed, sheet
from keystage.tables.model import parse_address
from keystage.tables.noted import Noted, Returned
from keystage.tables.noted.apart import noted_apart
from keystage.tables.noted.looks import title
from keystage.tables.noted.words import FINDINGS, TABLE
from keystage.tables.writing import SheetOut

_COLUMNS = Columns(
    {
        "How bad": 9,
        "Sheet": 11,
        "Cell": 8,
        "Pupil": 18,
        "Subject": 18,
        "What is wrong": 34,
        "What to do": 34,
        "Value": 10,
        "Allowed": 18,
        "Rule": 10,
    },
    word="How bad",
    link="Cell",
)
_HOW = (
    "Each cell named here is marked in its own sheet and has a note. Put it right "
    "there, save, and check the file again; this sheet is passed over then."
)
_LEFT_OUT = (
    "Not in this copy: hidden sheets, pictures, links and what is worked out elsewhere. "
    "{}Keep the file you sent."
)
_STILL = "Charts are left out too, and formulas stand as texts. "
_ORDER = {severity: at for at, severity in enumerate(Severity)}
_FIRST = "A"  # where a link leads that concerns a whole row


def give_back(
    data: bytes, found: Json, *, made: datetime, ours: bool = False
) -> Returned:
    """Return the table in `data` with the findings of it, the document's one file.

    `found` is the findings document of a check of this file alone. Raises as
    `keystage.tables.noted.apart.noted_apart` does, and `UsageError` where `found` is none.
    """
    document = documents.read(found)
    file = document.files[0]
    sheet = TABLE if file.form == "csv" else ""
    items = sorted(
        (_on(sheet, item) for item in (*file.items, *document.across)),
        key=_by_weight_and_place,
    )
    told = list(lines(items))
    return noted_apart(
        data, list(_notes(told)), _front(file, told, ours=ours), made=made, ours=ours
    )


def _on(sheet: str, item: Item) -> Item:
    """Return `item` on `sheet`, if it has a row but no sheet: a CSV has none."""
    place, beneath = item.finding.place, tuple(_on(sheet, one) for one in item.beneath)
    if place and place.row and not place.sheet and sheet:
        finding = replace(item.finding, place=replace(place, sheet=sheet))
        return replace(item, finding=finding, beneath=beneath)
    return replace(item, beneath=beneath)


def _by_weight_and_place(item: Item) -> tuple[int, str, int, int, str]:
    """Return what puts the worst first, and else what stands above before what is below."""
    place = item.finding.place or Place()
    column = place.column or ""
    worst = _ORDER[item.finding.severity]
    return worst, place.sheet or "", place.row or 0, len(column), column


def _notes(told: Sequence[Line]) -> Iterator[Noted]:
    for line in told:
        place = line.finding.place
        if place and place.sheet and place.row:
            at = parse_address(f"{place.column or _FIRST}{place.row}")
            if at is not None:
                yield Noted(place.sheet, *at, line.finding.severity, line.note)


def _front(file: SentFile, told: Sequence[Line], *, ours: bool) -> SheetOut:
    count = {
        severity: sum(
            line.finding.severity is severity for line in told if not line.cause
        )
        for severity in Severity
    }
    found = ", ".join(words.weigh(number, each) for each, number in count.items())
    name = file.path.rpartition("/")[2]
    say = [FINDINGS, f"{plain(name)}: {found}.", _HOW]
    if file.form != "csv":
        say.append(_LEFT_OUT.format("" if ours else _STILL))
    listed = [_listed(line, beneath) for line, beneath in _with_beneath(told)]
    return sheet(FINDINGS, say, _COLUMNS, listed)


def _with_beneath(told: Sequence[Line]) -> Iterator[tuple[Line, int]]:
    """Yield each finding with how many go away with it: these are told at their cells."""
    firsts = [at for at, line in enumerate(told) if not line.cause]
    for at, after in zip(firsts, [*firsts[1:], len(told)], strict=False):
        yield told[at], after - at - 1


def _beneath(number: int) -> str:
    if not number:
        return ""
    cells = words.count(number, "cell more is", "cells more are")
    return f"{cells} marked, and will be right with it."


def _listed(line: Line, beneath: int) -> Listed:
    finding, place = line.finding, line.finding.place
    cell = link = ""
    if place and place.sheet and place.row:
        cell = f"{place.column}{place.row}" if place.column else f"row {place.row}"
        sheet_name = title(place.sheet, ()).replace("'", "''")
        link = f"'{sheet_name}'!{place.column or _FIRST}{place.row}"
    texts = {
        "Sheet": plain(place.sheet or "") if place else "",
        "Cell": cell,
        "Pupil": plain(words.pupil(finding.pupil)),
        "Subject": plain(line.item.about),
        "What is wrong": f"{line.message} {_beneath(beneath)}".strip(),
        "What to do": line.fix,
        "Value": line.value,
        "Allowed": line.allowed,
        "Rule": words.rule(finding),
    }
    return Listed(finding.severity, texts, link)
