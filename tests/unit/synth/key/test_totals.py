"""The true totals, on returns small enough to count on fingers."""

from dataclasses import replace

import pytest

from keystage.core.errors import UsageError
from keystage.synth.key.counting import Told, measures
from keystage.synth.key.totals import Total, Totals, told
from keystage.synth.model import Authority, Collection
from keystage.synth.places import roll, school
from keystage.synth.returns import Row, fields_of, returns, words_of
from keystage.synth.returns.made import one as return_of

AUTHORITY = Authority("999", 12, 7)
GOALS = [f"E{goal:02}" for goal in range(1, 18)]


def added(
    collection: Collection, *children: Told, summer: int = 2025
) -> dict[str, tuple[int, int]]:
    """Return numerator and denominator of each measure for some children."""
    found = {}
    for measure in measures(collection, summer):
        counted = [
            adds
            for child in children
            if measure.group in {None, child.group}
            and (adds := measure.adds(child)) is not None
        ]
        found[measure.name] = (sum(counted), len(counted))
    return found


def test_a_profile_counts_by_goals_and_points_and_one_exempt_on_the_list_only() -> None:
    whole = Told(0, dict.fromkeys(GOALS, "2"))
    first = Told(0, {goal: "1" if goal > "E12" else "2" for goal in GOALS})
    exempt = Told(0, dict.fromkeys(GOALS, "A"))
    unfinished = Told(0, {"E01": "2"})
    assert added(Collection.EYFSP, whole, first, exempt, unfinished) == {
        "gld": (2, 2),
        "all_goals": (1, 2),
        "communication_and_literacy": (2, 2),
        "points": (34 + 29, 2),
        "average_goals": (17 + 12, 2),
        "average_goals.listed": (17 + 12, 3),
        "average_points": (34 + 29, 2),
        "average_points.listed": (34 + 29, 3),
    }


def test_a_check_counts_marks_absences_and_the_better_of_two_years() -> None:
    children = (
        Told(1, {"mark": "32"}),
        Told(1, {"mark": "31"}),
        Told(1, {"outcome": "A"}),
        Told(1, {"outcome": "L"}),
        Told(2, {"mark": "20"}, {"mark": "12"}),
        Told(2, {}, {"mark": "40"}),
        Told(2, {"outcome": "L"}, {"mark": "40"}),
        Told(2, {}),
    )
    assert added(Collection.PHONICS, *children) == {
        "met": (1, 3),
        "mean_mark": (63, 2),
        "met_in_year_2": (0, 1),
        "mean_mark_in_year_2": (20, 1),
        "by_end_of_year_2": (1, 2),
    }


def test_before_the_standard_is_published_there_are_marks_only() -> None:
    found = added(Collection.PHONICS, Told(1, {"mark": "32"}), summer=2026)
    assert found == {"mean_mark": (32, 1), "mean_mark_in_year_2": (0, 0)}


def test_the_first_invented_summer_has_no_year_before() -> None:
    assert "by_end_of_year_2" not in added(Collection.PHONICS, summer=2022)


def test_assessments_count_those_below_and_absent_and_leave_out_who_left() -> None:
    one = Told(2, {"REA": "EXS", "WRI": "GDS", "MAT": "EXS", "SCI": "EXS"})
    two = Told(2, {"REA": "A", "WRI": "PK1", "MAT": "WTS", "SCI": "HNM"})
    assert added(Collection.KS1, one, two) == {
        "expected.REA": (1, 2),
        "expected.WRI": (1, 2),
        "expected.MAT": (1, 2),
        "expected.SCI": (1, 2),
        "expected_combined": (1, 2),
        "greater_depth.REA": (0, 2),
        "greater_depth.WRI": (1, 2),
        "greater_depth.MAT": (0, 2),
    }
    left = Told(6, {"WRI": "L", "SCI": "F"})
    assert added(Collection.KS2, one, left) == {
        "expected.WRI": (1, 1),
        "expected.SCI": (1, 1),
        "greater_depth.WRI": (1, 1),
    }


def test_the_tables_count_scores_and_no_codes() -> None:
    scores = (Told(4, {"MTC": "25"}), Told(4, {"MTC": "9"}), Told(4, {"MTC": "B"}))
    found = added(Collection.MTC, *scores)
    assert found == {"mean_score": (34, 2), "full_marks": (1, 2)}


def test_an_authority_is_the_sum_of_its_schools_and_a_line_is_flat() -> None:
    totals = Totals(AUTHORITY)
    schools = [
        total
        for index in range(3)
        for total in totals.school(returns(AUTHORITY, index, 2025, list(Collection)))
    ]
    for whole in totals.authority():
        own = [
            one
            for one in schools
            if (one.collection, one.measure) == (whole.collection, whole.measure)
        ]
        assert whole.numerator == sum(one.numerator for one in own)
        assert whole.denominator == sum(one.denominator for one in own)
    total = Total(Collection.KS2, 2025, "9992001", "expected.WRI", 7, 9)
    assert total.line() == {
        "kind": "total",
        "collection": "ks2",
        "summer": 2025,
        "school": "9992001",
        "measure": "expected.WRI",
        "numerator": 7,
        "denominator": 9,
    }


def test_a_child_a_return_names_twice_counts_once_and_nobody_is_no_child() -> None:
    return_ = return_of(AUTHORITY, school(AUTHORITY, 1), 2025, Collection.KS1)
    once = len(list(told(AUTHORITY, return_)))
    return_.rows.append(return_.rows[0])
    assert len(list(told(AUTHORITY, return_))) == once
    return_.rows.append(replace(return_.rows[0], entry=None))
    with pytest.raises(UsageError, match="no child"):
        list(told(AUTHORITY, return_))


def test_who_came_after_the_check_of_year_1_has_no_result_of_that_year() -> None:
    for index in range(AUTHORITY.schools):
        return_ = return_of(
            AUTHORITY, school(AUTHORITY, index), 2025, Collection.PHONICS
        )
        for entry in roll(AUTHORITY, index, 2025, 2):
            if entry.journey.stays[0].joined.year == 2025:
                result = words_of(Collection.PHONICS).result("mark", 2025, "20")
                return_.rows = [Row(entry, fields_of(entry.child, 2025), [result])]
                first, *_ = told(AUTHORITY, return_)
                assert (first.group, first.results) == (2, {"mark": "20"})
                assert first.before == {}
                return
    raise AssertionError("nobody came in the year")
