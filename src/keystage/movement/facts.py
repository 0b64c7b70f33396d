"""What is known of a pupil who moved: schools, days, and a few plain answers.

Nothing here names a pupil. A school is known by any text, usually its number. None
always means that the fact is not known; what is taken as usual unless it is told
(`held_back`, `year_group`, `sent`) has a value of its own.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from itertools import combinations
from typing import Any, Final

from keystage.core.errors import UsageError

NEXT_SCHOOL: Final = "the next school"
FORMER_SCHOOL: Final = "the school before"
YEARS: Final = range(1950, 2151)


class Still(Enum):
    """The one value `STILL`: the pupil has not left."""

    STILL = "still"


STILL: Final = Still.STILL


class Place(StrEnum):
    """Where a pupil is or was who is on the roll of none of the schools told."""

    HOME_EDUCATION = "home_education"
    ABROAD = "abroad"
    MISSING = "missing"
    NON_PARTICIPATING = "non_participating"
    ANOTHER_SCHOOL = "another_school"
    NOWHERE = "nowhere"


CAME_FROM = tuple(place for place in Place if place is not Place.MISSING)
GONE_TO = tuple(place for place in Place if place is not Place.NOWHERE)


@dataclass(frozen=True, slots=True)
class Stay:
    """One registration at one school.

    `joined` is the first day on the roll, `left` the last. The school that was left
    first needs no `joined`: the pupil was there before. A school without `left` is
    where the pupil still is; of several such, the one joined last, and when the
    others were left is not known. `second_half` is the first day of the second half
    of the summer term there, `may_days` the school days in May on its roll,
    `assessed` whether or when the check was taken there, `sent` whether or when the
    school sent results.
    """

    school: str
    joined: date | None = None
    left: date | Still | None = None
    second_half: date | None = None
    may_days: int | None = None
    assessed: date | bool | None = None
    sent: date | bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """The one fact that decides: its name, and the school it is about, or ''.

    `among` are the schools that may be the answer, where a school is asked for.
    """

    fact: str
    school: str = ""
    among: tuple[str, ...] = ()


type Answer = date | Still | Place | bool | int | str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one pupil's movement in one school year.

    The order of `stays` has no meaning. `opens` and `closes` are the first and last
    day of the weeks the collection turns on, `second_half` holds for every school
    without its own, `census` is accepted because people have it: no rule uses it.
    Raises `UsageError` for what contradicts itself.
    """

    stays: tuple[Stay, ...]
    opens: date | None = None
    closes: date | None = None
    second_half: date | None = None
    census: date | None = None
    came_from: Place | None = None
    gone_to: Place | None = None
    most_time: str | None = None
    longest: str | None = None
    met_before: bool | None = None
    held_back: bool = False
    year_group: int = 1

    def __post_init__(self) -> None:
        if not self.stays:
            raise UsageError("Name at least one school the pupil was on the roll of.")
        for day in (self.opens, self.closes, self.second_half, self.census):
            _hold_day(day)
        if self.opens and self.closes and self.opens > self.closes:
            raise UsageError("The weeks asked about end before they begin.")
        for stay in self.stays:
            _hold(stay)
        for one, other in combinations(self.stays, 2):
            if one.school == other.school:
                _hold_apart(one, other)
        self._hold_answers()

    def _hold_answers(self) -> None:
        for named in (self.most_time, self.longest):
            if named is not None and named not in self.schools:
                raise UsageError(f"{named} is not one of the schools told.")
        if self.came_from is Place.MISSING or self.gone_to is Place.NOWHERE:
            raise UsageError("No pupil comes from missing, or goes nowhere.")

    @property
    def schools(self) -> tuple[str, ...]:
        """Return the schools, each once, in order."""
        told = {stay.school for stay in self.stays}
        if self.gone_to is Place.ANOTHER_SCHOOL:
            told.add(NEXT_SCHOOL)
        if self.came_from is Place.ANOTHER_SCHOOL:
            told.add(FORMER_SCHOOL)
        return tuple(sorted(told))

    def answered(self, missing: Missing, answer: Answer) -> "Facts":
        """Return the facts with one more known.

        An answer about a school only spoken of (`another_school`) adds it. Raises
        `UsageError` where the answer contradicts what is known.
        """
        told: dict[str, Any] = {missing.fact: answer}
        if not missing.school:
            return replace(self, **told)
        stays = self.stays
        if missing.school not in {stay.school for stay in stays}:
            left = STILL if missing.school == NEXT_SCHOOL else None
            stays = (*stays, Stay(missing.school, left=left))
        return replace(
            self,
            stays=tuple(
                replace(stay, **told)
                if stay.school == missing.school and getattr(stay, missing.fact) is None
                else stay
                for stay in stays
            ),
        )


def _hold_day(day: object) -> None:
    if isinstance(day, date) and day.year not in YEARS:
        raise UsageError(f"{day} is no day of a pupil's time at school.")


def _hold(stay: Stay) -> None:
    for day in (stay.joined, stay.left, stay.second_half, stay.assessed, stay.sent):
        _hold_day(day)
    first = stay.joined or date.min
    last = stay.left if isinstance(stay.left, date) else date.max
    if first > last:
        raise UsageError(f"{stay.school}: the pupil left before joining.")
    if isinstance(stay.assessed, date) and not first <= stay.assessed <= last:
        raise UsageError(f"{stay.school}: the check was taken on a day off its roll.")


def _hold_apart(one: Stay, other: Stay) -> None:
    """Two stays at one school need all their days, or no question could name them."""
    if one.joined is None or other.joined is None:
        raise UsageError(f"{one.school}: say when each of the two stays began.")
    first, second = sorted((one, other), key=lambda stay: stay.joined or date.min)
    if not isinstance(first.left, date):
        raise UsageError(f"{one.school}: say when the first of the two stays ended.")
    if second.joined is not None and second.joined <= first.left:
        raise UsageError(f"{one.school}: the two stays overlap.")
