"""The early years profile: typed examples of goals met, points and averages."""

from typing import Any

import pytest

from keystage import measures
from keystage.core.errors import RulebookError
from keystage.measures import Pupil, Ratio, goals
from keystage.measures.goals import Scale
from tests.unit.measures.books import child, found, goals_book

GOALS = tuple(f"E{number}" for number in range(1, 18))
GOOD_LEVEL = GOALS[:12]
SCALE = Scale(GOALS, {"1": 1, "2": 2}, frozenset({"2"}), frozenset({"A"}))

ALL_MET = child("2" * 17)
GOOD = child("2" * 12 + "1" * 5)
EMERGING = child("2" * 11 + "1" * 6)
EXEMPT = child("A" * 17)
PARTLY_EXEMPT = child("A" + "2" * 16)
OPEN = child("2" * 16)
OPEN_AND_EXEMPT = child("A" * 16)
THREE = child("3" + "2" * 16)
DOUBTED = Pupil(OPEN.results, doubt=frozenset({"E17"}))
FIRST = {"kind": "goals_met", "components": ["@first"], "met": ["2"], "out": ["A"]}
ALL = FIRST | {"components": ["@all"]}


def test_a_good_level_is_expected_in_the_first_twelve_goals() -> None:
    assert goals.reached(ALL_MET, GOOD_LEVEL, SCALE) == 1
    assert goals.reached(GOOD, GOOD_LEVEL, SCALE) == 1
    assert goals.reached(GOOD, GOALS, SCALE) == 0
    assert goals.reached(EMERGING, GOOD_LEVEL, SCALE) == 0


@pytest.mark.parametrize(
    ("unfinished", "why"),
    [
        (EXEMPT, "A"),
        (PARTLY_EXEMPT, "A"),
        (OPEN, "incomplete"),
        (OPEN_AND_EXEMPT, "incomplete"),
        (THREE, "incomplete"),
        (Pupil({}), "incomplete"),
        (DOUBTED, "in doubt"),
    ],
)
def test_nothing_comes_of_a_child_without_a_judgement_on_every_goal(
    unfinished: Pupil, why: str
) -> None:
    assert goals.reached(unfinished, GOOD_LEVEL, SCALE) == why
    assert goals.points_total(unfinished, GOALS, SCALE) == why
    assert goals.goals_met(unfinished, GOALS, SCALE) == why


def test_points_and_goals_are_added_up() -> None:
    assert goals.points_total(ALL_MET, GOALS, SCALE) == 34
    assert goals.points_total(EMERGING, GOALS, SCALE) == 28
    assert goals.points_total(child("1" * 17), GOALS, SCALE) == 17
    assert goals.goals_met(GOOD, GOALS, SCALE) == 12


def test_the_old_profile_counts_exceeding_as_met_and_as_three() -> None:
    old = Scale(GOALS, {"1": 1, "2": 2, "3": 3}, frozenset("23"), frozenset("A"))
    best, least = child("3" * 17), child("1" * 17)
    assert goals.points_total(best, GOALS, old) == 51
    assert goals.points_total(least, GOALS, old) == 17
    assert goals.reached(child("23" * 6 + "1" * 5), GOOD_LEVEL, old) == 1


def test_shares_leave_out_the_exempt_and_the_unfinished_and_say_so() -> None:
    book = goals_book(first=FIRST, every=ALL)
    children = [child(codes) for codes in ("222", "211", "122", "AAA", "22.")]
    first, every = measures.of(book, children)
    assert (first.ratio, every.ratio) == (Ratio(2, 3), Ratio(1, 3))
    assert first.left_out == {"A": 1, "incomplete": 1}
    assert first.rate == 2 / 3
    assert first.mean is None


def test_averages_are_of_the_assessed_and_of_the_list() -> None:
    book = goals_book(
        met={"kind": "mean_goals_met", "components": ["@all"], "met": ["2"]}
        | {"out": ["A"]},
        points={"kind": "mean_points", "components": ["@all"], "out": ["A"]}
        | {"note": "Ours.", "title": "Points"},
    )
    children = [child(codes) for codes in ("222", "112", "AAA", "2..")]
    given = measures.of(book, children)
    assert found(given) == {
        "met": Ratio(4, 2),
        "met.listed": Ratio(4, 3),
        "points": Ratio(10, 2),
        "points.listed": Ratio(10, 3),
    }
    assert given[0].mean == 2.0
    assert given[0].rate is None
    assert given[3].title == "Points, all on the list"
    assert given[3].note == "Ours. Children who are exempt count with nothing."
    assert given[3].spec.beside == "points"


def test_the_points_of_everybody_assessed_are_added_up() -> None:
    table = {"kind": "points", "components": ["@all"], "lowest": 3, "highest": 6}
    book = goals_book(points=table)
    (total,) = measures.of(book, [child("222"), child("111"), child("1")])
    assert total.ratio == Ratio(9, 2)
    assert (total.rate, total.mean, total.numerator) == (None, None, 9)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"highest": 51}, "points: highest: the goals and their points make it 6."),
        ({"lowest": "3"}, "points: lowest: is missing, or not a whole number."),
        ({"highest": True}, "points: highest: is missing, or not a whole number."),
    ],
)
def test_points_that_do_not_add_up_are_complained_of(
    changes: dict[str, Any], said: str
) -> None:
    table = {"kind": "points", "components": ["@all"], "lowest": 3, "highest": 6}
    assert measures.complaints(goals_book(points=table)) == []
    assert measures.complaints(goals_book(points=table | changes)) == [said]


def test_goals_without_points_cannot_be_counted() -> None:
    book = goals_book(highest=0, first={"kind": "goals_met", "components": ["E1"]})
    with pytest.raises(RulebookError, match="no code of the rulebook has points"):
        measures.of(book, [])
