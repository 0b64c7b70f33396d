"""What is kept of a return once it is checked, to lay others beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import overload

from keystage.checks.model import Rulebook
from keystage.core.cells import Cell
from keystage.core.findings import Place
from keystage.core.records import Identity, Result, Return, Row
from keystage.intake.interpret import PUPILS

# Position, line, then the texts of `_told` in its order; results as `_pairs` has them.
type _Told = tuple[int, int | None, str, str, str, str, str, str, str, tuple[str, ...]]

_NO_CELL = Cell("", Place())


def light(return_: Return, book: Rulebook) -> Return:
    """Return what other files' returns are compared with: who, and of which school.

    Where a mark says that a check was taken, results too: that decides who reports.
    """
    marked = any(component.is_mark for component in book.components.values())
    rows = Kept(return_.rows, results=marked)
    return replace(return_, rows=rows, header=None, set_aside={})


class Kept(Sequence[Row]):
    """Rows kept as plain texts, and made again whenever they are asked for.

    A season's pupils are hundreds of thousands. As tuples of texts they take a tenth
    of the room, a second process hands them over quickly, and the collector of
    garbage need not go through them. A row made again has no cells, and its results
    have no places.
    """

    __slots__ = ("_told",)

    def __init__(self, rows: Iterable[Row], *, results: bool = False) -> None:
        self._told = tuple(_told(row, _pairs(row) if results else ()) for row in rows)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._told)

    def __iter__(self) -> Iterator[Row]:
        """Make every row again, in order."""
        return map(_row, self._told)

    def identities(self) -> Iterator[Identity]:
        """Return who the rows are of, in order, without making the rows."""
        return (told[2:6] for told in self._told)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        """Make the row, or the rows, at `index` again."""
        if isinstance(index, slice):
            return [*map(_row, self._told[index])]
        return _row(self._told[index])


def _told(row: Row, results: tuple[str, ...]) -> _Told:
    return (
        *(row.position, row.place.line),
        *(row.upn, row.surname, row.forename, row.dob, row.sex),
        *(row.nc_year, row.cohort, results),
    )


def _pairs(row: Row) -> tuple[str, ...]:
    """Return the row's results as texts in turn: component, value, component, value."""
    return tuple(
        text
        for name, found in row.results.items()
        for one in found
        for text in (name, one.value)
    )


def _row(told: _Told) -> Row:
    position, line, upn, surname, forename, dob, sex, nc_year, cohort, pairs = told
    results: dict[str, list[Result]] = {}
    for name, value in zip(pairs[::2], pairs[1::2], strict=True):
        results.setdefault(name, []).append(Result(name, value, _NO_CELL))
    place = Place(line, f"{PUPILS}[{position}]")
    row = Row(position, upn, surname, forename, dob, sex, {}, results, place=place)
    row.nc_year, row.cohort = nc_year, cohort
    return row
