"""What the invented authority is made of. Plain values: nothing here draws or decides.

A child belongs to a cohort, which is named by the summer in which its reception year
ends; in summer `year` it is in year group `year - cohort` (0 is reception). Shares are in
thousandths, abilities in 256ths of a standard deviation (`keystage.synth.chance.SD`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keystage.core.errors import UsageError

AUTHORITIES = ("999", "998")
"""The numbers an invented authority may have; the other one is its neighbour."""
MOST_SCHOOLS = 18_000
LAST_GROUP = 6


class Phase(StrEnum):
    """What kind of school, which is which years it teaches and what it owes."""

    PRIMARY = "primary"
    INFANT = "infant"
    JUNIOR = "junior"
    SPECIAL = "special"
    SETTING = "setting"  # early years, private or voluntary: reception age only

    @property
    def groups(self) -> range:
        """Return the year groups taught, reception being 0."""
        first, last = _GROUPS.get(self, (0, LAST_GROUP))
        return range(first, last + 1)


_GROUPS = {Phase.INFANT: (0, 2), Phase.JUNIOR: (3, LAST_GROUP), Phase.SETTING: (0, 0)}


class Collection(StrEnum):
    """What schools return."""

    EYFSP = "eyfsp"
    PHONICS = "phonics"
    KS1 = "ks1"
    MTC = "mtc"
    KS2 = "ks2"

    @property
    def groups(self) -> tuple[int, ...]:
        """Return the year groups it is about; the second of phonics is the re-check."""
        return _COLLECTED[self]


_COLLECTED = {
    Collection.EYFSP: (0,),
    Collection.PHONICS: (1, 2),
    Collection.KS1: (2,),
    Collection.MTC: (4,),
    Collection.KS2: (6,),
}


class Sen(StrEnum):
    """What a child with special educational needs is given."""

    NONE = "none"
    SUPPORT = "support"
    PLAN = "plan"  # an education, health and care plan


class Outside(StrEnum):
    """Where a child is that is on no roll of the authority."""

    NEIGHBOUR = "neighbour"  # a school of the other invented authority
    ABROAD = "abroad"
    HOME_EDUCATION = "home_education"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Authority:
    """An invented authority: its number, how many schools, and the seed of them all.

    Raises `UsageError` for a number that is not an invented authority's, or more
    schools than there are numbers for.
    """

    la: str
    schools: int
    seed: int

    def __post_init__(self) -> None:
        if self.la not in AUTHORITIES:
            allowed = " or ".join(AUTHORITIES)
            raise UsageError(f"An invented authority is {allowed}, not {self.la}.")
        if not 1 <= self.schools <= MOST_SCHOOLS:
            raise UsageError(
                f"Ask for 1 to {MOST_SCHOOLS} schools, not {self.schools}."
            )

    @property
    def neighbour(self) -> str:
        """Return the number of the other invented authority."""
        return next(la for la in AUTHORITIES if la != self.la)


@dataclass(frozen=True, slots=True)
class School:
    """One school, or setting of early years.

    `estab` is '' for a setting, which is known by its `urn`; `allots` are the four
    digits in the UPNs it gives. `size` is the usual number in a year group, `quality`
    what it adds to its children's ability, `disadvantaged` their share. `partners` are
    the schools its movers go to, `onward` the one that all go on to after its last year.
    """

    index: int
    phase: Phase
    la: str
    estab: str
    urn: str
    allots: str
    name: str
    postcode: str
    size: int
    quality: int
    disadvantaged: int
    partners: tuple[int, ...] = ()
    onward: int | None = None

    @property
    def number(self) -> str:
        """Return what the school is known by: seven digits, or a setting's URN."""
        return self.la + self.estab if self.estab else self.urn

    @property
    def owes(self) -> tuple[Collection, ...]:
        """Return the collections that are about year groups the school teaches."""
        taught = set(self.phase.groups)
        return tuple(each for each in Collection if taught & set(each.groups))


@dataclass(frozen=True, slots=True)
class Origin:
    """All that a child is drawn from: where it first appears, and its place there."""

    seed: int
    la: str
    school: int
    cohort: int
    number: int


@dataclass(frozen=True, slots=True)
class Child:
    """One child, the same in every year.

    `former_upn` and `former_surname` are '' for most. `sex` is M or F. `exempt` says
    that an exemption from the early years profile was granted, `delayed` that the child
    was born a year before its class. `background` is what its first school and its own
    circumstances add to ability.
    """

    origin: Origin
    upn: str
    surname: str
    forename: str
    sex: str
    born: date
    postcode: str
    former_upn: str = ""
    former_surname: str = ""
    sen: Sen = Sen.NONE
    disadvantaged: bool = False
    exempt: bool = False
    delayed: bool = False
    background: int = 0

    @property
    def temporary(self) -> bool:
        """Return whether the UPN is a temporary one."""
        return self.upn[-1:].isalpha()


@dataclass(frozen=True, slots=True)
class Stay:
    """One registration: the first and last day on a school's roll.

    `main` is False for the second registration of a child who is on two rolls.
    """

    school: int
    joined: date
    left: date
    main: bool = True

    def holds(self, day: date) -> bool:
        """Return whether the child is on the roll on `day`."""
        return self.joined <= day <= self.left


@dataclass(frozen=True, slots=True)
class Journey:
    """A child's registrations from reception to year 6, in the order they began.

    `came_from` and `gone_to` say where the child was before the first or is after the
    last, if that was outside the authority; `apart` where it was between two of them.
    """

    stays: tuple[Stay, ...]
    came_from: Outside | None = None
    gone_to: Outside | None = None
    apart: Outside | None = None

    def schools_on(self, day: date) -> tuple[int, ...]:
        """Return the schools on whose roll the child is on `day`, in order of joining."""
        return tuple(stay.school for stay in self.stays if stay.holds(day))


@dataclass(frozen=True, slots=True)
class Entry:
    """A child on a school's roll at some time in a school year."""

    child: Child
    stay: Stay
    journey: Journey
