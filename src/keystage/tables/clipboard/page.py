"""Cells pasted as a web page: the tables Excel, Calc and Google Sheets put there."""

import re
from html.parser import HTMLParser

from keystage.tables.clipboard.text import PASTED
from keystage.tables.grid import Grid, Tally
from keystage.tables.limits import TableLimits
from keystage.tables.messages import refusal
from keystage.tables.model import Area, Cell, Oddity, Sheet, Workbook

_MEGABYTE = 1_048_576
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BREAKS = ("br", "p", "div", "li")
_UNSEEN = ("style", "script", "title", "head")
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MOST_DIGITS = 6

type _Attributes = list[tuple[str, str | None]]


def from_html(page: str, limits: TableLimits | None = None) -> Workbook:
    """Return the cells of every table in a page; one inside another is part of a cell.

    A cell over several columns or rows is a merged area. Raises `Refused` where there
    is no table, or the limits are passed.
    """
    limits = limits or TableLimits()
    if len(page) > limits.size:
        raise refusal("size", limit=f"{limits.size / _MEGABYTE:.3g}")
    tables = _Tables(limits)
    tables.feed(page)
    tables.close()
    tables.finish()
    if not tables.sheets:
        raise refusal("empty")
    return Workbook(PASTED, tuple(tables.sheets), oddities=tuple(tables.oddities))


class _Tables(HTMLParser):
    """Told what stands in a page, it makes a sheet of each table."""

    def __init__(self, limits: TableLimits) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[Sheet] = []
        self.oddities: list[Oddity] = []
        self._limits = limits
        self._tally = Tally(limits)
        self._grid: Grid | None = None
        self._inside = 0  # tables one inside the other
        self._unseen = 0
        self._row = self._column = 0
        self._last_rows: dict[int, int] = {}  # by column: down to where one is taken
        self._cell: tuple[int, int] | None = None
        self._pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        """Take the beginning of a table, a row, a cell, a new line."""
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._inside += 1
            if self._inside == 1:
                self._begin()
        elif self._inside == 1 and tag == "tr":
            self._begin_row(attrs)
        elif self._inside == 1 and tag in {"td", "th"}:
            self._begin_cell(attrs)
        elif tag in _BREAKS and self._pieces:
            self._pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Take the end of a table, a row or a cell."""
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag == "table" and self._inside:
            self._inside -= 1
            if not self._inside:
                self.finish()
        elif self._inside == 1 and tag in {"td", "th", "tr"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Take a piece of text; how it is broken into lines means nothing."""
        if self._cell is not None and not self._unseen:
            self._pieces.append(_SPACES.sub(" ", data))

    def finish(self) -> None:
        """Keep the table at hand, if it holds anything."""
        self._end_cell()
        if self._grid is not None:
            sheet = self._grid.sheet(hidden=False)
            self.oddities += self._grid.oddities
            if sheet.rows:
                self.sheets.append(sheet)
        self._grid, self._inside = None, 0

    def _begin(self) -> None:
        number = len(self.sheets) + 1
        name = PASTED if number == 1 else f"{PASTED} {number}"
        self._grid = Grid(name, self._limits, self._tally, forgiving=True)
        self._row, self._column = 0, 0
        self._last_rows = {}

    def _begin_row(self, attributes: _Attributes) -> None:
        self._end_cell()
        self._row, self._column = self._row + 1, 0
        if self._grid is not None and _is_hidden(attributes):
            self._grid.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: _Attributes) -> None:
        self._end_cell()
        self._row = max(self._row, 1)
        self._column += 1
        while self._last_rows.get(self._column, 0) >= self._row:
            self._column += 1
        wide = min(_span(attributes, "colspan"), self._limits.columns)
        high = min(_span(attributes, "rowspan"), self._limits.rows)
        self._cell = self._row, self._column
        last = self._column + wide - 1
        if high > 1:
            for column in range(self._column, last + 1):
                self._last_rows[column] = self._row + high - 1
        if self._grid is not None and (wide > 1 or high > 1):
            bottom = self._row + high - 1
            self._grid.merge(Area(self._row, self._column, bottom, last))
        self._column = last

    def _end_cell(self) -> None:
        if self._cell is not None and self._grid is not None:
            row, column = self._cell
            lines = "".join(self._pieces).split("\n")
            text = "\n".join(line.strip(" ") for line in lines).strip("\n")
            self._grid.put(Cell(self._grid.name, row, column, text))
        self._cell = None
        self._pieces.clear()


def _span(attributes: _Attributes, name: str) -> int:
    text = (dict(attributes).get(name) or "").strip()
    plain = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return max(int(text), 1) if plain else 1


def _is_hidden(attributes: _Attributes) -> bool:
    return bool(_NOT_SHOWN.search(dict(attributes).get("style") or ""))
