"""Marksheets made cell by cell, without a file."""

from collections.abc import Sequence

from keystage.core.findings import Finding
from keystage.intake.shelf import Shelf, standard
from keystage.marksheet.columns_file import ColumnsFile
from keystage.marksheet.model import Hints, Marksheet
from keystage.marksheet.read import read
from keystage.tables import Area, Cell, Kind, Sheet, Workbook

SHELF: Shelf = standard()
HEADS = ("UPN", "Surname", "Forename", "DOB", "Mark")
MINA = ("Y004100123001", "Ashdown", "Mina", "2018-11-05", "32")
OLA = ("V004100124000", "Birch", "Ola", "2019-11-05", "31")


def cell(row: int, column: int, text: str | Cell, sheet: str = "Phonics") -> Cell:
    """Return a cell; one that is given keeps everything but its place."""
    if isinstance(text, str):
        return Cell(sheet, row, column, text)
    return Cell(
        sheet, row, column, text.text, text.kind, text.formula, hidden=text.hidden
    )


def like(text: str, kind: Kind = Kind.TEXT, **more: bool) -> Cell:
    """Return a cell of a kind, to be put somewhere."""
    return Cell("", 0, 0, text, kind, **more)


def sheet(
    *rows: Sequence[str | Cell],
    name: str = "Phonics",
    first: int = 1,
    hidden: bool = False,
    merges: Sequence[Area] = (),
) -> Sheet:
    """Return a sheet of rows; an empty text is no cell."""
    held = {
        row: {
            column: cell(row, column, text, name)
            for column, text in enumerate(cells, 1)
            if text != ""
        }
        for row, cells in enumerate(rows, first)
    }
    return Sheet(
        name,
        {row: cells for row, cells in held.items() if cells},
        hidden,
        tuple(merges),
    )


def book(*sheets: Sheet, kind: str = "xlsx", from_1904: bool = False) -> Workbook:
    """Return a workbook."""
    return Workbook(kind, sheets, from_1904=from_1904)


def reading(
    *rows: Sequence[str | Cell],
    columns: ColumnsFile | None = None,
    kind: str = "xlsx",
    collection: str | None = None,
    year: int | None = 2026,
) -> Marksheet:
    """Return what is read of one sheet."""
    hints = Hints(collection=collection, year=year, columns=columns)
    return read(book(sheet(*rows), kind=kind), SHELF, hints)


def told(made: Marksheet) -> list[tuple[str, str]]:
    """Return the codes of what was said, each with its weight."""
    return [(one.rule, str(one.severity)) for one in made.findings]


def one(made: Marksheet, code: str) -> Finding:
    """Return the only finding of a code."""
    (found,) = [each for each in made.findings if each.rule == code]
    return found
