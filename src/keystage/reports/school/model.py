"""A school's report as it is shown: texts and pictures, nothing left to work out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from keystage.checks.model import Rulebook
from keystage.core.records import Row
from keystage.measures import Pupil, Situation
from keystage.reports.summary.model import School


class Person(NamedTuple):
    """One pupil: what the file says of who it is, and what measures are made of."""

    row: Row
    pupil: Pupil


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the school had in a year before: by that year's own rulebook."""

    book: Rulebook
    pupils: Sequence[Pupil]


@dataclass(frozen=True, slots=True)
class Given:
    """What a report is made of: one school's results of one collection and year.

    `people` are in the return, `others` are not but are counted by a measure that
    looks back. `earlier` is newest first. `errors` counts what must be put right.
    """

    school: School
    book: Rulebook
    situation: Situation
    people: Sequence[Person]
    others: Sequence[Pupil] = ()
    earlier: Sequence[Earlier] = ()
    errors: int = 0

    @property
    def pupils(self) -> list[Pupil]:
        """Everybody the measures are of."""
        return [*(person.pupil for person in self.people), *self.others]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the report is wanted: groups `by` sex, term or class, with `names` or not."""

    by: str | None = None
    names: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    """One large figure, and what it is of."""

    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; `upright` where the column is too narrow to lay it flat.

    `number` columns stand to the right. `long` says a short head in full.
    """

    text: str
    long: str = ""
    number: bool = False
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the first cell of a row is what the row is of."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture as SVG, its title, and in words what it shows.

    A `broad` one takes the width of the page, others half of it.
    """

    title: str
    svg: str
    told: str
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with sentences, pictures and a table.

    Pictures stand beside the table, or above it where the section is `wide`; then
    each has its title above it.
    """

    id: str
    title: str
    grid: Grid
    says: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One school's report.

    `summary` is the first page, `groups` the page of groups where one was wished,
    `lists` are the pupils. `missing` and `notes` are sentences. `made` is the day
    shown, `rulebook` names the book and its digest.
    """

    title: str
    school: str
    number: str
    pupils: str
    made: date
    version: str
    rulebook: str
    facts: tuple[Fact, ...]
    missing: tuple[str, ...]
    summary: tuple[Section, ...]
    groups: tuple[Section, ...] = ()
    lists: tuple[Section, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every section in order."""
        return (*self.summary, *self.groups, *self.lists)
