"""Cells gathered into a sheet, inside the limits, merged areas filled."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from keystage.tables.limits import TableLimits
from keystage.tables.messages import refusal
from keystage.tables.model import Cell, Sheet, column_letters


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int


class Tally:
    """How many more cells the sheets of one file may hold."""

    def __init__(self, limits: TableLimits) -> None:
        self.left = limits.cells

    def take(self, sheet: str, limits: TableLimits, number: int = 1) -> None:
        """Count `number` more; raises `Refused` where there are too many."""
        self.allow(sheet, limits, number)
        self.left -= number

    def allow(self, sheet: str, limits: TableLimits, number: int) -> None:
        """Raise `Refused` unless `number` more may come."""
        if number > self.left:
            raise refusal("cells", sheet=sheet, limit=f"{limits.cells:,}")


class Grid:
    """The cells of one sheet while it is being read."""

    def __init__(self, name: str, limits: TableLimits, tally: Tally) -> None:
        self.name = name
        self._limits = limits
        self._tally = tally
        self._rows: dict[int, dict[int, Cell]] = {}
        self._merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._spans = 0

    def put(self, cell: Cell) -> None:
        """Add a cell; one with nothing but white space in it is left out.

        Raises `Refused` where it stands too far out, holds too much, or is one too
        many.
        """
        if not cell.text.strip():
            return
        limits = self._limits
        if cell.row > limits.rows or cell.column > limits.columns:
            raise refusal(
                "far",
                sheet=self.name,
                row=f"{cell.row:,}",
                column=column_letters(cell.column),
                rows=f"{limits.rows:,}",
                columns=limits.columns,
            )
        if len(cell.text) > limits.text:
            raise refusal(
                "text", sheet=self.name, row=cell.row, limit=f"{limits.text:,}"
            )
        self._tally.take(self.name, limits)
        self._rows.setdefault(cell.row, {})[cell.column] = cell

    def merge(self, area: Area) -> None:
        """Remember a merged area; raises `Refused` where there are too many."""
        self._merges.append(area)
        if len(self._merges) > self._limits.merges:
            limit = f"{self._limits.merges:,}"
            raise refusal(
                "broken", reason=f"{self.name!r} has more than {limit} merged areas"
            )

    def hide_columns(self, low: int, high: int) -> None:
        """Remember columns that are not shown; raises `Refused` for too many spans."""
        limits = self._limits
        self._hidden_columns.update(range(low, min(high, limits.columns) + 1))
        self._spans += 1
        if self._spans > limits.merges:
            reason = f"{self.name!r} hides columns more than {limits.merges:,} times"
            raise refusal("broken", reason=reason)

    def sheet(self, *, hidden: bool) -> Sheet:
        """Return what was gathered, its rows in order."""
        if self._rows:
            used, widest = sorted(self._rows), max(map(max, self._rows.values()))
            for area in self._merges:
                self._fill(area, used, widest)
        rows = {
            row: {at: self._shown(cells[at], hidden) for at in sorted(cells)}
            for row, cells in sorted(self._rows.items())
        }
        return Sheet(self.name, rows, hidden)

    def _fill(self, area: Area, used: list[int], widest: int) -> None:
        """Let every cell of the area, in rows that hold anything, show the first."""
        first = self._rows.get(area.top, {}).get(area.left)
        if first is None:
            return
        columns = range(area.left, min(area.right, widest) + 1)
        shown = used[bisect_left(used, area.top) : bisect_right(used, area.bottom)]
        self._tally.take(self.name, self._limits, len(shown) * len(columns))
        for row in shown:
            for column in columns:
                self._rows[row][column] = replace(
                    first, row=row, column=column, merged=True
                )

    def _shown(self, cell: Cell, hidden: bool) -> Cell:
        if (
            hidden
            or cell.row in self.hidden_rows
            or cell.column in self._hidden_columns
        ):
            return replace(cell, hidden=True)
        return cell
