"""What each kind of measure says of itself: bounds, words, and who is near it."""

from datetime import date
from typing import Any

import pytest

from keystage import measures
from keystage.core.errors import RulebookError
from keystage.measures import Pupil, Ratio, Situation, Spec, Unit, recheck
from keystage.measures.goals import Scale
from keystage.measures.marks import NO_PRIOR, NO_ROLL, UNPUBLISHED
from tests.unit.measures.books import (
    Threshold,
    checked,
    goals_book,
    phonics_book,
    subjects_book,
)

MET = frozenset("2")
GOALS: dict[str, Any] = {"components": ["@all"], "out": ["A"]}
EITHER = {"kind": "mark_met_either_year", "cohort": "year2", "on_roll_in_year_2": True}
OPEN, SECRET = date(2026, 6, 22), date(2026, 6, 21)


def made(book: Any, situation: Situation | None = None) -> list[Spec]:
    return list(measures.specs(book, situation))


def facts(spec: Spec) -> tuple[object, ...]:
    return spec.id, spec.title, spec.short, spec.unit, spec.lowest, spec.highest


def nearness(spec: Spec) -> tuple[object, ...]:
    return spec.joined, spec.beside, spec.everyone, spec.national, spec.unsaid


def test_a_share_of_goals_demands_each_of_them() -> None:
    table = GOALS | {"kind": "goals_met", "components": ["E1", "E3"], "met": ["2"]}
    (share,) = made(goals_book(good=table))
    assert facts(share) == ("good", "Good", "Good", Unit.SHARE, 0, 1)
    assert share.demands == {"E1": MET, "E3": MET}
    assert nearness(share) == ("", "", False, True, "")


def test_points_run_from_all_lowest_to_all_highest() -> None:
    table = GOALS | {"kind": "points", "lowest": 3, "highest": 9}
    (total,) = made(goals_book(3, 3, all=table))
    assert facts(total) == ("all", "All", "All", Unit.TOTAL, 3, 9)


@pytest.mark.parametrize(
    ("table", "lowest", "highest"),
    [
        ({"kind": "mean_points"}, 3, 9),
        ({"kind": "mean_goals_met", "met": ["2"]}, 0, 3),
    ],
)
def test_a_mean_of_goals_is_given_twice(
    table: dict[str, Any], lowest: int, highest: int
) -> None:
    words = {"title": "Mean", "short": "M"}
    assessed, listed = made(goals_book(3, 3, mean=GOALS | table | words))
    mean = Unit.MEAN
    assert facts(assessed) == (
        "mean",
        "Mean, assessed only",
        "M",
        mean,
        lowest,
        highest,
    )
    title = "Mean, all on the list"
    assert facts(listed) == ("mean.listed", title, "M (list)", mean, 0, highest)
    assert nearness(assessed) == ("", "", False, True, "")
    assert nearness(listed) == ("", "mean", False, False, "")
    assert assessed.note == ""
    assert listed.note == "Children who are exempt count with nothing."


def test_points_of_many_goals_are_multiplied() -> None:
    table = GOALS | {"kind": "mean_points"}
    book = goals_book(4, 3, mean=table)
    trimmed = {name: code for name, code in book.codes.items() if name != "1"}
    (assessed, _) = made(type(book)(book.measures, book.components, trimmed))
    assert (assessed.lowest, assessed.highest) == (8, 12)


def test_a_child_with_every_goal_judged_is_not_left_out() -> None:
    scale = Scale(("E1",), {"1": 1}, exempt=frozenset("A"))
    assert scale.left_out(Pupil({"E1": "1"})) == ""
    assert scale.left_out(Pupil({})) == "incomplete"


def test_an_empty_text_is_no_exemption() -> None:
    scale = Scale(("E1",), {"1": 1}, exempt=frozenset({"XXXX", "A"}))
    assert scale.left_out(Pupil({})) == "incomplete"
    assert Scale(("E1",), {"1": 1}).left_out(Pupil({"E1": "A"})) == "incomplete"


def test_goals_without_points_are_told_in_these_words() -> None:
    book = goals_book(highest=0, first={"kind": "goals_met", "components": ["E1"]})
    assert measures.complaints(book) == [
        "first: kind: no code of the rulebook has points."
    ]


def test_a_share_by_a_mark_is_joined_to_others_by_the_same_mark() -> None:
    table = {"kind": "mark_met", "cohort": "year1"}
    (share,) = made(phonics_book(met=table), Situation(today=OPEN))
    assert facts(share) == ("met", "Met", "Met", Unit.SHARE, 0, 1)
    assert nearness(share) == ("mark, year1", "", False, True, "")
    (unsaid,) = made(phonics_book(met=table), Situation(today=SECRET))
    assert nearness(unsaid) == ("mark, year1", "", False, True, UNPUBLISHED)
    assert unsaid.answer is None


