"""Birthdays: a school year's, with a few children in the class below their age."""

from datetime import date, timedelta

from keystage.synth.chance import Stream
from keystage.synth.model import Phase

_DELAYED = 3  # in a thousand: summer-born children who start a year late
_DAY = timedelta(days=1)


def born(stream: Stream, cohort: int, phase: Phase) -> tuple[date, bool]:
    """Return a date of birth, and whether it is a year before the class's.

    A setting keeps only those children of reception age who turn five last, from April.
    """
    if phase is Phase.SETTING:
        return _day(stream, date(cohort - 5, 4, 1), date(cohort - 5, 8, 31)), False
    if stream.happens(_DELAYED):
        return _day(stream, date(cohort - 6, 4, 1), date(cohort - 6, 8, 31)), True
    return _day(stream, date(cohort - 6, 9, 1), date(cohort - 5, 8, 31)), False


def _day(stream: Stream, first: date, last: date) -> date:
    return first + stream.between(0, (last - first).days) * _DAY
