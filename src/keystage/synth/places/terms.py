"""School years, half-terms, and the weeks of tests and checks.

The weeks are those the Department named, typed by hand where they are not the second
Monday of their month: the answer key must not share an error with the rulebooks.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from keystage.synth.chance import Stream
from keystage.synth.model import Authority

DAY = timedelta(days=1)
WEEK = timedelta(days=7)

_MONDAY, _TUESDAY, _FRIDAY = 0, 1, 4
_WEEKEND = 5
_TESTS = {2023: date(2023, 5, 9)}  # a bank holiday moved them by a day
_CHECK = {2022: date(2022, 6, 6)}
_HALF_TERMS = ((0, 82), (1, 12), (7, 6))  # days later than most, how often


@dataclass(frozen=True, slots=True)
class Year:
    """One school year at one school: its first and last day, and a few between.

    `break_up` is the last day before the summer half-term, `second_half` the first day
    after it. `tests` and `check` are the first and last day of the key stage 2 tests and
    of the weeks in which phonics may be checked; they are the same for all schools.
    """

    opens: date
    break_up: date
    second_half: date
    closes: date
    tests: tuple[date, date]
    check: tuple[date, date]


@lru_cache(maxsize=1024)
def year_at(authority: Authority, school: int, summer: int) -> Year:
    """Return the school year that ends in `summer`, at one school."""
    late = Stream(authority.seed, authority.la, school, "terms").weighted(_HALF_TERMS)
    holiday = _last_monday_of_may(summer)
    tests = _TESTS.get(summer) or _second_monday(date(summer, 5, 1))
    check = _CHECK.get(summer) or _second_monday(date(summer, 6, 1))
    return Year(
        opens=_on_or_after(date(summer - 1, 9, 2), _TUESDAY),
        break_up=holiday - 3 * DAY,
        second_half=holiday + WEEK + late * DAY,
        closes=_on_or_after(date(summer, 7, 17), _FRIDAY),
        tests=(tests, _on_or_after(tests, _FRIDAY - 1)),
        check=(check, check + WEEK + _FRIDAY * DAY),
    )


def weekday(day: date) -> date:
    """Return `day`, or the Monday after it where it falls on a weekend."""
    return _on_or_after(day, _MONDAY) if day.weekday() >= _WEEKEND else day


def _on_or_after(day: date, wanted: int) -> date:
    return day + (wanted - day.weekday()) % 7 * DAY


def _second_monday(first: date) -> date:
    return _on_or_after(first, _MONDAY) + WEEK


def _last_monday_of_may(summer: int) -> date:
    last = date(summer, 5, 31)
    return last - last.weekday() * DAY
