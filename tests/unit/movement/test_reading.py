"""What each fact of a case is read as, on either side of every edge."""

from datetime import date, timedelta
from typing import Any

import pytest

from keystage.movement import STILL, Facts, Place, Stay
from keystage.movement import reading as read
from keystage.movement.case import Case, Settings
from keystage.movement.timeline import Timeline, Unknown

DAY = timedelta(days=1)
AUTUMN, SPRING, MAY = date(2023, 9, 4), date(2024, 2, 19), date(2024, 5, 1)
HALF, OPENS, CLOSES = date(2024, 6, 3), date(2024, 6, 10), date(2024, 6, 21)
WEEKS = {"opens": OPENS, "closes": CLOSES, "second_half": HALF}


def case(*stays: Stay, **more: Any) -> Case:
    """Return a case; `cut_off` and `school_days` go to its table."""
    top = {name: more.pop(name) for name in ("cut_off", "school_days") if name in more}
    facts = Facts(stays, **{**WEEKS, **more})
    return Case(Timeline(facts), Settings("test week", "pupil", **top))


def moved(day: date, **more: Any) -> Case:
    """Return the case of a pupil who came to B on a day, and was at A before."""
    return case(Stay("A", AUTUMN, day - DAY), Stay("B", day), **more)


def left(day: date) -> Case:
    return case(Stay("A", AUTUMN, day), gone_to=Place.ABROAD)


def test_two_stays_at_one_school_are_one_school() -> None:
    again = (Stay("A", AUTUMN, SPRING), Stay("A", MAY))
    assert read.schools(case(Stay("A"))) == "one"
    assert read.schools(case(*again)) == "one"
    assert read.schools(case(*again, Stay("B"))) == "several"


def test_where_the_pupil_is_and_was() -> None:
    assert read.now(moved(MAY)) == "on_roll"
    assert read.now(left(MAY)) == "abroad"
    assert read.came_from(moved(MAY)) == "school"
    assert read.came_from(case(Stay("A"), came_from=Place.ABROAD)) == "abroad"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (OPENS - DAY, "before"),
        (OPENS, "during"),
        (CLOSES, "during"),
        (CLOSES + DAY, "after"),
    ],
)
def test_where_the_first_and_the_last_day_lie(day: date, expected: str) -> None:
    assert read.start(moved(day)) == expected
    assert read.left(left(day)) == expected
    assert read.left(moved(day)) == "no"


@pytest.mark.parametrize(("day", "expected"), [(HALF - DAY, "before"), (HALF, "from")])
def test_the_second_half_begins_on_its_first_day(day: date, expected: str) -> None:
    assert read.half_term_start(moved(day)) == expected


def test_half_terms_of_two_schools_are_compared() -> None:
    one = Stay("A", AUTUMN, MAY, second_half=HALF + DAY)
    assert read.half_terms(moved(MAY)) == "same"
    assert read.half_terms(case(one, Stay("B", MAY + DAY))) == "differ"
    assert read.half_terms(case(one)) == "same"


def test_the_previous_school_is_the_one_left_last() -> None:
    first = Stay("A", AUTUMN, SPRING)
    twice = case(first, Stay("C", SPRING + DAY, MAY), Stay("B", MAY + DAY))
    assert read.earlier_school(twice) == "yes"
    assert read.previous(twice).school == "C"
    assert read.previous(case(first)).school == "A"
    assert read.earlier_school(case(Stay("A"))) == "no"


def test_of_two_schools_left_on_one_day_neither_is_the_previous() -> None:
    two = (Stay("A", AUTUMN, MAY), Stay("C", SPRING, MAY))
    assert read.earlier_school(case(*two, Stay("B", HALF))) == "unclear"


def test_a_school_joined_in_the_second_half_is_no_previous_one() -> None:
    end = HALF + 3 * DAY
    stays = (Stay("A", AUTUMN, MAY), Stay("C", HALF, end), Stay("B", end + DAY))
    assert read.previous(case(*stays)).school == "A"
    in_time = (Stay("A", AUTUMN, MAY), Stay("C", HALF - DAY, end), Stay("B", end + DAY))
    assert read.previous(case(*in_time)).school == "C"


def test_a_guest_while_the_pupil_stays_where_it_was_is_a_previous_school() -> None:
    guest = case(Stay("A", AUTUMN), Stay("C", HALF + DAY, HALF + 3 * DAY))
    assert read.earlier_school(guest) == "yes"
    assert read.previous(guest).school == "C"


def test_two_schools_with_the_same_days_are_not_one_new_school() -> None:
    alike = case(Stay("A", SPRING, STILL), Stay("B", SPRING, STILL))
    assert read.new_school(alike) == "unclear"
    assert read.new_school(moved(MAY)) == "clear"
    apart = case(Stay("A", AUTUMN, STILL), Stay("B", SPRING, STILL))
    assert read.new_school(apart) == "clear"


