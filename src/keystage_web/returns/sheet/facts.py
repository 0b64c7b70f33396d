"""What is known of the pupils and of a return before a sheet is made of it: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from keystage_web.rolls.movers import Report


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the roll as a sheet needs it. `cohort` is the rulebook's.

    `below` are the subjects whose test the child is registered as below. `former` are
    the UPNs before this one, `groups` the ids of the child's groups. `report` says who
    reports a child who joined or left in the year, None for any other.
    """

    id: str
    upn: str
    surname: str
    forename: str
    born: date | None = None
    sex: str = ""
    year_group: str = ""
    klass: str = ""
    klass_name: str = ""
    cohort: str = ""
    joined: date | None = None
    left: date | None = None
    below: frozenset[str] = frozenset()
    former: tuple[str, ...] = ()
    groups: frozenset[str] = frozenset()
    report: Report | None = None

    @property
    def name(self) -> str:
        """The name as lists have it."""
        return ", ".join(part for part in (self.surname, self.forename) if part)


class Held(NamedTuple):
    """What stands in a cell, and the return's count of changes when it came there."""

    value: str
    version: int
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of a pupil's results of the year before.

    `new` says that the pupil was not in the school's return then, `source` who told it
    where that is the school before.
    """

    results: Mapping[str, str] = field(default_factory=dict)
    new: bool = False
    source: str = ""


class Met(NamedTuple):
    """A value of a person that met a newer one: `theirs`, written by `by` at `at`."""

    id: str
    value: str
    person: str
    theirs: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(slots=True)
class Said:
    """What people said of the cells of a return, by pupil and component.

    A component of '' is the pupil's own. `touched` are pupils by the count of changes
    at which something was last said of them, `present` the others who have the sheet
    open: the class ('' for all) and the name.
    """

    notes: dict[tuple[str, str], int] = field(default_factory=dict)
    flags: set[tuple[str, str]] = field(default_factory=set)
    clashes: dict[tuple[str, str], Met] = field(default_factory=dict)
    opened: set[tuple[str, str]] = field(default_factory=set)
    exempt: dict[str, str] = field(default_factory=dict)
    known: dict[str, Before] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    groups: dict[str, str] = field(default_factory=dict)
    present: set[tuple[str, str]] = field(default_factory=set)
    touched: dict[str, int] = field(default_factory=dict)
