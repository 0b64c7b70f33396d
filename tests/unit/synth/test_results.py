"""Results agree with each other, with last year's, and with where the child was."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from keystage.core.errors import UsageError
from keystage.synth.model import (
    Authority,
    Child,
    Collection,
    Entry,
    Journey,
    Outside,
    Phase,
    Sen,
    Stay,
)
from keystage.synth.places import roll, schools, year_at
from keystage.synth.results import first_result, given, judged, met
from keystage.synth.results.ability import ability
from keystage.synth.results.calibration import sample

LA = Authority("999", 30, 7)
PRIMARY = next(one.index for one in schools(LA) if one.phase is Phase.PRIMARY)
BELOW = {"EM", "PK1", "PK2", "PK3", "PK4", "PK5", "PK6"}


@pytest.fixture(scope="module")
def children() -> list[Child]:
    """Return a cohort that is in reception in 2024."""
    return list(sample(Authority("999", 60, 7), 2024, range(60)))


def way(first: date, last: date, **other: Outside) -> Journey:
    return Journey((Stay(PRIMARY, first, last),), **other)


def entry(child: Child, journey: Journey) -> Entry:
    return Entry(child, journey.stays[0], journey)


def all_through(child: Child) -> Entry:
    return entry(child, way(date(2023, 9, 5), date(2030, 7, 19)))


def test_results_are_invented_from_2022_on(children: list[Child]) -> None:
    with pytest.raises(UsageError, match="2022 and later"):
        judged(children[0], Collection.EYFSP, 2021)


def test_a_collection_asks_its_own_year_groups_only(children: list[Child]) -> None:
    for collection in Collection:
        told = {
            summer - 2024
            for summer in range(2022, 2033)
            if any(judged(child, collection, summer) for child in children[:60])
        }
        assert told == set(collection.groups)


def test_a_profile_has_every_goal_and_an_exemption_is_for_all(
    children: list[Child],
) -> None:
    goals = {f"E{number:02}" for number in range(1, 18)}
    for child in children:
        told = judged(child, Collection.EYFSP, 2024)
        assert set(told) == goals
        assert set(told.values()) <= ({"A"} if child.exempt else {"1", "2"})
    assert any(child.exempt for child in children)


def test_phonics_is_one_mark_or_one_reason(children: list[Child]) -> None:
    seen = set()
    for child in children:
        ((component, value),) = judged(child, Collection.PHONICS, 2025).items()
        if component == "mark":
            assert 0 <= int(value) <= 40
        else:
            seen.add(value)
    assert seen == {"A", "D"}


def test_who_met_the_standard_is_not_checked_again(children: list[Child]) -> None:
    better = 0
    for child in children:
        first = judged(child, Collection.PHONICS, 2025)
        second = judged(child, Collection.PHONICS, 2026)
        assert bool(second) is not met(first)
        better += met(second)
    assert better > 40


def test_key_stage_one_agrees_with_itself(children: list[Child]) -> None:
    for child in children:
        told = judged(child, Collection.KS1, 2026)
        assert set(told) == {"REA", "WRI", "MAT", "SCI"}
        three = {told[subject] for subject in ("REA", "WRI", "MAT")}
        if "EM" in three:
            assert three <= BELOW
        if three <= BELOW:
            assert told["SCI"] == "HNM"
        assert ("A" in three) == (set(told.values()) == {"A"})


def test_key_stage_two_judges_reading_and_maths_below_the_tests_only(
    children: list[Child],
) -> None:
    below = 0
    for child in children:
        told = judged(child, Collection.KS2, 2030)
        assert {"WRI", "SCI"} <= set(told)
        for subject in set(told) & {"REA", "MAT"}:
            below += 1
            assert told[subject] in BELOW | {"A"}
        if told["WRI"] == "A":
            assert set(told.values()) == {"A"}
    assert 0 < below < 0.15 * len(children)


def test_absentees_are_absent_in_every_subject(children: list[Child]) -> None:
    told = [judged(child, Collection.KS2, 2030) for child in children]
    told += [judged(child, Collection.KS1, 2026) for child in children]
    away = [one for one in told if "A" in one.values()]
    assert away
    assert all(set(one.values()) == {"A"} for one in away)


def test_the_more_able_do_better_everywhere(children: list[Child]) -> None:
    ordered = sorted(children, key=ability)
    third = len(ordered) // 3
    for collection, summer, test in (
        (Collection.EYFSP, 2024, lambda told: "1" not in told.values()),
        (Collection.PHONICS, 2025, met),
        (Collection.KS1, 2026, lambda told: told["WRI"] in {"EXS", "GDS"}),
        (Collection.MTC, 2028, lambda told: told["MTC"] == "25"),
        (Collection.KS2, 2030, lambda told: told["WRI"] in {"EXS", "GDS"}),
    ):
        low = sum(test(judged(one, collection, summer)) for one in ordered[:third])
        high = sum(test(judged(one, collection, summer)) for one in ordered[-third:])
        assert high > 1.5 * low


def test_years_differ_as_the_published_ones_do() -> None:
    def good(summer: int) -> int:
        told = sample(LA, 2024, range(30))
        shifted = [
            replace(child, origin=replace(child.origin, cohort=summer))
            for child in told
        ]
        codes = [judged(child, Collection.MTC, summer + 4) for child in shifted]
        return sum(int(one["MTC"]) for one in codes if one["MTC"].isdigit())

    assert good(2018) < good(2021)


def test_every_entry_of_a_roll_has_results_that_its_child_has() -> None:
    for group, collection in ((0, Collection.EYFSP), (4, Collection.MTC)):
        for one in roll(LA, PRIMARY, 2024, group):
            told = given(LA, one, collection, 2024)
            assert told == judged(one.child, collection, 2024) or told == {"MTC": "J"}


def test_who_arrives_from_abroad_may_be_too_new_for_the_tables(
    children: list[Child],
) -> None:
    here = way(date(2028, 4, 20), date(2030, 7, 19), came_from=Outside.ABROAD)
    told = given(LA, entry(children[0], here), Collection.MTC, 2028)
    assert told == {"MTC": "J"}
    assert not given(LA, entry(children[0], here), Collection.MTC, 2029)
    longer = way(date(2027, 4, 20), date(2030, 7, 19), came_from=Outside.ABROAD)
    assert given(LA, entry(children[0], longer), Collection.MTC, 2028) != told


def test_nobody_on_no_roll_in_the_weeks_of_the_check_is_checked(
    children: list[Child],
) -> None:
    opens, closes = year_at(LA, PRIMARY, 2025).check
    day, start, end = timedelta(1), date(2023, 9, 5), date(2030, 7, 19)
    child = children[0]
    for journey, checked in (
        (way(start, end), True),
        (way(closes, end, came_from=Outside.ABROAD), True),
        (way(closes + day, end, came_from=Outside.ABROAD), False),
        (way(closes + day, end, came_from=Outside.HOME_EDUCATION), False),
        (way(closes + day, end, came_from=Outside.NEIGHBOUR), True),
        (way(start, opens), True),
        (way(start, opens - day, gone_to=Outside.ABROAD), False),
        (way(start, opens - day, gone_to=Outside.NEIGHBOUR), True),
        (
            Journey(
                (
                    Stay(PRIMARY, start, opens - day),
                    Stay(PRIMARY, closes + day, end),
                ),
                apart=Outside.HOME_EDUCATION,
            ),
            False,
        ),
    ):
        told = given(LA, entry(child, journey), Collection.PHONICS, 2025)
        assert bool(told) is checked
        assert first_result(LA, entry(child, journey), 2026) == told


def test_who_has_no_result_of_year_one_is_checked_in_year_two(
    children: list[Child],
) -> None:
    able = next(c for c in children if met(judged(c, Collection.PHONICS, 2025)))
    assert not given(LA, all_through(able), Collection.PHONICS, 2026)
    new = way(date(2025, 11, 4), date(2030, 7, 19), came_from=Outside.ABROAD)
    assert given(LA, entry(able, new), Collection.PHONICS, 2026)
    assert not given(LA, entry(able, new), Collection.PHONICS, 2027)


def test_who_left_after_the_tests_is_judged_or_said_to_have_left(
    children: list[Child],
) -> None:
    ends = year_at(LA, PRIMARY, 2030).tests[1]
    leaver = way(date(2023, 9, 5), ends + timedelta(6), gone_to=Outside.ABROAD)
    told = [
        given(LA, entry(child, leaver), Collection.KS2, 2030) for child in children[:80]
    ]
    left = [one for one in told if one["WRI"] == "L"]
    assert 20 < len(left) < 60
    assert all(one["SCI"] == "L" for one in left)
    before = way(date(2023, 9, 5), ends - timedelta(8), gone_to=Outside.ABROAD)
    for child in children[:80]:
        assert given(LA, entry(child, before), Collection.KS2, 2030)["WRI"] != "L"


def test_leavers_of_2023_are_said_to_have_left_in_writing_only() -> None:
    child = next(iter(sample(LA, 2017, [PRIMARY])))
    ends = year_at(LA, PRIMARY, 2023).tests[1]
    leaver = way(date(2016, 9, 6), ends + timedelta(6), gone_to=Outside.ABROAD)
    told = []
    for number in range(40):
        other = replace(child, origin=replace(child.origin, number=number))
        told.append(given(LA, entry(other, leaver), Collection.KS2, 2023))
    left = [one for one in told if one["WRI"] == "L"]
    assert left
    assert all(one["SCI"] in {"EXS", "HNM", "A"} for one in left)


def test_children_with_plans_are_less_able(children: list[Child]) -> None:
    with_plan = [ability(child) for child in children if child.sen is Sen.PLAN]
    others = [ability(child) for child in children if child.sen is Sen.NONE]
    assert sum(with_plan) / len(with_plan) < sum(others) / len(others) - 256
