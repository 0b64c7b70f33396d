"""A file of schools as a table of texts, read in a guarded process of its own."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from keystage.core.errors import Refused
from keystage.tables import Sheet, TableLimits
from keystage.tables.apart import read_apart
from keystage_web.accounts.register.sheets import columns

MOST = 3_000
"""How many schools a file may tell of: more than any authority has or had."""

_THREE = re.compile(r"\d{3}")
_SEVEN = re.compile(r"(\d{3})[ /-]?\d{4}")


type Row = tuple[int, list[str]]
"""The line of the file a school stands in, and what stands in each column."""


class Unusable(Exception):
    """A file that cannot be used; the text is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A table: its headings, its rows by line, and the SHA-256 of the file."""

    headings: list[str]
    rows: list[Row]
    sha256: str


def read(data: bytes, size: int) -> Cells:
    """Return the table of a file of at most `size` bytes; raises `Unusable`."""
    try:
        workbook = read_apart(data, TableLimits(size=size))
    except Refused as stop:
        raise Unusable(f"{stop.message} {stop.fix}") from None
    for sheet in workbook.sheets:
        if not sheet.hidden and len(sheet.rows) > 1:
            return Cells(*_table(sheet), hashlib.sha256(data).hexdigest())
    raise Unusable(_("There is no table in the file: a row of headings, then schools."))


def own(cells: Cells, la: str) -> tuple[list[Row], int]:
    """Return the rows of the authority `la`, and how many there are of others.

    A row is another's where a column says so, or the first three of seven digits.
    Raises `Unusable` where more are left than an authority has schools.
    """
    found = columns.guessed(cells.headings)
    kept = [row for row in cells.rows if _is_of(row[1], found, la)]
    if len(kept) > MOST:
        told = _("The file tells of %(count)d schools, and at most %(most)d are read.")
        raise Unusable(told % {"count": len(kept), "most": MOST})
    return kept, len(cells.rows) - len(kept)


def _is_of(row: Sequence[str], found: dict[str, int], la: str) -> bool:
    named = cell(row, found.get(columns.AUTHORITY))
    if _THREE.fullmatch(named):
        return named == la
    seven = _SEVEN.fullmatch(cell(row, found.get("number")))
    return seven is None or seven[1] == la


def cell(row: Sequence[str], place: int | None) -> str:
    """Return what stands at a place of a row; '' for no place, and beyond its end."""
    return row[place] if place is not None and place < len(row) else ""


def _table(sheet: Sheet) -> tuple[list[str], list[Row]]:
    """Return headings and rows; what stands above the headings is a title."""
    texts = {
        number: {place: one.text.strip() for place, one in cells.items()}
        for number, cells in sorted(sheet.rows.items())
    }
    first = next((n for n, cells in texts.items() if len(cells) > 1), min(texts))
    wide = max(texts[first])
    headings = [texts[first].get(place, "") for place in range(1, wide + 1)]
    rows = [
        (number, [cells.get(place, "") for place in range(1, wide + 1)])
        for number, cells in texts.items()
        if number > first and any(cells.values())
    ]
    return headings, rows
