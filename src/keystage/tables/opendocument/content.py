"""The content of an .ods: sheets, rows and cells, repeated as often as they say.

Empty cells and rows are repeated to the sheet's far edge in every file, which costs
nothing here; ones that hold something are counted before they are made.
"""

from keystage.tables.grid import Grid, Tally
from keystage.tables.limits import TableLimits
from keystage.tables.model import Area, Cell, Kind, Sheet
from keystage.tables.numbers import plain
from keystage.tables.opendocument.words import Words
from keystage.tables.walk import Attributes, Visitor

_CELLS = ("table-cell", "covered-table-cell")
_HIDDEN = ("collapse", "filter")
_KINDS = {
    "float": Kind.NUMBER,
    "percentage": Kind.NUMBER,
    "currency": Kind.NUMBER,
    "date": Kind.DATE,
    "boolean": Kind.FLAG,
}
_MOST_DIGITS = 9


class Content(Visitor):
    """Told what stands in content.xml, it makes the sheets."""

    def __init__(self, limits: TableLimits, tally: Tally) -> None:
        self.sheets: list[Sheet] = []
        self._limits = limits
        self._tally = tally
        self._style = ""
        self._unseen: set[str] = set()  # styles of tables that are not shown
        self._grids: list[tuple[Grid, bool]] = []  # one inside the other, if at all
        self._words = Words()
        self._row = self._column = 1  # where the next row or cell begins
        self._rows = 1  # how often the open row is repeated
        self._cells: list[tuple[int, Cell, int, Area | None]] = []
        self._cell: Attributes = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of a table, a row, a cell, a paragraph."""
        if name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties":
            if attributes.get("table:display") == "false":
                self._unseen.add(self._style)
        elif name == "table":
            self._begin_table(attributes)
        elif len(self._grids) == 1:  # a table inside a cell is no part of the sheet
            self._begin_inside(name, attributes)

    def text(self, text: str) -> None:
        """Take a piece of a paragraph."""
        self._words.text(text)

    def end(self, name: str) -> None:
        """Take the end of a cell, a row, a table."""
        if name == "table":
            grid, hidden = self._grids.pop()
            if not self._grids:
                self.sheets.append(grid.sheet(hidden=hidden))
        elif len(self._grids) == 1:
            self._end_inside(name)

    def _begin_table(self, attributes: Attributes) -> None:
        grid = Grid(attributes.get("table:name", ""), self._limits, self._tally)
        hidden = attributes.get("table:style-name") in self._unseen
        self._grids.append((grid, hidden))
        if len(self._grids) == 1:
            self._row = self._column = 1

    def _begin_inside(self, name: str, attributes: Attributes) -> None:
        grid = self._grids[0][0]
        if name == "table-column":
            self._begin_column(grid, attributes)
        elif name == "table-row":
            self._rows = _times(attributes, "table:number-rows-repeated")
            self._column = 1
            if attributes.get("table:visibility") in _HIDDEN:
                last = min(self._row + self._rows, self._limits.rows + 1)
                grid.hidden_rows.update(range(self._row, last))
        elif name in _CELLS:
            self._cell = attributes
            self._words = Words(covered=name != _CELLS[0])
        else:
            self._words.start(name, attributes)

    def _begin_column(self, grid: Grid, attributes: Attributes) -> None:
        times = _times(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            grid.hide_columns(self._column, self._column + times - 1)
        self._column += times

    def _end_inside(self, name: str) -> None:
        if name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        else:
            self._words.end(name)

    def _end_cell(self) -> None:
        times = _times(self._cell, "table:number-columns-repeated")
        text, kind = _value(self._cell, self._words.said())
        if text.strip():
            cell = Cell(
                self._grids[0][0].name,
                self._row,
                self._column,
                text,
                kind,
                formula="table:formula" in self._cell,
            )
            self._cells.append((times, cell, self._column, self._area()))
        self._column += times
        self._words = Words(covered=True)  # what stands between cells is not read

    def _area(self) -> Area | None:
        down = _times(self._cell, "table:number-rows-spanned")
        across = _times(self._cell, "table:number-columns-spanned")
        if down == across == 1:
            return None
        bottom, right = self._row + down - 1, self._column + across - 1
        return Area(self._row, self._column, bottom, right)

    def _end_row(self) -> None:
        grid = self._grids[0][0]
        for times, cell, column, area in self._cells:
            self._tally.allow(grid.name, self._limits, times * self._rows)
            for row in range(self._row, self._row + self._rows):
                for at in range(column, column + times):
                    grid.put(_moved(cell, row, at))
            if area is not None:
                grid.merge(area)
        self._cells.clear()
        self._row += self._rows


def _moved(cell: Cell, row: int, column: int) -> Cell:
    return Cell(cell.sheet, row, column, cell.text, cell.kind, formula=cell.formula)


def _value(cell: Attributes, said: str) -> tuple[str, Kind]:
    """Return what a cell holds: its value where it has one, else what it shows."""
    kind = _KINDS.get(cell.get("office:value-type", ""), Kind.TEXT)
    if cell.get("calcext:value-type") == "error":
        return said, Kind.ERROR
    if kind is Kind.NUMBER:
        return plain(cell.get("office:value", said)), kind
    if kind is Kind.DATE:
        return cell.get("office:date-value", said).split("T")[0], kind
    if kind is Kind.FLAG:
        return cell.get("office:boolean-value", said).upper(), kind
    return said or cell.get("office:string-value", ""), kind


def _times(attributes: Attributes, name: str) -> int:
    """Return how often something is repeated: once, where that is not a number."""
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdigit()):
        return 1
    return max(1, int(text[:_MOST_DIGITS]))
