"""Schools of every kind, their years, and the ways children take through them."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from keystage.core.errors import UsageError
from keystage.synth.model import (
    Authority,
    Child,
    Collection,
    Entry,
    Outside,
    Phase,
    School,
)
from keystage.synth.places import origins, roll, school, schools, year_at
from keystage.synth.places.journeys import journey

LA = Authority("999", 30, 7)


@pytest.fixture(scope="module")
def everyone() -> list[Entry]:
    """Return all registrations of one school year."""
    return [
        entry
        for one in schools(LA)
        for group in one.phase.groups
        for entry in roll(LA, one.index, 2024, group)
    ]


def of(phase: Phase) -> School:
    return next(one for one in schools(LA) if one.phase is phase)


def test_there_are_schools_of_every_kind_and_most_are_primaries() -> None:
    counted = Counter(one.phase for one in schools(LA))
    assert set(counted) == set(Phase)
    assert counted[Phase.INFANT] == counted[Phase.JUNIOR]
    assert counted[Phase.PRIMARY] > 18


def test_each_kind_owes_what_it_teaches() -> None:
    assert of(Phase.PRIMARY).owes == of(Phase.SPECIAL).owes == tuple(Collection)
    assert of(Phase.INFANT).owes == (
        Collection.EYFSP,
        Collection.PHONICS,
        Collection.KS1,
    )
    assert of(Phase.JUNIOR).owes == (Collection.MTC, Collection.KS2)
    assert of(Phase.SETTING).owes == (Collection.EYFSP,)


def test_a_setting_has_a_number_of_early_years_and_no_establishment() -> None:
    setting = of(Phase.SETTING)
    assert (setting.estab, setting.urn[0], len(setting.urn)) == ("", "7", 6)
    assert setting.number == setting.urn


@pytest.mark.parametrize(("la", "count"), [("999", 16_764), ("998", 30)])
def test_no_two_schools_share_a_number(la: str, count: int) -> None:
    told = list(schools(Authority(la, count, 7)))
    assert len(told) == count
    for numbers in ([one.number for one in told], [one.urn for one in told]):
        assert len(set(numbers)) == count
    assert len({(one.la, one.allots) for one in told}) == count
    assert {one.la for one in told} <= {"999", "998"}


def test_a_nation_has_cohorts_of_the_usual_size() -> None:
    nation = Authority("999", 16_764, 7)
    few = [school(nation, index) for index in range(5000, 5600)]
    begun = sum(one.size for one in few if one.phase is not Phase.JUNIOR)
    assert 600_000 * 0.93 < begun * 0.94 / len(few) * nation.schools < 600_000 * 1.07


@pytest.mark.parametrize("index", [-1, 30])
def test_a_school_that_is_not_there_is_asked_for(index: int) -> None:
    with pytest.raises(UsageError, match=f"no school {index} among 30"):
        school(LA, index)
    with pytest.raises(UsageError, match=f"no school {index} among 30"):
        roll(LA, index, 2024, 0)


@pytest.mark.parametrize("count", [1, 2, 4, 5, 7])
def test_the_smallest_authorities_have_rolls_too(count: int) -> None:
    small = Authority("998", count, 3)
    for one in schools(small):
        taught = [len(roll(small, one.index, 2025, group)) for group in range(7)]
        assert [bool(held) for held in taught] == [
            g in one.phase.groups for g in range(7)
        ]


@pytest.mark.parametrize(
    ("summer", "break_up", "tests", "check"),
    [
        (2022, date(2022, 5, 27), date(2022, 5, 9), date(2022, 6, 6)),
        (2023, date(2023, 5, 26), date(2023, 5, 9), date(2023, 6, 12)),
        (2024, date(2024, 5, 24), date(2024, 5, 13), date(2024, 6, 10)),
        (2025, date(2025, 5, 23), date(2025, 5, 12), date(2025, 6, 9)),
        (2026, date(2026, 5, 22), date(2026, 5, 11), date(2026, 6, 8)),
    ],
)
def test_the_weeks_are_those_of_the_year(
    summer: int, break_up: date, tests: date, check: date
) -> None:
    year = year_at(LA, 0, summer)
    assert (year.break_up, year.tests[0], year.check[0]) == (break_up, tests, check)
    assert year.check[1] - year.check[0] == timedelta(days=11)
    assert year.tests[1].weekday() in {3, 4}
    assert year.opens.year == summer - 1
    assert year.second_half < check < year.closes or summer == 2022


def test_half_terms_differ_between_some_schools() -> None:
    begun = Counter(year_at(LA, index, 2024).second_half for index in range(30))
    assert begun.most_common(1)[0][0] == date(2024, 6, 3)
    assert len(begun) > 1


def test_a_roll_is_in_order_of_names(everyone: list[Entry]) -> None:
    def order(child: Child) -> tuple[str, str, str]:
        return child.surname, child.forename, child.upn

    for one in (of(Phase.PRIMARY), of(Phase.JUNIOR)):
        told = [entry.child for entry in roll(LA, one.index, 2024, 5)]
        assert told == sorted(told, key=order)
    assert {entry.stay.school for entry in everyone} == set(range(30))


def test_infants_go_on_to_their_juniors() -> None:
    infant, junior = of(Phase.INFANT), of(Phase.JUNIOR)
    before = {e.child.upn for e in roll(LA, infant.index, 2024, 2)}
    after = {e.child.upn for e in roll(LA, junior.index, 2025, 3)}
    assert len(before & after) > 0.85 * len(before)
    assert not roll(LA, infant.index, 2024, 3)


def test_those_of_a_setting_are_in_a_school_the_year_after() -> None:
    setting = of(Phase.SETTING)
    told = list(origins(LA, setting.index, 2024))
    assert told
    assert setting.onward is not None
    for origin in told:
        stays = journey(LA, origin).stays
        assert stays[0].school == setting.index
        assert all(stay.school != setting.index for stay in stays[1:])


def test_a_class_is_the_same_children_a_year_older() -> None:
    one = of(Phase.PRIMARY).index
    younger = {e.child for e in roll(LA, one, 2025, 1)}
    older = {e.child for e in roll(LA, one, 2026, 2)}
    assert len(younger & older) > 0.8 * len(younger)


def test_every_kind_of_move_happens(everyone: list[Entry]) -> None:
    ways = {entry.child.upn: entry.journey for entry in everyone}.values()
    assert {way.gone_to for way in ways} == {None, *Outside}
    assert {way.came_from for way in ways} >= {
        None,
        Outside.NEIGHBOUR,
        Outside.ABROAD,
        Outside.HOME_EDUCATION,
    }
    assert {way.apart for way in ways} == {None, Outside.HOME_EDUCATION}
    assert any(not stay.main for way in ways for stay in way.stays)
    twice = [way for way in ways if way.apart]
    assert any(way.stays[0].school == way.stays[-1].school for way in twice)


def test_moves_fall_on_the_days_on_which_rules_turn() -> None:
    joined: set[date] = set()
    for index in range(30):
        for cohort in (2018, 2022, 2023, 2024):
            for origin in origins(LA, index, cohort):
                joined |= {stay.joined for stay in journey(LA, origin).stays}
    year = year_at(LA, 0, 2024)
    wanted = {year.break_up, year.second_half, *year.tests, *year.check}
    assert wanted <= joined
    assert all(day.weekday() < 5 for day in joined)


def test_registrations_follow_each_other(everyone: list[Entry]) -> None:
    for entry in everyone:
        main = [stay for stay in entry.journey.stays if stay.main]
        assert all(stay.joined <= stay.left for stay in entry.journey.stays)
        for one, other in pairwise(main):
            assert one.left < other.joined
            summer = one.left.month == 7 and other.joined.month == 9
            assert (
                summer or entry.journey.apart or one.left + timedelta(1) == other.joined
            )
