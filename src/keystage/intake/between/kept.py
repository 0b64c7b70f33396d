"""What is kept of a return once it is checked, to lay others beside it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, overload

from keystage.checks.model import Rulebook
from keystage.core.cells import Cell
from keystage.core.findings import Place
from keystage.core.records import Header, Identity, Result, Return, Row
from keystage.intake.interpret import PUPILS

# Position, line, then the texts of `_told` in its order; results as `_pairs` has them,
# and what stands for all of them.
type _Told = tuple[
    int, int | None, str, str, str, str, str, str, str, tuple[str, ...], int
]

_NO_CELL = Cell("", Place())
_BYTES = 8  # enough that no two pupils' results are taken for the same by chance


class Said(NamedTuple):
    """What a row says: of whom, the sex, and a number that stands for all results."""

    who: Identity
    sex: str
    results: int


def light(return_: Return, book: Rulebook) -> Return:
    """Return what other files' returns are compared with: who, and of which school.

    Where a mark says that a check was taken, results too: that decides who reports. Of
    the header only the moment is kept.
    """
    marked = any(component.is_mark for component in book.components.values())
    rows = Kept(return_.rows, results=marked)
    header = return_.header and Header(date_time=return_.header.date_time)
    return replace(return_, rows=rows, header=header, set_aside={})


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

    def said(self) -> Iterator[Said]:
        """Return what the rows say, in order, to see whether others say the same."""
        return (Said(told[2:6], told[6], told[-1]) for told in self._told)

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
        *(row.nc_year, row.cohort, results, _number(row)),
    )


def _number(row: Row) -> int:
    """Return a number of the row's results: the same for the same, in any order."""
    said = sorted(
        f"{name}\0{one.value}" for name, found in row.results.items() for one in found
    )
    text = "\n".join(dict.fromkeys(said)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=_BYTES).digest())


def _pairs(row: Row) -> tuple[str, ...]:
    """Return the row's results as texts in turn: component, value, component, value."""
    return tuple(
        text
        for name, found in row.results.items()
        for one in found
        for text in (name, one.value)
    )


def _row(told: _Told) -> Row:
    position, line, upn, surname, forename, dob, sex, nc_year, cohort, pairs, _ = told
    results: dict[str, list[Result]] = {}
    for name, value in zip(pairs[::2], pairs[1::2], strict=True):
        results.setdefault(name, []).append(Result(name, value, _NO_CELL))
    place = Place(line, f"{PUPILS}[{position}]")
    row = Row(position, upn, surname, forename, dob, sex, {}, results, place=place)
    row.nc_year, row.cohort = nc_year, cohort
    return row
