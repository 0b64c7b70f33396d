"""What stands at the head of a sheet of ours, and over a table, alike everywhere."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Final

from keystage.tables.writing.model import CellOut, RowOut, Style

NAVY, INK, GREY = "#12305A", "#0B0C0C", "#50595F"
HEAD_FILL = "#E4ECF4"

TITLE: Final = Style(size=16, bold=True, colour=NAVY, down="vcenter")
"""What a sheet is called."""
ABOUT: Final = Style(colour=GREY, down="vcenter")
"""What is said of it, a line each."""
SECTION: Final = Style(size=12, bold=True, colour=NAVY, down="bottom")
"""The heading of a part of a sheet."""
HEAD: Final = Style(
    bold=True,
    colour=NAVY,
    fill=HEAD_FILL,
    wrap=True,
    down="vcenter",
    sides=(("bottom", "medium", NAVY),),
)
"""A heading over a column."""

LINE: Final = 13.5
"""How tall a line of text is, in points."""
_LETTERS = 1.05  # that go into a column for each character of its width, about
_TITLE_HIGH, _LINE_HIGH, _HEAD_HIGH = 26, 18, 22


def top(title: str, said: Sequence[str] = ()) -> list[RowOut]:
    """Return the first rows of a sheet: its title, and what is said of it."""
    first = RowOut({1: CellOut(title, TITLE)}, _TITLE_HIGH)
    return [first, *(RowOut({1: CellOut(one, ABOUT)}, _LINE_HIGH) for one in said)]


def headings(names: Iterable[str], height: float = _HEAD_HIGH) -> RowOut:
    """Return the first row of a table."""
    cells = {at: CellOut(name, HEAD) for at, name in enumerate(names, 1)}
    return RowOut(cells, height)


def lines(text: str, width: float) -> int:
    """Return how many lines `text` takes in a column: no program works it out."""
    letters = max(1, width * _LETTERS)
    return sum(max(1, ceil(len(part) / letters)) for part in text.split("\n"))
