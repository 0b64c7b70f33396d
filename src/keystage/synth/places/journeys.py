"""The registrations of a child, put together from what happens to it."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from keystage.synth.model import LAST_GROUP, Authority, Journey, Origin, Outside, Stay
from keystage.synth.people import ARRIVALS, group_of
from keystage.synth.places import moves
from keystage.synth.places.moves import Event, Plan
from keystage.synth.places.schools import DISTRICT, school, special
from keystage.synth.places.terms import DAY, Year, year_at

_AWAY = (21, 60)  # days educated at home
_SECOND = (30, 200)  # days on a second roll


@lru_cache(maxsize=32 * DISTRICT)
def school_in(authority: Authority, start: int, group: int) -> int:
    """Return the school that a child of school `start` is at in a year group.

    Infants and those of settings go on to the next school. A junior school has no
    infants: a year group before its first is its own first.
    """
    here = school(authority, start)
    while here.onward is not None and group > here.phase.groups[-1]:
        here = school(authority, here.onward)
    return here.index


def reach(authority: Authority, start: int) -> frozenset[int]:
    """Return every school that a child of school `start` may be on the roll of."""
    here = school(authority, start)
    ways = (start, *here.partners)
    found = {school_in(authority, way, group) for way in ways for group in range(7)}
    second = special(authority, start)
    return frozenset(found if second is None else {*found, second})


def journey(authority: Authority, origin: Origin) -> Journey:
    """Return the registrations of a child from reception, or arrival, to year 6."""
    if origin.number >= ARRIVALS:
        return _arrives(authority, origin)
    plan = moves.plan(origin)
    match plan.event:
        case Event.MOVE:
            return _moves(authority, origin, plan)
        case Event.LEAVE:
            return _leaves(authority, origin, plan)
        case Event.RETURN:
            return _returns(authority, origin, plan)
        case Event.DUAL:
            return _on_two(authority, origin, plan)
        case _:
            return _usual(authority, origin.school, origin.cohort)


@lru_cache(maxsize=16 * DISTRICT)
def _usual(authority: Authority, start: int, cohort: int) -> Journey:
    """Return the registrations of a child to whom nothing happens."""
    return Journey(_stays(authority, start, (cohort, 0)))


def _stays(
    authority: Authority, start: int, since: tuple[int, int], last: int = LAST_GROUP
) -> tuple[Stay, ...]:
    """Return the registrations since a cohort's year group to another, from day one."""
    cohort, first = since
    taught = [
        (school_in(authority, start, group), group) for group in range(first, last + 1)
    ]
    found = []
    for index, run in groupby(taught, key=itemgetter(0)):
        groups = [group for _, group in run]
        opens = year_at(authority, index, cohort + groups[0]).opens
        closes = year_at(authority, index, cohort + groups[-1]).closes
        found.append(Stay(index, opens, closes))
    return tuple(found)


def _before(
    authority: Authority, origin: Origin, group: int, day: date
) -> tuple[Stay, ...]:
    """Return the registrations up to the day before `day`, which is in year `group`."""
    stays = _stays(authority, origin.school, (origin.cohort, 0), group)
    opens = year_at(authority, stays[-1].school, origin.cohort + group).opens
    if day <= opens:  # gone in the summer holidays
        return _stays(authority, origin.school, (origin.cohort, 0), group - 1)
    return (*stays[:-1], replace(stays[-1], left=day - DAY))


def _after(
    authority: Authority, start: int, cohort: int, joined: tuple[int, date]
) -> tuple[Stay, ...]:
    """Return the registrations from a year group on, begun on another day."""
    group, day = joined
    first, *rest = _stays(authority, start, (cohort, group))
    return (replace(first, joined=day), *rest)


def _arrives(authority: Authority, origin: Origin) -> Journey:
    group, stream = group_of(origin), moves.arrival_stream(origin)
    year = year_at(authority, origin.school, origin.cohort + group)
    day = moves.day_of_joining(stream, year, from_start=group > 0)
    stays = _after(authority, origin.school, origin.cohort, (group, day))
    return Journey(stays, came_from=stream.weighted(moves.FROM))


def _year(authority: Authority, origin: Origin, plan: Plan) -> Year:
    """Return the school year of what happens, at the school where the child is then."""
    here = school_in(authority, origin.school, plan.group)
    return year_at(authority, here, origin.cohort + plan.group)


def _elsewhere(authority: Authority, origin: Origin, group: int) -> list[int]:
    """Return the partners at which a child would be at another school than it is."""
    here = school_in(authority, origin.school, group)
    partners = school(authority, origin.school).partners
    return [one for one in partners if school_in(authority, one, group) != here]


def _moves(authority: Authority, origin: Origin, plan: Plan) -> Journey:
    others = _elsewhere(authority, origin, plan.group)
    if not others:
        return _leaves(authority, origin, plan)
    other = plan.stream.pick(others)
    there = school_in(authority, other, plan.group)
    year = year_at(authority, there, origin.cohort + plan.group)
    day = moves.day_of_joining(plan.stream, year, from_start=plan.group > 0)
    before = _before(authority, origin, plan.group, day)
    after = _after(authority, other, origin.cohort, (plan.group, day))
    return Journey((*before, *after))


def _leaves(authority: Authority, origin: Origin, plan: Plan) -> Journey:
    year = _year(authority, origin, plan)
    day = moves.day_of_joining(plan.stream, year, from_start=plan.group > 0)
    to = plan.stream.weighted(moves.TO)
    return Journey(_before(authority, origin, plan.group, day), gone_to=to)


def _returns(authority: Authority, origin: Origin, plan: Plan) -> Journey:
    year = _year(authority, origin, plan)
    gone = moves.day_of_joining(plan.stream, year, from_start=False)
    before = _before(authority, origin, plan.group, gone)
    back = moves.day_in_school(gone + plan.stream.between(*_AWAY) * DAY, year)
    if back > year.closes:
        return Journey(before, gone_to=Outside.HOME_EDUCATION)
    others = [origin.school, *_elsewhere(authority, origin, plan.group)]
    to = plan.stream.pick(others)
    after = _after(authority, to, origin.cohort, (plan.group, back))
    return Journey((*before, *after), apart=Outside.HOME_EDUCATION)


def _on_two(authority: Authority, origin: Origin, plan: Plan) -> Journey:
    usual = _usual(authority, origin.school, origin.cohort)
    here = school_in(authority, origin.school, plan.group)
    partners = [
        school_in(authority, one, plan.group)
        for one in _elsewhere(authority, origin, plan.group)
    ]
    second = special(authority, origin.school)
    others = partners if second in {None, here} else [second]
    if not others:
        return usual
    year = _year(authority, origin, plan)
    first = moves.day_of_joining(plan.stream, year, from_start=False)
    last = min(year.closes, first + plan.stream.between(*_SECOND) * DAY)
    other = Stay(others[0], first, last, main=False)
    return Journey(tuple(sorted((*usual.stays, other), key=lambda stay: stay.joined)))
