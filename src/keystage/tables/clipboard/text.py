"""Cells pasted as text: tabs between them, quotes around those that hold a line break."""

import re

from keystage.tables.grid import Grid, Tally
from keystage.tables.limits import TableLimits
from keystage.tables.messages import refusal
from keystage.tables.model import Cell, Workbook

PASTED = "pasted"
"""What the kind of a pasted workbook is called, and its sheet."""

# A cell in quotes ends at a quote that a tab or a line's end follows. The possessive
# repeat never goes back, however many quotes there are.
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(?=\t|\r\n?|\n|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_END = re.compile(r"\r\n?|\n")
_NEEDS_QUOTES = ("\t", "\n", "\r", '""')
_MEGABYTE = 1_048_576


def from_text(text: str, limits: TableLimits | None = None) -> Workbook:
    """Return the cells of a text from the clipboard of Excel, Calc or Google Sheets.

    A cell that begins with a quote keeps it, unless what is between its quotes could
    not stand there without them. Raises `Refused` where the limits are passed.
    """
    limits = limits or TableLimits()
    if len(text) > limits.size:
        raise refusal("size", limit=f"{limits.size / _MEGABYTE:.3g}")
    grid = Grid(PASTED, limits, Tally(limits), forgiving=True)
    at, row, column, closes = 0, 1, 1, True
    while at < len(text):
        quoted = _QUOTED.match(text, at) if closes and text[at] == '"' else None
        # a quote without an end has none further on, and is not looked for again
        closes = closes and (quoted is not None or text[at] != '"')
        if quoted and any(part in quoted[1] for part in _NEEDS_QUOTES):
            held, at = quoted[1].replace('""', '"'), quoted.end()
        else:
            plain = _PLAIN.match(text, at)
            held, at = (plain[0], plain.end()) if plain else ("", at)
        grid.put(Cell(PASTED, row, column, held))
        if end := _END.match(text, at):
            at, row, column = end.end(), row + 1, 1
        else:
            at, column = at + 1, column + 1
    return Workbook(PASTED, (grid.sheet(hidden=False),), oddities=tuple(grid.oddities))
