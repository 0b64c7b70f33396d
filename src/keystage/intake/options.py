"""What the caller asks for and knows; nothing here reads anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from keystage.checks.model import PriorResult, RollEntry
from keystage.core.records import Return
from keystage.marksheet.columns_file import ColumnsFile
from keystage.movement import Calendar
from keystage.rulebooks.overrides import Overrides
from keystage.xmlguard import Limits

# A school and a collection: whose return of last year it is.
type SentBy = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Prior:
    """Results of earlier years.

    `results` holds each pupil's earlier results by tidied UPN, oldest first.
    `returns` holds whole returns by (collection, school number), one for each
    year found, oldest first.
    """

    results: Mapping[str, tuple[PriorResult, ...]] = field(default_factory=dict)
    returns: Mapping[SentBy, tuple[Return, ...]] = field(default_factory=dict)

    def last_year(self, return_: Return) -> Return | None:
        """Return the same school's return of the year before `return_`, or None."""
        sent = self.returns.get((return_.collection, return_.school), ())
        return next((old for old in sent if old.year == return_.year - 1), None)


@dataclass(frozen=True, slots=True)
class Due:
    """A school results are due from: 7-digit number, and its name where known.

    `collections` are the ids of those it owes; None where nobody said.
    """

    number: str
    name: str = ""
    collections: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that steers a check of files.

    `collection` (`phonics`) and `year` (the summer the school year ends in) are
    what the caller wants to find; `authority` (`999`) and `school` (`9991234`)
    who the results must come from; a file that does not answer is refused.
    `roll`, `prior`, `schools` (those results are due from) and `calendar` (half-terms
    and test weeks) are paths still to be read, or what was read from them; None and ()
    mean "not known", and checks that need them are listed as not run. Of rolls there
    may be several paths, one for each school.
    With `names` False nothing that tells who a pupil is leaves the pipeline.
    `now` is the moment of checking, with a time zone; `role` who entered the
    results; `expected` the number of pupils due; `asks_for` optional data the
    authority wants (`address`). `limits` bound every file read. `overrides` is what
    the authority confirmed against the Department's sheets, laid on the rulebooks;
    `rulebooks` are files or folders of rulebooks of its own. `columns` says which
    column of a table is which. Without `tables`, only Common Transfer Files are taken.
    """

    collection: str | None = None
    year: int | None = None
    authority: str | None = None
    school: str | None = None
    roll: Path | tuple[Path, ...] | tuple[RollEntry, ...] | None = None
    prior: tuple[Path, ...] | Prior = ()
    schools: Path | tuple[Due, ...] | None = None
    calendar: Path | Calendar | None = None
    names: bool = True
    limits: Limits = field(default_factory=Limits.command_line)
    now: datetime | None = None
    role: Literal["school", "la"] = "school"
    expected: int | None = None
    asks_for: frozenset[str] = frozenset()
    overrides: Overrides | None = None
    rulebooks: tuple[Path, ...] = ()
    columns: Path | ColumnsFile | None = None
    tables: bool = True

    @property
    def roll_paths(self) -> tuple[Path, ...]:
        """Return the paths of rolls still to be read."""
        given = (self.roll,) if isinstance(self.roll, Path) else self.roll or ()
        return tuple(one for one in given if isinstance(one, Path))

    @property
    def roll_entries(self) -> tuple[RollEntry, ...] | None:
        """Return the roll where it was given read, else None."""
        if self.roll is None or isinstance(self.roll, Path):
            return None
        return tuple(one for one in self.roll if isinstance(one, RollEntry))
