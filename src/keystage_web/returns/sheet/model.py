"""What a marksheet is made of: plain values, no rows of a database and no HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _

from keystage.rulebooks.entry import Ask
from keystage_web.returns.sheet.choice import NO_CLASS, Choice, year_named


class State(StrEnum):
    """Whether a cell takes a value: `locked` where the whole sheet takes none."""

    OPEN = "open"
    CLOSED = "closed"
    LOCKED = "locked"


class Coded(NamedTuple):
    """A code that may be entered: as the rulebook spells it, its name and meaning.

    `shade` is "below" for one that a pupil below the standard is given, else ''.
    """

    id: str
    name: str
    meaning: str
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Accepts:
    """What columns that take the same accept; `id` names it.

    `words` are other ways of writing a code, in small letters, and the code. `least`
    and `most` bound a mark, None where there are none. `advance` says that every code
    is one letter or digit, so that a value is complete once it is typed.
    """

    id: str
    codes: tuple[Coded, ...]
    words: Mapping[str, str]
    least: int | None = None
    most: int | None = None

    @property
    def advance(self) -> bool:
        """Whether one key completes every value."""
        return self.most is None and all(len(code.id) == 1 for code in self.codes)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a result that is entered, or what is worked out (`accepts` is '').

    `area` is the title of the part of the curriculum it stands under.
    """

    id: str
    title: str
    short: str
    area: str
    note: str
    accepts: str = ""
    required: bool = False

    @property
    def worked(self) -> bool:
        """Whether it is worked out, and nothing is typed."""
        return not self.accepts


class Cell(NamedTuple):
    """One result of one pupil.

    `reason` says why a cell that is closed takes no value; `openable`, that it can be
    opened by giving a reason. `mark` is a sentence on a value that cannot stand,
    `notes` counts its comments, `clash` is the id of one that waits for a choice.
    """

    value: str = ""
    version: int = 0
    state: State = State.OPEN
    reason: str = ""
    openable: bool = False
    mark: str = ""
    notes: int = 0
    flag: bool = False
    clash: str = ""


class Worked(NamedTuple):
    """What follows from results: as it stands in a cell, and as it is said in full.

    `met` says whether a standard is met, None where that is not the question.
    """

    text: str
    said: str
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One pupil: `name` is as lists have it, `remarks` sentences to stand beside it.

    `filled` of `due` results are there. `previous` says that the school before is to
    be asked for a result, `exempt` that an exemption is on record. `flag` and `notes`
    are those of the pupil, not of a cell.
    """

    pupil: str
    name: str
    klass: str
    klass_name: str
    year_group: str
    remarks: tuple[str, ...]
    cells: Mapping[str, Cell]
    worked: Mapping[str, Worked]
    filled: int
    due: int
    blanks: int
    problems: int
    flags: int
    notes: int = 0
    flag: bool = False
    previous: bool = False
    exempt: bool = False

    @property
    def complete(self) -> bool:
        """Whether every result that is due is there and can stand."""
        return not self.blanks and not self.problems

    @property
    def closed(self) -> bool:
        """Whether nothing is due for this pupil."""
        return not self.due

    @property
    def remark(self) -> str:
        """The remarks in one line."""
        return " ".join(self.remarks)

    @property
    def done(self) -> str:
        """How far it is, in words: `9 of 17 entered`."""
        return _("%(filled)d of %(due)d entered") % {
            "filled": self.filled,
            "due": self.due,
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at the foot that is of no column: its title, and what it comes to."""

    id: str
    title: str
    text: str
    said: str


@dataclass(frozen=True, slots=True)
class Foot:
    """What the rows come to: by column, and in figures besides."""

    cells: Mapping[str, Worked] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many pupils results are due for, and how much is left to do.

    `closed` counts the pupils beside them for whom nothing is due.
    """

    pupils: int = 0
    complete: int = 0
    blanks: int = 0
    problems: int = 0
    flags: int = 0
    closed: int = 0


class Named(NamedTuple):
    """A class or a group to choose: how many pupils of this sheet are in it."""

    id: str
    name: str
    pupils: int
    done: bool = False

    @property
    def called(self) -> str:
        """What it is called, those in no class too."""
        return _("In no class") if self.id == NO_CLASS else self.name


class Waiting(NamedTuple):
    """A value that met a newer one, until somebody chooses.

    `value` is that of `person`; `theirs` is the one that is there, of `by`, since `at`.
    """

    id: str
    pupil: str
    component: str
    value: str
    person: str
    theirs: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A marksheet for one who looks at it.

    `rows` are those that are shown, in order of the names; `counts` and `foot` are of
    all in the class, year and group, `pupils` says how many there are in all classes.
    `years` are the year groups, where there are several; `missing` says that nothing is
    known of last year, where something should be. `of_return` is the return's id, '' before anything was
    entered; `seq` counts its changes. `locked` says in a sentence why nothing is
    taken, '' where something is. `asks` are what is asked before a value stands.
    """

    round: str
    of_return: str
    book: str
    title: str
    year: int
    words: Mapping[str, str]
    columns: tuple[Column, ...]
    accepts: Mapping[str, Accepts]
    asks: tuple[Ask, ...]
    rows: tuple[Row, ...]
    foot: Foot
    counts: Counts
    seq: int
    classes: tuple[Named, ...]
    groups: tuple[Named, ...]
    clashes: tuple[Waiting, ...]
    notes: int
    choice: Choice
    locked: str = ""
    years: tuple[str, ...] = ()
    missing: str = ""

    @property
    def pupils(self) -> int:
        """How many pupils there are in all classes."""
        return sum(one.pupils for one in self.classes)

    @property
    def place(self) -> str:
        """Whose the rows, the counts and the foot are, in words."""
        named = {one.id: one.called for one in (*self.classes, *self.groups)}
        year = year_named(self.choice.year) if self.choice.year else ""
        told = (named.get(self.choice.klass), year, named.get(self.choice.group))
        return " · ".join(filter(None, told)) or _("All classes")

    @property
    def results(self) -> tuple[Column, ...]:
        """The columns that are entered."""
        return tuple(column for column in self.columns if not column.worked)


class Moment(NamedTuple):
    """Where a return stands: its count of changes, and who else has it open."""

    seq: int
    locked: str
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new on a sheet after a moment of it.

    `rows` are the pupils of whom something is new, with all that follows from it, and
    `cells` all cells of theirs, by pupil and component.
    """

    seq: int
    cells: Mapping[tuple[str, str], Cell]
    rows: Mapping[str, Row]
    foot: Foot
    counts: Counts
    clashes: tuple[Waiting, ...]
    present: tuple[str, ...]
    locked: str = ""
