"""A return as a grid of texts: a heading for each column, a row for each pupil."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from keystage import __version__
from keystage.checks.model import Rulebook
from keystage.core import years
from keystage.core.errors import WriteError
from keystage.core.records import Return, Row
from keystage.marksheet import headings
from keystage.marksheet.grid import Column, Kind, columns
from keystage.marksheet.tag import Tag, to_properties
from keystage.tables import read
from keystage.tables.writing import (
    BookOut,
    CellOut,
    ColumnOut,
    PrintOut,
    RowOut,
    SheetOut,
    Style,
    TableOut,
    Value,
    frame,
    xlsx,
)
from keystage.tables.writing.csv import to_csv, unguarded
from keystage.tables.writing.model import Area

_TEXT = Style(number="@")
_DAY = Style(number="dd/mm/yyyy")
_FIRST_YEAR = 1900  # of a workbook's calendar
_WIDTHS = {"upn": 16.0, "surname": 18.0, "forename": 16.0, "dob": 13.0, "school": 11.0}
_NARROW = 11.0
_HEAD_HIGH = 30  # points: two lines
_CLASS = "group"  # which no file of results says
_LA = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the ids of its columns, their headings, and the texts of its rows."""

    ids: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def of(return_: Return, book: Rulebook) -> Grid:
    """Return the pupils and results of a return, a column for each thing a table has.

    Of a result given twice the first stands there, in the rulebook's own code. Last
    comes what every row has alike: whose results they are, and by which rulebook.
    """
    kept = [
        one
        for one in columns(book)
        if one.kind is not Kind.DERIVED and one.id != _CLASS
    ]
    school = f"{return_.school[:_LA]}/{return_.school[_LA:]}" if return_.school else ""
    sender = {"school": school, "urn": return_.urn, "rulebook": book.id}
    whose = {name: text for name, text in sender.items() if text}
    labels = (headings.about()[name].label for name in whose)
    return Grid(
        (*(one.id for one in kept), *whose),
        (*(one.title for one in kept), *labels),
        tuple(
            (*(_text(row, one) for one in kept), *whose.values())
            for row in return_.rows
        ),
    )


def as_xlsx(grid: Grid, return_: Return, book: Rulebook, made: datetime) -> bytes:
    """Return the grid as a workbook of one sheet that says what it is of.

    What is written is read back and compared: raises `WriteError` where it does not
    hold the same, `MissingExtra` where workbooks cannot be written.
    """
    tag = Tag(
        book.id, book.digest, return_.school or return_.urn, __version__, "results"
    )
    rows = {1: frame.headings(grid.headings, _HEAD_HIGH)}
    for number, texts in enumerate(grid.rows, 2):
        rows[number] = RowOut(
            {at: _cell(name, text) for (at, text), name in _named(grid, texts) if text}
        )
    last = max(len(grid.rows) + 1, 2)
    area = Area(1, 1, last, len(grid.ids))
    sheet = SheetOut(
        name="Results",
        columns=tuple(ColumnOut(_WIDTHS.get(name, _NARROW)) for name in grid.ids),
        rows=rows,
        frozen=(1, 3),
        tables=(TableOut("Results", area, title=book.title),),
        printed=PrintOut(repeated=(1, 1)),
        gridlines=True,
    )
    data = xlsx.write(
        BookOut(
            sheets=(sheet,), title=book.title, made=made, properties=to_properties(tag)
        )
    )
    _compare(grid, data, guarded=False)
    return data


def as_csv(grid: Grid) -> bytes:
    """Return the grid as CSV no spreadsheet works out; read back as `as_xlsx` is."""
    data = to_csv([grid.headings, *grid.rows]).encode()
    _compare(grid, data, guarded=True)
    return data


def _text(row: Row, column: Column) -> str:
    if column.kind is Kind.RESULT:
        return row.value(column.id)
    cell = row.cells.get(column.id)
    return cell.text.strip() if cell else ""


def _named(grid: Grid, texts: tuple[str, ...]) -> Iterator[tuple[tuple[int, str], str]]:
    return zip(enumerate(texts, 1), grid.ids, strict=True)


def _cell(name: str, text: str) -> CellOut:
    value: Value = text
    if name == "dob":
        born = years.parse_date(text)
        if born is not None and born.year >= _FIRST_YEAR:
            return CellOut(born, _DAY)
    elif name not in {"upn", "school"} and text.isascii() and text.isdigit():
        value = int(text) if str(int(text[:9])) == text else text
    return CellOut(value, _TEXT)


def _compare(grid: Grid, data: bytes, *, guarded: bool) -> None:
    (sheet,) = read(data).sheets
    found: dict[tuple[int, int], str] = {
        (cell.row, cell.column): unguarded(cell.text) if guarded else cell.text
        for cells in sheet.rows.values()
        for cell in cells.values()
    }
    if found != _wanted(grid):
        raise WriteError("The table written does not read back as it was given.")


def _wanted(grid: Grid) -> Mapping[tuple[int, int], str]:
    return {
        (row, column): text
        for row, texts in enumerate((grid.headings, *grid.rows), 1)
        for column, text in enumerate(texts, 1)
        if text.strip()
    }