@pytest.mark.parametrize(
    ("situation", "why"),
    [
        (Situation(today=SECRET, prior=True, roll=True), UNPUBLISHED),
        (Situation(today=OPEN, roll=True), NO_PRIOR),
        (Situation(today=OPEN, prior=True), NO_ROLL),
        (Situation(today=OPEN, prior=True, roll=True), ""),
    ],
)
def test_a_share_of_either_year_takes_in_everyone(
    situation: Situation, why: str
) -> None:
    (share,) = made(phonics_book(either=EITHER), situation)
    assert facts(share) == ("either", "Either", "Either", Unit.SHARE, 0, 1)
    assert nearness(share) == ("mark, year2", "", True, True, why)
    assert (share.answer is None) is bool(why)


def test_each_year_counts_by_its_own_threshold() -> None:
    earlier = phonics_book(Threshold(20, OPEN), either=EITHER)
    known = Situation(today=OPEN, prior=True, roll=True, earlier=earlier)
    pupils = [checked(*told, cohort="year2") for told in (("25",), ("3", "25"))]
    (share,) = measures.of(phonics_book(either=EITHER), pupils, known)
    assert share.ratio == Ratio(1, 2)


def test_a_mean_of_marks_lies_between_the_marks_there_are() -> None:
    mean, reached = made(
        phonics_book(
            mean={"kind": "mean_mark"}, high={"kind": "mark_reached", "at_least": 38}
        )
    )
    assert facts(mean) == ("mean", "Mean", "Mean", Unit.MEAN, 0, 40)
    assert facts(reached) == ("high", "High", "High", Unit.SHARE, 0, 1)


def test_marks_may_begin_above_nought() -> None:
    book = phonics_book(mean={"kind": "mean_mark"})
    mark = type(book.components["mark"])("Mark", ("A",), 5, 40)
    (mean,) = made(
        type(book)(book.measures, {**book.components, "mark": mark}, book.codes)
    )
    assert (mean.lowest, mean.highest) == (5, 40)


def test_a_pupil_with_no_mark_is_incomplete_or_in_doubt() -> None:
    pupils = [checked("7"), checked(""), checked("", doubt=frozenset({"mark"}))]
    (mean,) = measures.of(phonics_book(mean={"kind": "mean_mark"}), pupils)
    assert mean.ratio == Ratio(7, 1)
    assert mean.left_out == {"in doubt": 1, "incomplete": 1}


def test_subjects_together_demand_the_standard_in_each() -> None:
    table = {"kind": "subjects_met", "components": ["REA", "WRI"], "met": ["EXS"]}
    (share,) = made(subjects_book(both=table))
    assert facts(share) == ("both", "Both", "Both", Unit.SHARE, 0, 1)
    wanted = frozenset({"EXS"})
    assert share.demands == {"REA": wanted, "WRI": wanted}


def test_one_share_lies_within_another_only_in_the_same_cohort() -> None:
    def share(cohort: str, **demands: str) -> Spec:
        wanted = {name: frozenset(codes.split()) for name, codes in demands.items()}
        return Spec("x", "", "", Unit.SHARE, None, cohort=cohort, demands=wanted)

    deep, wide = share("", REA="GDS"), share("", REA="GDS EXS")
    assert deep.within(wide)
    assert not wide.within(deep)
    assert not share("", WRI="GDS").within(wide)
    assert not share("year1", REA="GDS").within(wide)
    assert not share("").within(wide)
    assert not deep.within(share(""))
    assert not share("").within(share(""))


def test_a_collection_without_a_check_says_so_in_these_words() -> None:
    with pytest.raises(RulebookError) as refused:
        recheck.rule_of(subjects_book(), OPEN)
    said = "This collection has no check that is taken again."
    assert str(refused.value) == said


def test_a_group_keeps_its_own_pupils() -> None:
    pupils = [Pupil({}, sex="F"), Pupil({}, sex="M"), Pupil({}, sex="X")]
    parts = measures.split(pupils, "sex")
    assert parts == {"F": pupils[:1], "M": pupils[1:2], "": pupils[2:]}


def test_classes_are_in_order_whatever_the_order_of_the_pupils() -> None:
    pupils = [Pupil({}, group=name) for name in ("S", "", "R", "T")]
    assert list(measures.split(pupils, "class")) == ["R", "S", "T", ""]


def test_a_mean_has_one_place_after_the_point() -> None:
    assert str(Ratio(1, 3).mean()) == "0.3"
    assert str(Ratio(2, 3).percent()) == "67"
