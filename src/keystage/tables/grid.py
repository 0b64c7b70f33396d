"""Cells gathered into a sheet, inside the limits, merged areas filled."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from keystage.core.errors import Refused
from keystage.tables.limits import TableLimits
from keystage.tables.messages import refusal
from keystage.tables.model import Area, Cell, Fault, Oddity, Sheet, column_letters

_MOST_ODDITIES = 1_000  # of one sheet; who has more is told of these


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
    """The cells of one sheet while it is being read.

    A `forgiving` one remembers a cell that is too far out or too long as an oddity
    and leaves it out, and lets what stands beneath a merged area stand.
    """

    def __init__(
        self, name: str, limits: TableLimits, tally: Tally, *, forgiving: bool = False
    ) -> None:
        self.name = name
        self.oddities: list[Oddity] = []
        self._forgiving = forgiving
        self._limits = limits
        self._tally = tally
        self._rows: dict[int, dict[int, Cell]] = {}
        self._merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._spans = 0
        self._unworked: list[tuple[int, int]] = []

    def put(self, cell: Cell) -> None:
        """Add a cell; one with nothing but white space in it is left out.

        Raises `Refused` where it stands too far out, holds too much, is one too many,
        or stands where another does: nobody can say which of them is meant.
        """
        if not cell.text.strip():
            return
        limits = self._limits
        self._tally.take(self.name, limits)
        if cell.row > limits.rows or cell.column > limits.columns:
            self.odd(Fault.FAR, cell.row, cell.column)
        elif len(cell.text) > limits.text:
            self.odd(Fault.LONG, cell.row, cell.column, f"{limits.text:,}")
        elif (
            self._rows.setdefault(cell.row, {}).setdefault(cell.column, cell)
            is not cell
        ):
            place = f"{column_letters(cell.column)}{cell.row}"
            reason = f"two cells of {self.name!r} stand at {place}"
            raise refusal("broken", reason=reason)

    def unworked(self, row: int, column: int) -> None:
        """Remember a cell whose formula was never worked out; raises as `put` does."""
        self._tally.take(self.name, self._limits)
        self._unworked.append((row, column))

    def odd(self, fault: Fault, row: int, column: int = 0, detail: str = "") -> None:
        """Remember a fault, or raise `Refused` for it where nothing is forgiven."""
        if not self._forgiving:
            raise self._refusal(fault, row, column)
        if len(self.oddities) < _MOST_ODDITIES:
            self.oddities.append(Oddity(fault, self.name, row, column, detail))

    def compare(self, widths: Mapping[int, int]) -> None:
        """Remember the rows that have fewer cells than most have, where one forgives."""
        if not (self._forgiving and widths):
            return
        [(usual, _)] = Counter(widths.values()).most_common(1)
        for row, width in widths.items():
            if width < usual:
                self.odd(Fault.SHORT, row, detail=f"{width} of {usual}")

    def _refusal(self, fault: Fault, row: int, column: int) -> Refused:
        limits = self._limits
        if fault is Fault.LONG:
            return refusal("text", sheet=self.name, row=row, limit=f"{limits.text:,}")
        return refusal(
            "far",
            sheet=self.name,
            row=f"{row:,}",
            column=column_letters(column),
            rows=f"{limits.rows:,}",
            columns=limits.columns,
        )

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
        if self._rows and not self._forgiving:
            used, widest = sorted(self._rows), max(map(max, self._rows.values()))
            for area in self._merges:
                self._fill(area, used, widest)
        rows = {
            row: {at: self._shown(cells[at], hidden) for at in sorted(cells)}
            for row, cells in sorted(self._rows.items())
        }
        merges, unworked = tuple(self._merges), tuple(self._unworked)
        return Sheet(self.name, rows, hidden, merges, unworked)

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
