"""A person's own workbook, with a mark and a note on each cell that has a finding."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from keystage.core.findings import Severity
from keystage.tables.limits import TableLimits
from keystage.tables.model import Kind, Workbook
from keystage.tables.noted import book, words
from keystage.tables.noted.book import Book
from keystage.tables.noted.carried import carried
from keystage.tables.noted.model import Noted, Returned
from keystage.tables.noted.parts import cleaned
from keystage.tables.read import read
from keystage.tables.writing.model import SheetOut

type Held = tuple[str, Kind]

_WORKBOOK = "xlsx"
_WORST = {level: at for at, level in enumerate(Severity)}


def noted(
    data: bytes,
    notes: Sequence[Noted],
    findings: SheetOut,
    *,
    made: datetime,
    limits: TableLimits | None = None,
    ours: bool = False,
) -> Returned:
    """Return the table in `data`, each cell of `notes` marked, `findings` in front.

    Every other cell is as it was; formulas become their own text, except, in a
    template of ours (`ours`), those that stay inside their sheet, which keeps its
    charts too. Sheets nobody sees, names, links out of the file, pictures and caches
    are not passed on. What
    is no workbook (.csv), or too much to open, comes back as a new workbook with the
    same cells at the same places. Raises `Refused` as a forgiving `read` does, and
    `MissingExtra` where openpyxl is not installed.
    """
    book.require()
    limits = limits or TableLimits()
    known = read(data, limits, forgiving=True)
    if known.kind == _WORKBOOK:
        with suppress(Exception):  # what cannot be opened is copied
            own = Book.opened(cleaned(data, limits), known, ours=ours)
            seen = [sheet.name for sheet in known.sheets if own.shows(sheet.name)]
            own.carry(carried(data, limits, seen, charts=ours))
            marked = _finished(own, notes, findings, made)
            again = read(marked, limits, forgiving=True)
            if _cells(known, known).items() <= _cells(again, known).items():
                return Returned(marked, whole=True)
    copy = Book.copied(known)
    return Returned(_finished(copy, notes, findings, made), whole=False)


def _finished(
    made_of: Book, notes: Sequence[Noted], findings: SheetOut, made: datetime
) -> bytes:
    by_cell: dict[tuple[str, int, int], list[Noted]] = {}
    for note in notes:
        if made_of.shows(note.sheet):
            cell = (note.sheet, note.row, note.column)
            by_cell.setdefault(cell, []).append(note)
    for those in by_cell.values():
        made_of.mark(sorted(those, key=lambda note: _WORST[note.severity]))
    made_of.front(findings)
    return made_of.saved(made)


def _cells(workbook: Workbook, known: Workbook) -> dict[tuple[str, int, int], Held]:
    """Return what a person sees in `workbook` where `known` holds no formula."""
    formulas = {
        (cell.sheet, cell.row, cell.column)
        for sheet in known.sheets
        for cells in sheet.rows.values()
        for cell in cells.values()
        if cell.formula
    }
    found = {
        (sheet.name, cell.row, cell.column): (cell.text, cell.kind)
        for sheet in workbook.sheets
        if not sheet.hidden and sheet.name != words.FINDINGS
        for cells in sheet.rows.values()
        for cell in cells.values()
    }
    return {place: held for place, held in found.items() if place not in formulas}
