"""A marksheet once read: lines of pupils, each value knowing its cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from keystage.checks.model import Rulebook
from keystage.core.findings import Finding, Place
from keystage.marksheet.columns_file import ColumnsFile
from keystage.marksheet.tag import Tag
from keystage.tables import Area, Cell, column_letters


class Books(Protocol):
    """Where rulebooks are had from."""

    @property
    def collections(self) -> Sequence[str]:
        """The ids of the collections there are rulebooks for."""

    def book(self, collection: str, year: int) -> Rulebook | None:
        """Return the rulebook of a collection in a year, or None."""

    def nearest(self, collection: str, year: int) -> Rulebook:
        """Return the rulebook of the year closest to `year`."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a marksheet besides what stands in it.

    `name` is the file's; `collection`, `year`, `school` (seven digits or a URN) and
    `authority` are what was asked for; `columns` says which column is which.
    `else_year` is the year of a table that says none.
    """

    name: str = ""
    collection: str | None = None
    year: int | None = None
    school: str = ""
    authority: str = ""
    columns: ColumnsFile | None = None
    else_year: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: what it holds ('' where that is not known), its heading."""

    id: str
    number: int
    text: str

    @property
    def letters(self) -> str:
        """The column's letters."""
        return column_letters(self.number)


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in a line's cell: the text as it is there, and as it is read.

    `taken` is False where a finding says why the text is not to be trusted: `read`
    is '' then. A blank cell has both empty.
    """

    text: str
    read: str
    place: Place
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One pupil: the sheet, the row's number, and a value for each known column."""

    sheet: str
    row: int
    values: Mapping[str, Value]

    def get(self, name: str) -> str:
        """Return what was read in the column `name`, or ''."""
        value = self.values.get(name)
        return value.read if value else ""


@dataclass(frozen=True, slots=True)
class Table:
    """Where in a sheet the pupils stand: the headings' row, and its columns.

    `known` are the columns that are read, by what they hold; `others` those that
    hold something nobody knows; `twice` headings that mean one thing and are not read.
    `joined` are cells of headings that were merged into one.
    """

    sheet: str
    row: int
    known: Mapping[str, Heading]
    others: tuple[Heading, ...] = ()
    twice: tuple[tuple[Heading, ...], ...] = ()
    ignored: tuple[Heading, ...] = ()
    joined: tuple[Area, ...] = ()


@dataclass(slots=True)
class Marksheet:
    """What was read of a table of results.

    `book` is the rulebook it was read by, `tables` the sheets that hold pupils,
    `lines` the pupils of all of them in their order, `school` the seven digits of
    the school it says it is of, or '', and `urn` its unique reference number, or ''.
    `apart` are sheet and row of pupils whose names were sorted without their UPNs,
    `misdated` of those whose date of birth may have the month first.
    """

    book: Rulebook
    tables: tuple[Table, ...] = ()
    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tag: Tag | None = None
    school: str = ""
    urn: str = ""
    apart: frozenset[tuple[str, int]] = frozenset()
    misdated: frozenset[tuple[str, int]] = frozenset()


def place_of(cell: Cell) -> Place:
    """Return where a cell is, as findings say it."""
    return Place(sheet=cell.sheet, row=cell.row, column=column_letters(cell.column))


def span_of(area: Area) -> str:
    """Return a rectangle of cells as a person names it: `A6 to B6`."""
    first = f"{column_letters(area.left)}{area.top}"
    return f"{first} to {column_letters(area.right)}{area.bottom}"
