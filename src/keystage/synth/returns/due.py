"""Which pupils a careful school returns, as the guidance has it and the school sees it.

Written by hand from the guidance on movers. A school knows its own rolls and days and
what it is told of the school before or after; nothing here asks the rulebooks.
"""

from collections.abc import Sequence
from datetime import date

from keystage.synth.chance import Stream
from keystage.synth.model import (
    Authority,
    Collection,
    Entry,
    Journey,
    Outside,
    School,
    Stay,
)
from keystage.synth.places import Year, year_at
from keystage.synth.places.terms import DAY

_OPTIONAL_FROM = 2024
_TAKE_PART = 700  # schools in a thousand, where the key stage 1 return is optional
_SILENT = 8
_OFF_ROLL = frozenset({Outside.ABROAD, Outside.HOME_EDUCATION, Outside.MISSING})
_NO_SCHOOL = frozenset({Outside.ABROAD, Outside.HOME_EDUCATION})


def owed(authority: Authority, school: School, summer: int) -> tuple[Collection, ...]:
    """Return what a school returns in a summer: what it owes, or takes part in."""
    if summer < _OPTIONAL_FROM:
        return school.owes
    stream = Stream(authority.seed, authority.la, school.index, summer, "ks1")
    left_out = set() if stream.happens(_TAKE_PART) else {Collection.KS1}
    return tuple(each for each in school.owes if each not in left_out)


def silent(
    authority: Authority, index: int, summer: int, collection: Collection
) -> bool:
    """Return whether a school sends nothing in a collection it owes, of its own fault."""
    names = (authority.la, index, summer, collection.value, "silent")
    return Stream(authority.seed, *names).happens(_SILENT)


def sends(
    authority: Authority, entry: Entry, collection: Collection, summer: int
) -> bool:
    """Return whether a school means to return the child of one of its registrations."""
    if not entry.stay.main:
        return False
    return entry.stay == sender(authority, entry.journey, collection, summer)


def sender(
    authority: Authority, way: Journey, collection: Collection, summer: int
) -> Stay | None:
    """Return the registration under which a child is returned; None where nobody does."""
    stays = _of_year(way, summer)
    if not stays:
        return None
    year = year_at(authority, stays[-1].school, summer)
    match collection:
        case Collection.EYFSP:
            return _profiled(authority, way, stays, summer)
        case Collection.KS1:
            return _in_may(stays, summer) or _just_come(way, stays)
        case Collection.KS2:
            return _there(stays, year.tests) or _just_come(way, stays)
        case _:
            return _there(stays, year.check)


def _of_year(way: Journey, summer: int) -> list[Stay]:
    opens, closes = date(summer - 1, 9, 1), date(summer, 8, 31)
    return [
        stay
        for stay in way.stays
        if stay.main and stay.joined <= closes and stay.left >= opens
    ]


def _there(stays: Sequence[Stay], weeks: tuple[date, date]) -> Stay | None:
    """Return the school of the first day of some weeks, or the first joined in them."""
    opens, closes = weeks
    found = (one for one in stays if one.left >= opens and one.joined <= closes)
    return next(found, None)


def _just_come(way: Journey, stays: Sequence[Stay]) -> Stay | None:
    """Return the registration, late in the year, of who came from no other school."""
    back = way.apart in _NO_SCHOOL and len(stays) > 1
    new = stays[0] == way.stays[0] and way.came_from in _NO_SCHOOL
    late = stays[-1].joined.month in {5, 6, 7}
    return stays[-1] if late and (back or new) else None


def _in_may(stays: Sequence[Stay], summer: int) -> Stay | None:
    """Return the registration with the most days in May, the later of equal ones."""
    first, last = date(summer, 5, 1), date(summer, 5, 31)
    there = [one for one in reversed(stays) if _days(one, first, last)]
    return max(there, key=lambda one: _days(one, first, last), default=None)


def _profiled(
    authority: Authority, way: Journey, stays: Sequence[Stay], summer: int
) -> Stay | None:
    """Return who makes the profile: half-term decides, or the longest time."""
    years = [year_at(authority, one.school, summer) for one in stays]
    if stays[-1] == way.stays[-1] and way.gone_to in _OFF_ROLL and _gone(stays, years):
        return None
    if len({year.second_half for year in years}) > 1:
        first, last = date(summer - 1, 9, 1), years[-1].closes
        return max(stays, key=lambda one: _days(one, first, last))
    there = (one for one in stays if one.holds(years[0].break_up))
    return next(there, None) or _came_late(way, stays, years)


def _came_late(
    way: Journey, stays: Sequence[Stay], years: Sequence[Year]
) -> Stay | None:
    """Return the school of who was on no roll as the half-term began, and came after."""
    late = stays[-1].joined > years[-1].break_up
    from_school = stays[0] == way.stays[0] and way.came_from is Outside.NEIGHBOUR
    return stays[-1] if late and not from_school else None


def _gone(stays: Sequence[Stay], years: Sequence[Year]) -> bool:
    return stays[-1].left < years[-1].closes


def _days(stay: Stay, first: date, last: date) -> int:
    return max(0, (min(stay.left, last) - max(stay.joined, first) + DAY).days)
