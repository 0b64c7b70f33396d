"""A workbook to be written, described in plain values: what, where, how it looks.

Rows and columns are counted from 1, as in `keystage.tables.model`. A description is
all there is: the same description gives the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from keystage.tables.model import column_letters


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours, without its equals sign, and what it comes to when made.

    Programs work it out anew on opening; `value` is for those that do not.
    """

    text: str
    value: str | float = ""


type Value = str | int | float | date | Formula | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a cell looks, and whether a person may write in it.

    Colours are `#1D70B8`, '' for the usual one. `number` is a spreadsheet's own
    format (`@` for text, `dd/mm/yyyy`). `sides` draws lines: each of `top right
    bottom left` to a line of `thin medium thick hair dashed dotted` and its colour. `hatched`
    lays lines over the fill, for those who cannot tell colours apart.
    """

    font: str = ""
    size: float = 0
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str = ""
    fill: str = ""
    hatched: str = ""
    across: Literal["", "left", "center", "right"] = ""
    down: Literal["", "top", "vcenter", "bottom"] = ""
    wrap: bool = False
    indent: int = 0
    number: str = ""
    sides: tuple[tuple[str, str, str], ...] = ()
    unlocked: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class CellOut:
    """What stands in a cell, how it looks, and where it leads.

    A text is a text whatever it begins with. `link` is a place in the same workbook
    (`Marksheet!A1`); nothing ever leads out of it. `note` is shown when asked for.
    """

    value: Value = None
    style: Style = PLAIN
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ColumnOut:
    """A column: its width in characters, and the look of cells nobody wrote in."""

    width: float
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class RowOut:
    """A row: its cells by column, and its height in points; 0 for the usual one."""

    cells: Mapping[int, CellOut]
    height: float = 0


@dataclass(frozen=True, slots=True)
class Area:
    """Cells from a first row and column to a last, all taken in."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def name(self) -> str:
        """How a spreadsheet writes it: `C5:D9`, or `C5` for one cell."""
        first = f"{column_letters(self.first_column)}{self.first_row}"
        last = f"{column_letters(self.last_column)}{self.last_row}"
        return first if first == last else f"{first}:{last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What may be written in an area, and the note shown to who writes there.

    `choices` are offered as a list. Else `least` and `most` bound a date or a whole
    number; with neither, anything may be written and only the note is shown. With
    `strict` False what does not fit is asked about, and may stay. A title has
    at most 32 characters, a note 255: the program that reads it allows no more.
    """

    area: Area
    choices: tuple[str, ...] = ()
    least: date | int | None = None
    most: date | int | None = None
    strict: bool = True
    title: str = ""
    note: str = ""
    refused_title: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A look that cells of `area` take on while `formula` is true.

    The formula is written for the area's first cell. Marks are asked in their order;
    after one with `last` no other is.
    """

    area: Area
    formula: str
    style: Style
    last: bool = False


@dataclass(frozen=True, slots=True)
class TableOut:
    """A defined table: its first row are headings, which must be texts, all different.

    `title` and `description` are what a screen reader says of it.
    """

    name: str
    area: Area
    title: str = ""
    description: str = ""
    filters: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOut:
    """How a sheet is printed: A4, as wide as one page.

    `repeated` are the rows printed on every page, first and last. `area` is what is
    printed; None for all there is. Texts of `head` and `foot` may use `&P` (page),
    `&N` (pages), `&L &C &R` (left, middle, right).
    """

    landscape: bool = True
    repeated: tuple[int, int] | None = None
    area: Area | None = None
    head: str = ""
    foot: str = ""
    pages_high: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """A picture of some figures: a bar for each of `labels`, as long as its value.

    `labels` and `values` are areas of `sheet`, one column each. `described` is what a
    person hears who does not see it.
    """

    sheet: str
    labels: Area
    values: Area
    at: tuple[int, int]
    size: tuple[int, int]
    title: str
    described: str
    colour: str = ""
    most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOut:
    """One sheet. `rows` by number; `frozen` are the rows and columns that stay in view.

    `locked` protects every cell whose style is not unlocked, without a password.
    `quiet` are areas where a number kept as a text is meant so.
    """

    name: str
    columns: Sequence[ColumnOut] = ()
    rows: Mapping[int, RowOut] = field(default_factory=dict)
    merged: Sequence[Area] = ()
    frozen: tuple[int, int] = (0, 0)
    tables: Sequence[TableOut] = ()
    entries: Sequence[Entry] = ()
    marks: Sequence[Mark] = ()
    charts: Sequence[BarChart] = ()
    printed: PrintOut = field(default_factory=PrintOut)
    locked: bool = False
    gridlines: bool = False
    tab: str = ""
    quiet: Sequence[Area] = ()
    start: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookOut:
    """A whole workbook, opened on its sheet `front`.

    `title`, `subject` and `properties` (custom ones) go into the document's
    properties. `made` is when: nothing here asks a clock.
    """

    sheets: Sequence[SheetOut]
    title: str
    made: datetime
    subject: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    front: int = 0
    font: str = "Arial"
    size: float = 10
