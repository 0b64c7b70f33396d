"""A summary as it is shown: nothing in it is still to be hidden or worked out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from keystage.checks.model import Rulebook
from keystage.measures import Pupil, Situation, Unit


@dataclass(frozen=True, slots=True)
class School:
    """Whose pupils they are: its number, or what else it is known by, and its name."""

    number: str
    name: str = ""

    @property
    def called(self) -> str:
        """The name, or the number where there is none."""
        return self.name or self.number


@dataclass(frozen=True, slots=True)
class Collected:
    """The pupils of one collection of one year, by school."""

    book: Rulebook
    situation: Situation
    schools: Mapping[School, Sequence[Pupil]]


@dataclass(frozen=True, slots=True)
class Files:
    """What was read: how many files, how many with errors, which could not be.

    `unread` holds path and reason of each.
    """

    read: int = 0
    with_errors: int = 0
    unread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A measure: what it is called, what its figures are, and what is said of it.

    `said` is False where it cannot be given; `note` then says why.
    """

    id: str
    title: str
    short: str
    unit: Unit
    note: str
    source: str
    verified: bool
    national: bool
    said: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """What a measure comes to for a row; what is hidden or nothing is None."""

    numerator: int | None = None
    denominator: int | None = None
    rate: float | None = None
    mean: float | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Everybody, a school or a group: one figure for each column.

    `of` is `all`, `school`, `sex`, `term` or `class`; `pupils` how many are in
    the return, None where that would tell too much.
    """

    of: str
    id: str
    title: str
    pupils: int | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Pupils who are not in the figures of some columns, and why.

    `reason` is in words, `code` the code that takes them out, if one does. `count`
    is None where it is too small to be told.
    """

    reason: str
    code: str
    count: int | None
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One collection of one year. The first row is of everybody.

    `outside` counts pupils of no year group the collection is for, `several` those
    in the files of several schools, who count in each; None for a few.
    """

    collection: str
    year: int
    title: str
    book: str
    digest: str
    pupil: str
    pupils: str
    schools: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    outside: int | None
    several: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """All of it. Counts below `least` are hidden; nought hides nothing."""

    parts: tuple[Part, ...]
    files: Files
    by: str | None
    least: int
