"""Who reports a child who moved: decided by hand, from the guidance on movers.

What decides is what schools' lists show: the days of joining and leaving. Written apart
from `keystage.movement`, whose answers are held against these. Where the guidance is
silent, or needs a fact that no list has, nobody is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from keystage.synth.model import Authority, Collection, Journey, Stay
from keystage.synth.places import Year, school, year_at
from keystage.synth.places.terms import DAY

_OPTIONAL_FROM = 2024
_SURELY_TERM, _SURELY_OVER = (6, 30), (7, 31)
_NOT_TOLD = "no list says when it left the school before"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose the child is: a school by index, or None where that cannot be said.

    `case` is the line of the guidance that applies.
    """

    school: int | None
    case: str


def listed_stays(authority: Authority, way: Journey, summer: int) -> list[Stay]:
    """Return the registrations of a school year that stand on schools' lists."""
    opens, closes = date(summer - 1, 9, 1), date(summer, 8, 31)
    return [
        stay
        for stay in way.stays
        if stay.joined <= closes
        and stay.left >= opens
        and school(authority, stay.school).estab
    ]


def owner(
    authority: Authority, way: Journey, collection: Collection, summer: int
) -> Owner | None:
    """Return who reports a child of several lists; None for one who is on one alone."""
    stays = listed_stays(authority, way, summer)
    if len({stay.school for stay in stays}) == 1:
        return None
    years = [year_at(authority, stay.school, summer) for stay in stays]
    match collection:
        case Collection.EYFSP:
            return _profile(stays, years)
        case Collection.PHONICS:
            return _check(stays, years)
        case Collection.KS1:
            return _judgement(stays, years)
        case Collection.KS2:
            return _tests(stays, years)
        case _:
            return Owner(None, "no return to the authority")


def _profile(stays: Sequence[Stay], years: Sequence[Year]) -> Owner:
    """Who has the child when the second half of the summer term begins."""
    halves = {
        one.school: year.second_half for one, year in zip(stays, years, strict=True)
    }
    for day in halves.values():
        if len({one.school for one in stays if one.holds(day)}) > 1:
            return Owner(None, "at two settings: where it spends most time")
    new = _newest(stays, years)
    before = [one for one in stays if one.school != new.school]
    old = max(before, key=lambda one: one.left)
    if halves[new.school] != halves[old.school]:
        if _is_there(old, years[stays.index(old)]):
            return Owner(None, _NOT_TOLD)
        return _longest(stays, years)
    if new.joined < halves[new.school]:
        return Owner(new.school, "before the second half of the summer term")
    return Owner(old.school, "from the first day of the second half")


def _newest(stays: Sequence[Stay], years: Sequence[Year]) -> Stay:
    """Return the registration at the new school.

    What begins and ends while the child stays on another list is a visit, no move.
    """

    def until(place: int) -> tuple[bool, date, date]:
        one = stays[place]
        there = _is_there(one, years[place])
        return there, one.joined if there else one.left, one.joined

    return stays[max(range(len(stays)), key=until)]


def _is_there(stay: Stay, year: Year) -> bool:
    """Return whether a list has no day of leaving: the child stays to the end."""
    return stay.left >= year.closes


def _longest(stays: Sequence[Stay], years: Sequence[Year]) -> Owner:
    """Who has the child for most of the school year, days to come counted as well.

    The guidance does not say when that year ends, and no list does. Schools send their
    profiles by the last day of June, so there is school till then; the next year's data
    begin with August. Nobody is named where it matters which day between is the last.
    """
    summer = years[0].closes.year
    most = set()
    for end in (date(summer, *_SURELY_TERM), date(summer, *_SURELY_OVER)):
        days: dict[int, int] = {}
        for one, year in zip(stays, years, strict=True):
            first = max(one.joined, date(summer - 1, 9, 1))
            last = end if _is_there(one, year) else min(one.left, end)
            held = max(0, (last - first + DAY).days)
            days[one.school] = days.get(one.school, 0) + held
        longest = max(days.values())
        most |= {which for which, count in days.items() if count == longest}
    case = "half-terms differ: the longest"
    return Owner(most.pop() if len(most) == 1 else None, case)


def _check(stays: Sequence[Stay], years: Sequence[Year]) -> Owner:
    """Who has the child in the weeks in which phonics is checked."""
    weeks = years[0].check
    there = _in(stays, weeks)
    if _is_open(stays, years, weeks[1]):
        return Owner(None, _NOT_TOLD)
    if not there:
        return Owner(None, "on no roll in the check period")
    if _at_once(there, weeks):
        return Owner(None, "on two rolls in the check period")
    if len({one.school for one in there}) > 1:
        return Owner(None, "moved in the check period: who checked")
    return Owner(there[-1].school, "on the roll in the check period")


def _judgement(stays: Sequence[Stay], years: Sequence[Year]) -> Owner:
    """Who has the child for most of May."""
    summer = years[0].closes.year
    may = date(summer, 5, 1), date(summer, 5, 31)
    there = _in(stays, may)
    if _is_open(stays, years, may[1]):
        return Owner(None, _NOT_TOLD)
    if not there:
        return Owner(None, "on no roll in the test period")
    if _at_once(there, may):
        return Owner(None, "on two rolls in the test period")
    new = _newest(stays, years)
    if new.joined < may[0]:
        last = new.school if summer < _OPTIONAL_FROM else None
        return Owner(last, "before the test period: not stated since 2024")
    return _most_in_may(there, may)


def _most_in_may(there: Sequence[Stay], may: tuple[date, date]) -> Owner:
    days = {one.school: 0 for one in there}
    for one in there:
        days[one.school] += (min(one.left, may[1]) - max(one.joined, may[0])).days + 1
    most = max(days.values())
    first, *others = [which for which, count in days.items() if count == most]
    return Owner(None if others else first, "the greater number of days in May")


def _tests(stays: Sequence[Stay], years: Sequence[Year]) -> Owner:
    """Who has the child on the first day of test week."""
    first_day, _ = years[0].tests
    there = {one.school for one in stays if one.holds(first_day)}
    if _is_open(stays, years, first_day):
        return Owner(None, _NOT_TOLD)
    if len(there) != 1:
        return Owner(None, "on no roll, or two, as test week begins")
    return Owner(there.pop(), "on the roll as test week begins")


def _is_open(stays: Sequence[Stay], years: Sequence[Year], last_day: date) -> bool:
    """Return whether nobody can tell that a child was still at its school.

    The child came to another school after the last day that counts, and the first one
    has written no day of leaving.
    """
    late = _newest(stays, years).joined > last_day
    return late and sum(map(_is_there, stays, years)) > 1


def _in(stays: Sequence[Stay], days: tuple[date, date]) -> list[Stay]:
    first, last = days
    return [one for one in stays if one.joined <= last and one.left >= first]


def _at_once(stays: Sequence[Stay], days: tuple[date, date]) -> bool:
    """Return whether two schools have the child on one of these days."""
    first, last = days
    held = [(max(one.joined, first), min(one.left, last), one.school) for one in stays]
    return any(
        one[2] != other[2] and one[0] <= other[1] and other[0] <= one[1]
        for place, one in enumerate(held)
        for other in held[place + 1 :]
    )
