"""Registrations in order, and the one fact a question needs."""

from datetime import date

import pytest

from keystage.movement import STILL, Facts, Missing, Place, Stay
from keystage.movement.facts import FORMER_SCHOOL, NEXT_SCHOOL
from keystage.movement.timeline import Timeline, Unknown


def may(day: int) -> date:
    return date(2024, 5, day)


def line(*stays: Stay, **more: object) -> Timeline:
    return Timeline(Facts(stays, **more))  # type: ignore[arg-type]  # by name


def unknown(ask: object) -> Missing:
    with pytest.raises(Unknown) as raised:
        ask()  # type: ignore[operator]  # a function of no arguments
    return raised.value.missing


def test_the_last_day_at_one_school_and_first_at_another_is_the_others() -> None:
    a, b = Stay("A", may(1), may(10)), Stay("B", may(10))
    assert line(a, b).last(a) == may(9)
    assert line(a, b).on(may(10)) == ["B"]
    assert line(a, Stay("B", may(11))).last(a) == may(10)


def test_a_stay_of_one_day_keeps_its_day() -> None:
    a, b = Stay("A", may(10), may(10)), Stay("B", may(10))
    assert line(a, b).on(may(10)) == ["A", "B"]


def test_a_school_without_an_end_is_where_the_pupil_is() -> None:
    only = Stay("A", may(1))
    assert line(only).last(only) == date.max
    a, b = Stay("A", may(1)), Stay("B", may(5))
    assert line(a, b).last(b) == date.max
    assert unknown(lambda: line(a, b).last(a)) == Missing("left", "A")
    still = Stay("A", may(1), STILL)
    assert line(still, b).last(still) == date.max


def test_nobody_is_still_anywhere_who_has_gone() -> None:
    only = Stay("A", may(1))
    gone = line(only, gone_to=Place.ABROAD)
    assert unknown(lambda: gone.last(only)) == Missing("left", "A")


def test_the_school_left_first_was_joined_before_all_of_this() -> None:
    a, b = Stay("A", left=may(4)), Stay("B", left=may(9))
    assert line(a, b, Stay("C")).joined(a) == date.min
    assert unknown(lambda: line(a, b).joined(b)) == Missing("joined", "B")
    twin = Stay("B", left=may(4))
    assert unknown(lambda: line(a, twin).joined(a)) == Missing("joined", "A")


def test_the_school_before_ends_where_the_next_begins() -> None:
    b = Stay("B", may(10))
    told = line(b, came_from=Place.ANOTHER_SCHOOL)
    (former,) = (stay for stay in told.stays if stay.school == FORMER_SCHOOL)
    assert told.last(former) == may(9)
    assert told.joined(former) == date.min
    assert told.newest() == b
    left = Stay("B", left=may(20))
    later = line(left, came_from=Place.ANOTHER_SCHOOL)
    assert unknown(lambda: later.joined(left)) == Missing("joined", "B")


def test_the_next_school_is_one_whose_first_day_is_missing() -> None:
    told = line(Stay("A", may(1), may(9)), gone_to=Place.ANOTHER_SCHOOL)
    assert unknown(told.newest) == Missing("joined", NEXT_SCHOOL)
    assert told.gone_to() is None


def test_a_school_visited_meanwhile_is_not_the_new_one() -> None:
    a, b = Stay("A", may(1)), Stay("B", may(5), may(9))
    assert line(b, a).newest() == a


def test_two_rolls_at_once_are_seen_on_any_day() -> None:
    told = line(Stay("A", may(1), may(10)), Stay("B", may(8)))
    assert told.together(may(1), may(31))
    assert told.together(may(10), may(10))
    assert not told.together(may(1), may(7))
    assert not told.together(may(11), may(31))


def test_days_are_counted_by_school_with_both_ends() -> None:
    told = line(Stay("A", may(1), may(3)), Stay("B", may(4), may(5)), Stay("A", may(6)))
    assert told.days(may(2), may(8)) == {"A": 2 + 3, "B": 2}
    assert told.between(may(1), may(3)) == ["A"]


def test_what_is_not_told_is_asked_for() -> None:
    told = line(Stay("A", may(1), may(9)))
    assert unknown(told.opens) == Missing("opens")
    assert unknown(told.closes) == Missing("closes")
    assert unknown(told.came_from) == Missing("came_from")
    assert unknown(told.gone_to) == Missing("gone_to")
    ask = lambda: told.second_half(told.stays[0])  # noqa: E731 - named to be read
    assert unknown(ask) == Missing("second_half", "A")


def test_what_is_told_is_given_back() -> None:
    stay = Stay("A", may(1), may(9), second_half=may(2))
    told = line(
        stay,
        opens=may(3),
        closes=may(4),
        came_from=Place.HOME_EDUCATION,
        gone_to=Place.ABROAD,
        second_half=may(5),
    )
    assert (told.opens(), told.closes()) == (may(3), may(4))
    assert told.second_half(stay) == may(2)
    assert told.second_half(Stay("B")) == may(5)
    assert told.came_from() == Place.HOME_EDUCATION
    assert told.gone_to() == Place.ABROAD
    assert told.may() == (may(1), may(31))


def test_a_pupil_of_two_schools_came_from_the_other() -> None:
    assert line(Stay("A", may(1), may(3)), Stay("B", may(4))).came_from() is None
    assert line(Stay("A"), came_from=Place.ANOTHER_SCHOOL).came_from() is None
