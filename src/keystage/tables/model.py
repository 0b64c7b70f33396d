"""What a table is once read: sheets of cells, each with its address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LETTERS = 26


class Kind(StrEnum):
    """What the file says a cell holds, whatever it looks like."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something.

    `text` is exactly what stands there: a whole number without decimals, a date as
    YYYY-MM-DD, an error as the sheet shows it. `formula` says that it was worked
    out, and the text is only what the last program to save the file made of it.
    `merged` says that it shows what the first cell of a merged area holds; `hidden`
    that its row, column or sheet is not shown.
    """

    sheet: str
    row: int
    column: int
    text: str
    kind: Kind = Kind.TEXT
    formula: bool = False
    merged: bool = False
    hidden: bool = False

    @property
    def address(self) -> str:
        """Where it is, as a spreadsheet says it: `C14`."""
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells by row and then by column, both from 1, none empty.

    `merges` are its merged areas, as the file has them. `unworked` are row and column
    of the cells whose formula was never worked out: nothing is known to stand there.
    """

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    hidden: bool = False
    merges: tuple[Area, ...] = ()
    unworked: tuple[tuple[int, int], ...] = ()


class Fault(StrEnum):
    """What may be wrong in one place of a table and leave the rest readable."""

    FAR = "far"
    """A cell beyond the rows and columns that are read; it was left out."""
    LONG = "long"
    """A cell that holds more than is read; it was left out."""
    NUL = "nul"
    """Characters no program types stand in a cell."""
    QUOTE = "quote"
    """A row that quotes make unreadable; it was left out."""
    SHORT = "short"
    """A row of fewer cells than most."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """A fault and where it stands; `column` is 0 where it concerns the row.

    `detail` is what a sentence about it needs: a number of cells, of characters.
    """

    fault: Fault
    sheet: str
    row: int
    column: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file in their order.

    `kind` is 'xlsx', 'ods' or 'csv'. `guessed` says that bytes which are not UTF-8
    were read as Windows-1252 though nothing said so, `encoding` and `separator` how
    a text was cut (CSV only). `from_1904` is the calendar of its dates, `properties`
    the document's own by name, `external` whether it asks other files or the network
    for values (.xlsx only). `oddities` are the faults a forgiving reading passed over.
    """

    kind: str
    sheets: tuple[Sheet, ...]
    guessed: bool = False
    encoding: str = ""
    separator: str = ""
    from_1904: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    external: bool = False
    oddities: tuple[Oddity, ...] = ()


def column_letters(number: int) -> str:
    """Return the letters of a column counted from 1: 28 is AB."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def parse_address(text: str) -> tuple[int, int] | None:
    """Return row and column, both from 1, of an address such as `AB12`, or None."""
    found = _REFERENCE.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]), column
