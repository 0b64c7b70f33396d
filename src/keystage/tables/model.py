"""What a table is once read: sheets of cells, each with its address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
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
class Sheet:
    """One sheet: its cells by row and then by column, both from 1, none empty."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file in their order.

    `kind` is 'xlsx', 'ods' or 'csv'. `guessed` says that bytes which are not UTF-8
    were read as Windows-1252 though nothing said so (CSV only).
    """

    kind: str
    sheets: tuple[Sheet, ...]
    guessed: bool = False


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
