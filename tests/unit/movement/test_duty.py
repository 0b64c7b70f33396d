"""To which school each role comes, and when only a person can tell."""

from datetime import date, timedelta

import pytest

from keystage.movement import STILL, Facts, Stay, duty
from keystage.movement.case import Case, Settings
from keystage.movement.timeline import Timeline, Unknown

DAY = timedelta(days=1)
AUTUMN = date(2022, 9, 5)


def case(*stays: Stay, half: date, longest: str | None = None) -> Case:
    facts = Facts(
        stays,
        opens=date(half.year, 6, 12),
        closes=date(half.year, 6, 23),
        second_half=half,
        longest=longest,
    )
    return Case(Timeline(facts), Settings("test week", "pupil"))


def until(last: date, longest: str | None = None) -> Case:
    """Return a case: at A since long before, on a day the last time, then at B."""
    half = date(last.year, 6, 5)
    return case(Stay("A", left=last), Stay("B", last + DAY), half=half, longest=longest)


def test_in_may_the_school_with_most_days_has_the_duty() -> None:
    assert duty.most_days_in_may(until(date(2023, 5, 10))) == "B"
    assert duty.most_days_in_may(until(date(2023, 5, 20))) == "A"


# From 1 September to 30 June 2023 there are 303 days, 151 of them up to 29 January;
# in 2024 a school left on 15 February has one day more than the rest up to 31 July.
LONGEST = [(date(2023, 1, 29), "B"), (date(2024, 2, 15), "A")]


@pytest.mark.parametrize(("last", "expected"), LONGEST)
def test_the_days_of_the_school_year_are_counted(last: date, expected: str) -> None:
    assert duty.longest_attendance(until(last)) == expected


# Some terms end on 7 July, of whose 310 days 157 are gone by 4 February.
@pytest.mark.parametrize(
    "last", [date(2023, 1, 30), date(2023, 2, 4), date(2023, 2, 9), date(2023, 2, 14)]
)
def test_where_the_end_of_term_matters_a_person_is_asked(last: date) -> None:
    with pytest.raises(Unknown) as asked:
        duty.longest_attendance(until(last))
    assert asked.value.missing.fact == "longest"
    assert asked.value.missing.among == ("A", "B")


def test_who_tells_where_the_child_attended_longest_is_believed() -> None:
    assert duty.longest_attendance(until(date(2023, 2, 6), longest="B")) == "B"
    assert duty.longest_attendance(until(date(2023, 4, 6), longest="B")) == "B"


def test_a_third_school_told_as_longest_does_not_count() -> None:
    stays = (Stay("C", left=AUTUMN), Stay("A", AUTUMN + DAY, date(2023, 4, 6)))
    found = case(
        *stays, Stay("B", date(2023, 4, 7)), half=date(2023, 6, 5), longest="C"
    )
    assert duty.longest_attendance(found) == "A"


def test_most_time_is_of_the_schools_at_half_term() -> None:
    half = date(2023, 6, 5)
    two = (Stay("A", AUTUMN, STILL), Stay("B", AUTUMN + DAY, STILL))
    with pytest.raises(Unknown) as asked:
        duty.most_time(case(*two, half=half))
    assert asked.value.missing.fact == "most_time"
    assert asked.value.missing.among == ("A", "B")
