"""Which pupils a school means to return: the guidance on movers, row by row."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from keystage.synth.model import (
    Authority,
    Child,
    Collection,
    Entry,
    Journey,
    Origin,
    Outside,
    Phase,
    Stay,
)
from keystage.synth.places import school, schools, year_at
from keystage.synth.returns import owed, sender, sends, silent

SUMMER = 2025
DAY = timedelta(days=1)
AUTHORITY = Authority("999", 24, 7)


def halves() -> tuple[tuple[int, int], tuple[int, int]]:
    """Return two schools of one half-term, and two whose half-terms differ."""
    days = {
        one.index: year_at(AUTHORITY, one.index, SUMMER) for one in schools(AUTHORITY)
    }
    first = days[0].second_half
    alike = [at for at, year in days.items() if year.second_half == first]
    other = [at for at, year in days.items() if year.second_half != first]
    return (alike[0], alike[1]), (alike[0], other[0])


SAME, DIFFERENT = halves()
YEAR = year_at(AUTHORITY, SAME[0], SUMMER)


def moved(
    on: date,
    pair: tuple[int, int] = SAME,
    *,
    away: int = 0,
    gone: Outside | None = None,
) -> Journey:
    """Return the way of a child who left one school and joined the other on a day."""
    old, new = pair
    first = Stay(old, YEAR.opens, on - (1 + away) * DAY)
    return Journey((first, Stay(new, on, YEAR.closes)), gone_to=gone)


def who(way: Journey, collection: Collection) -> int | None:
    """Return the school that returns the child, or None."""
    found = sender(AUTHORITY, way, collection, SUMMER)
    return found.school if found else None


@pytest.mark.parametrize(
    ("day", "new"),
    [
        (YEAR.break_up, True),
        (YEAR.second_half - DAY, False),
        (YEAR.second_half, False),
    ],
)
def test_a_profile_is_of_the_school_joined_before_the_second_half(
    day: date, *, new: bool
) -> None:
    assert who(moved(day), Collection.EYFSP) == SAME[new]


def test_where_half_terms_differ_the_longer_time_decides() -> None:
    early, late = date(SUMMER - 1, 11, 4), date(SUMMER, 4, 28)
    assert who(moved(early, DIFFERENT), Collection.EYFSP) == DIFFERENT[1]
    assert who(moved(late, DIFFERENT), Collection.EYFSP) == DIFFERENT[0]


def test_nobody_makes_a_profile_of_a_child_off_roll() -> None:
    left = date(SUMMER, 6, 20)
    stays = (Stay(SAME[0], YEAR.opens, left),)
    for gone in (Outside.ABROAD, Outside.HOME_EDUCATION, Outside.MISSING):
        assert who(Journey(stays, gone_to=gone), Collection.EYFSP) is None
    elsewhere = Journey(stays, gone_to=Outside.NEIGHBOUR)
    assert who(elsewhere, Collection.EYFSP) == SAME[0]
    stayed = Journey((Stay(SAME[0], YEAR.opens, YEAR.closes),), gone_to=Outside.MISSING)
    assert who(stayed, Collection.EYFSP) == SAME[0]
    before = Journey(
        (Stay(SAME[0], YEAR.opens, date(SUMMER, 3, 3)),), gone_to=Outside.NEIGHBOUR
    )
    assert who(before, Collection.EYFSP) is None


def test_who_comes_late_is_returned_unless_another_authority_does() -> None:
    stays = (Stay(SAME[0], date(SUMMER, 6, 18), YEAR.closes),)
    abroad = Journey(stays, came_from=Outside.ABROAD)
    neighbour = Journey(stays, came_from=Outside.NEIGHBOUR)
    assert who(abroad, Collection.EYFSP) == SAME[0]
    assert who(neighbour, Collection.EYFSP) is None
    assert who(abroad, Collection.KS2) == who(abroad, Collection.KS1) == SAME[0]
    assert who(neighbour, Collection.KS2) is None
    assert who(neighbour, Collection.KS1) is None


def test_who_comes_back_after_the_tests_is_returned_by_the_new_school() -> None:
    day = date(SUMMER, 6, 5)
    way = replace(moved(day, away=60), apart=Outside.HOME_EDUCATION)
    assert who(way, Collection.KS2) == who(way, Collection.KS1) == SAME[1]
    assert who(moved(day, away=60), Collection.KS2) is None


def test_the_first_day_of_the_weeks_decides_where_a_test_was_taken() -> None:
    during, after = YEAR.tests[0] + DAY, YEAR.tests[1] + DAY
    assert who(moved(YEAR.tests[0]), Collection.KS2) == SAME[1]
    assert who(moved(during), Collection.KS2) == SAME[0]
    assert who(moved(after), Collection.KS2) == SAME[0]
    assert who(moved(YEAR.check[0] + DAY), Collection.PHONICS) == SAME[0]
    assert who(moved(YEAR.check[0]), Collection.MTC) == SAME[1]
    between = moved(YEAR.check[0] + 2 * DAY, away=20)
    assert who(between, Collection.PHONICS) == SAME[1]


def test_the_school_with_more_days_in_may_returns_key_stage_one() -> None:
    assert who(moved(date(SUMMER, 5, 12)), Collection.KS1) == SAME[1]
    assert who(moved(date(SUMMER, 5, 22)), Collection.KS1) == SAME[0]
    assert who(moved(date(SUMMER, 6, 3)), Collection.KS1) == SAME[0]


def test_a_second_registration_and_other_years_return_nothing() -> None:
    way = Journey((Stay(SAME[0], YEAR.opens, YEAR.closes),))
    second = Stay(SAME[1], date(SUMMER, 2, 3), YEAR.closes, main=False)
    both = Journey((*way.stays, second))
    child = Child(
        Origin(7, "999", 0, SUMMER, 1), "", "Ash", "Bo", "M", date(2020, 1, 1), ""
    )
    assert sends(AUTHORITY, Entry(child, way.stays[0], both), Collection.EYFSP, SUMMER)
    assert not sends(AUTHORITY, Entry(child, second, both), Collection.EYFSP, SUMMER)
    assert sender(AUTHORITY, way, Collection.EYFSP, SUMMER + 1) is None


def test_key_stage_one_is_owed_by_all_and_then_by_who_takes_part() -> None:
    told = [one for one in schools(AUTHORITY) if Collection.KS1 in one.owes]
    for one in told:
        assert owed(AUTHORITY, one, 2023) == one.owes
    taking = [one for one in told if Collection.KS1 in owed(AUTHORITY, one, 2024)]
    assert 0 < len(taking) < len(told)


def test_settings_owe_the_profile_and_juniors_no_infant_collections() -> None:
    kinds = {one.phase: owed(AUTHORITY, one, 2025) for one in schools(AUTHORITY)}
    assert kinds[Phase.SETTING] == (Collection.EYFSP,)
    assert set(kinds[Phase.JUNIOR]) == {Collection.MTC, Collection.KS2}
    assert Collection.KS2 not in kinds[Phase.INFANT]


def test_few_schools_send_nothing() -> None:
    nation = Authority("999", 4000, 7)
    quiet = [
        index
        for index in range(nation.schools)
        if silent(nation, index, SUMMER, Collection.KS2)
    ]
    assert 10 < len(quiet) < 80
    assert school(nation, quiet[0]).index == quiet[0]