def test_on_how_many_rolls_on_a_day() -> None:
    gap = case(Stay("A", AUTUMN, MAY), Stay("B", CLOSES))
    two = case(Stay("A", AUTUMN, STILL), Stay("B", SPRING, STILL))
    many = case(*(Stay(name, AUTUMN, STILL) for name in "ABC"))
    for ask in (read.at_half_term, read.at_opening):
        assert ask(gap) == "none"
        assert ask(moved(MAY)) == "one"
        assert ask(two) == ask(many) == "several"


def test_on_how_many_rolls_in_the_weeks() -> None:
    assert read.in_window(left(MAY)) == "none"
    assert read.in_window(moved(MAY)) == "one"
    assert read.in_window(moved(OPENS + DAY)) == "in_turn"
    three = (Stay("A", AUTUMN, OPENS), Stay("B", OPENS + DAY, CLOSES - DAY))
    assert read.in_window(case(*three, Stay("C", CLOSES))) == "in_turn"
    overlap = case(Stay("A", AUTUMN, CLOSES), Stay("B", OPENS))
    assert read.in_window(overlap) == "together"


def test_a_pupil_arrives_late_on_the_very_day() -> None:
    assert read.arrival(moved(MAY)) == "in_time"
    assert read.arrival(moved(MAY, cut_off=MAY)) == "late"
    assert read.arrival(moved(MAY, cut_off=MAY + DAY)) == "in_time"


def test_how_often_the_check_was_taken() -> None:
    assert read.assessed(case(Stay("A", assessed=False))) == "no"
    assert read.assessed(case(Stay("A", assessed=True))) == "once"
    first = Stay("A", AUTUMN, OPENS, assessed=True)
    assert read.assessed(case(first, Stay("B", OPENS + DAY, assessed=True))) == "again"


def test_of_two_checks_the_first_is_known_by_its_day_or_the_stay() -> None:
    def taken(one: date | bool, other: date | bool) -> str:
        stays = (Stay("A", AUTUMN, STILL), Stay("B", SPRING, STILL))
        told = zip(stays, (one, other), strict=True)
        return read.assessed(
            case(*(Stay(s.school, s.joined, s.left, assessed=day) for s, day in told))
        )

    assert taken(True, True) == "unclear"
    assert taken(OPENS, OPENS) == "unclear"
    assert taken(OPENS, True) == "unclear"
    assert taken(OPENS, OPENS + DAY) == "again"
    assert taken(OPENS + DAY, OPENS) == "again"


def test_a_school_that_had_the_pupil_after_the_check_need_not_say() -> None:
    first = Stay("A", AUTUMN, OPENS, assessed=True)
    assert read.assessed(case(first, Stay("B", OPENS + DAY))) == "once"


def test_a_school_of_the_same_day_must_say_whether_it_checked() -> None:
    visit = Stay("A", OPENS, OPENS, assessed=True)
    with pytest.raises(Unknown) as asked:
        read.assessed(case(visit, Stay("B", OPENS)))
    assert str(asked.value) == "assessed"
    assert asked.value.missing.school == "B"


def test_plain_answers_are_passed_on() -> None:
    for told, expected in ((True, "yes"), (False, "no")):
        assert read.held_back(case(Stay("A"), held_back=told)) == expected
        assert read.met_before(case(Stay("A"), met_before=told)) == expected
    assert read.year_group(case(Stay("A"), year_group=1)) == "1"
    assert read.year_group(case(Stay("A"), year_group=3)) == "2"
    with pytest.raises(Unknown, match="met_before"):
        read.met_before(case(Stay("A")))


def test_days_in_may_are_those_of_the_calendar() -> None:
    fifteenth = date(2024, 5, 15)
    assert read.days_in_may(moved(fifteenth)) == {"A": 14, "B": 17}
    assert read.may_days(moved(fifteenth)) == "greater"
    assert read.may_days(case(Stay("A", date(2024, 5, 31)))) == "greater"
    gap = (Stay("A", AUTUMN, date(2024, 5, 15)), Stay("B", date(2024, 5, 17)))
    assert read.may_days(case(*gap)) == "equal"


def test_a_school_joined_on_the_last_day_counts_with_none_in_may() -> None:
    assert read.days_in_may(moved(CLOSES)) == {"A": 31, "B": 0}
    assert read.days_in_may(moved(CLOSES + DAY)) == {"A": 31}


def test_school_days_in_may_are_told_by_the_schools() -> None:
    twice = (Stay("A", AUTUMN, MAY, may_days=1), Stay("A", CLOSES, may_days=2))
    last = Stay("B", MAY + DAY, CLOSES - DAY, may_days=20)
    other = Stay("C", CLOSES, CLOSES)
    told = case(*twice, last, other, school_days=True)
    assert read.days_in_may(told) == {"A": 2, "B": 20, "C": 0}
    stays = (Stay("A", AUTUMN, MAY, may_days=1), Stay("B", MAY + DAY))
    with pytest.raises(Unknown) as asked:
        read.days_in_may(case(*stays, school_days=True))
    assert (str(asked.value), asked.value.missing.school) == ("may_days", "B")
