"""What a rulebook is, once loaded: frozen values, no loading, no files."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from keystage.core.coding import Coding
from keystage.core.findings import PupilRef, Repair, Severity
from keystage.core.records import Result, Return, Row


@dataclass(frozen=True, slots=True)
class Code:
    """One outcome a pupil may be given.

    `synonyms` are words and forms read as this code, compared without case.
    `role` is 'la' for a code a school may not enter itself. `counts` says what
    it does in a measure: 'met', 'not_met', 'denominator' or 'out'.
    """

    id: str
    name: str
    meaning: str = ""
    use_when: str = ""
    do_not_use_when: str = ""
    points: int | None = None
    synonyms: tuple[str, ...] = ()
    role: Literal["school", "la"] = "school"
    counts: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Component:
    """One subject or goal: a column of the marksheet.

    A component holds codes, or a whole-number mark between `minimum` and
    `maximum` and possibly codes besides. `coding` says how it stands in a CTF.
    """

    id: str
    title: str
    short: str
    area: str
    codes: tuple[str, ...]
    coding: Coding
    minimum: int | None = None
    maximum: int | None = None
    required: bool = True
    verified: bool = True

    @property
    def is_mark(self) -> bool:
        """Whether the component takes a mark."""
        return self.maximum is not None


@dataclass(frozen=True, slots=True)
class Cohort:
    """Pupils a return should hold: by curriculum year, usual dates of birth."""

    id: str
    title: str
    nc_years: tuple[str, ...]
    born_from: date
    born_to: date
    include: str = "all"
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """A return that makes a check fire, or one that does not.

    `changes` are patches to a valid return of the rulebook, in the form
    `CONTRIBUTING.md` describes; `fires` says which outcome is expected.
    """

    fires: bool
    says: str
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule: a registered kind with parameters, a weight and words.

    `after` names rules whose finding on the same pupil (and component, where
    both have one) makes this one a consequence. `refuses` marks rules after which
    nothing of the file is taken. `official_rule` is the Department's number, which
    findings carry only once it has been verified.
    """

    id: str
    kind: str
    severity: Severity
    message: str
    fix: str
    params: Mapping[str, Any] = field(default_factory=dict)
    official_rule: str | None = None
    official_rule_verified: bool = False
    source: str = ""
    verified: bool = True
    after: tuple[str, ...] = ()
    refuses: bool = False
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Threshold:
    """The mark that meets the standard, and the day it may first be shown."""

    component: str
    mark: int
    visible_from: date | None
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Deadline:
    """A national date; never shown to a school while unverified."""

    id: str
    title: str
    day: date | None
    verified: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class CtfFacts:
    """What this collection's files look like.

    `versions` are the CTF versions expected in the year, `destination` is 'la'
    or 'naa', `tag` the kind in the file name, `tags` all kinds accepted.
    """

    versions: tuple[str, ...]
    destination: Literal["la", "naa", "own"]
    tag: str
    tags: tuple[str, ...]
    descriptor: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A collection in a year, resolved: everything else is drawn from it.

    `sets` are named lists of component or code ids that conditions may use as
    `@name`. `measures` holds the parameters `keystage.measures` works with,
    `movement` the decision table for `keystage.movement`, empty where no guidance
    is known. `entry` is what `keystage.rulebooks.entry` asks, closes and shows where
    results are typed. `digest` is the SHA-256 of the resolved book's canonical form,
    without examples and `entry`.
    """

    id: str
    collection: str
    year: int
    title: str
    status: str
    provisional: bool
    revision: int
    words: Mapping[str, str]
    areas: Mapping[str, str]
    codes: Mapping[str, Code]
    components: Mapping[str, Component]
    cohorts: tuple[Cohort, ...]
    sets: Mapping[str, tuple[str, ...]]
    checks: Mapping[str, Check]
    measures: Mapping[str, Any]
    threshold: Threshold | None
    ctf: CtfFacts
    deadlines: tuple[Deadline, ...]
    sources: Mapping[str, str]
    guidance: Mapping[str, str]
    digest: str
    confirmed: Mapping[str, str] = field(default_factory=dict)
    movement: Mapping[str, Any] = field(default_factory=dict)
    entry: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RollEntry:
    """One pupil a school expects to return, from its own list.

    `joined` is the first day on the roll, `left` the last; None where the list does
    not say, or the pupil has not left.
    """

    upn: str
    surname: str
    forename: str
    dob: str
    sex: str = ""
    nc_year: str = ""
    group: str = ""
    school: str = ""
    below_standard: frozenset[str] = frozenset()
    joined: date | None = None
    left: date | None = None

    def has_left(self, day: date | None) -> bool:
        """Return whether the list says that the pupil had left before `day`.

        Without a day, whether it says so of any.
        """
        return self.left is not None and (day is None or self.left < day)


@dataclass(frozen=True, slots=True)
class PriorResult:
    """One result of an earlier year, of the pupil who has it now."""

    collection: str
    year: int
    component: str
    value: str


@dataclass(frozen=True, slots=True)
class Context:
    """What is known besides the return. None means not known, not empty.

    `school` and `authority` are who the results are expected from, `role` who
    entered them, `prior` earlier results by UPN, `last_year` the same school's
    return of the year before, `expected` the number of pupils due, `asks_for`
    the optional data the authority wants (`address`), `year` a wanted year that
    was asked for by name, `opens` the first day of the weeks the collection turns
    on (test week).
    """

    now: datetime | None = None
    authority: str | None = None
    school: str | None = None
    role: Literal["school", "la"] = "school"
    collection: str | None = None
    year: int | None = None
    roll: tuple[RollEntry, ...] | None = None
    prior: Mapping[str, tuple[PriorResult, ...]] | None = None
    last_year: Return | None = None
    expected: int | None = None
    asks_for: frozenset[str] = frozenset()
    opens: date | None = None


@dataclass(slots=True)
class Hit:
    """What a kind reports; the engine turns it into a Finding with words.

    `facts` fill the check's message and fix (`{expected}`); the engine itself
    supplies `{value} {allowed} {pupil} {component} {code} {year} {collection}`.
    `pupil` is who it is about where the return has no row for them. `part` is the
    part of the pupil it is about (`surname`), where findings about two parts are
    never each other's consequences. `unsure` is True where it rests on a fact that
    is not verified: it is then a query at most.
    """

    row: Row | None = None
    pupil: PupilRef | None = None
    component: str | None = None
    result: Result | None = None
    field: str | None = None
    value: str | None = None
    allowed: tuple[str, ...] = ()
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    repair: Repair | None = None
    part: str | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class NotRun:
    """A check that could not be run, and why, in a sentence."""

    rule: str
    reason: str
