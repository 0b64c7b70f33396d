"""When children move, and where to: decided by each child's own stream.

At most one thing happens to a child between reception and year 6. Days on which the
rules about movers turn (half-term, test week, check weeks, May) are drawn more often
than chance would, because they are what is to be tried.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keystage.synth.chance import Stream
from keystage.synth.model import LAST_GROUP, Origin, Outside
from keystage.synth.people import twins
from keystage.synth.places.terms import DAY, Year, weekday


class Event(StrEnum):
    """What happens to a child on its way."""

    NOTHING = "nothing"
    MOVE = "move"  # to another school of the district
    LEAVE = "leave"  # the authority
    RETURN = "return"  # educated at home for some weeks, then back
    DUAL = "dual"  # on a second roll for a time


class Near(StrEnum):
    """What a day of moving is drawn beside."""

    TERM = "term"
    START = "start"
    HALF_TERM = "half_term"
    TESTS = "tests"
    CHECK = "check"
    MAY = "may"


_EVENTS = (
    (Event.NOTHING, 690),
    (Event.MOVE, 190),
    (Event.LEAVE, 95),
    (Event.RETURN, 15),
    (Event.DUAL, 10),
)
_NEAR = (
    (Near.TERM, 40),
    (Near.START, 25),
    (Near.HALF_TERM, 12),
    (Near.TESTS, 10),
    (Near.CHECK, 10),
    (Near.MAY, 8),
)
_TEST_DAYS = (-3, 0, 1, 2, 3, 4)  # the Friday before to the Friday of test week
_CHECK_DAYS = (-3, 0, 1, 2, 3, 4, 7, 10, 11, 14)
FROM = (
    (Outside.NEIGHBOUR, 45),
    (Outside.ABROAD, 45),
    (Outside.HOME_EDUCATION, 10),
)
"""Where those come from who arrive, and how often."""
TO = (
    (Outside.NEIGHBOUR, 55),
    (Outside.ABROAD, 25),
    (Outside.HOME_EDUCATION, 15),
    (Outside.MISSING, 5),
)
"""Where those go who leave, and how often."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to a child, in which year group, and the stream of the rest."""

    event: Event
    group: int
    stream: Stream


def plan(origin: Origin) -> Plan:
    """Return what happens to a child there from reception; twins stay together."""
    together = twins(origin)
    key = origin.number // 2 if together else origin.number
    told = (origin.la, origin.school, origin.cohort, key)
    stream = Stream(origin.seed, *told, "together" if together else "way")
    event = stream.weighted(_EVENTS)
    return Plan(event, stream.between(0, LAST_GROUP), stream)


def arrival_stream(origin: Origin) -> Stream:
    """Return the stream of a child who arrives from outside, and then stays."""
    told = (origin.la, origin.school, origin.cohort, origin.number)
    return Stream(origin.seed, *told, "arrives")


def day_of_joining(stream: Stream, year: Year, *, from_start: bool) -> date:
    """Return the first day on a new roll, in the school year of the new school.

    `from_start` says that it may be the year's first day; it never is otherwise.
    """
    near = stream.weighted(_NEAR)
    if near is Near.START and from_start:
        return year.opens
    return day_in_school(_near(stream, near, year), year)


def day_in_school(day: date, year: Year) -> date:
    """Return `day`, or the next on which school is held: no weekend, no half-term."""
    day = weekday(day)
    return year.second_half if year.break_up < day < year.second_half else day


def _near(stream: Stream, near: Near, year: Year) -> date:
    match near:
        case Near.HALF_TERM:
            return stream.pick(
                (year.break_up, year.second_half, year.second_half + DAY)
            )
        case Near.TESTS:
            return year.tests[0] + stream.pick(_TEST_DAYS) * DAY
        case Near.CHECK:
            return year.check[0] + stream.pick(_CHECK_DAYS) * DAY
        case Near.MAY:
            return date(year.closes.year, 5, stream.between(1, 31))
        case _:
            days = (year.closes - year.opens).days
            return year.opens + stream.between(2, days - 7) * DAY
