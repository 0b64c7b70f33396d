"""Checks with a mark: outcomes, who counts, and by the end of year 2."""

from datetime import date
from typing import Any

import pytest

from keystage import measures
from keystage.measures import Pupil, Ratio, Situation, marks
from keystage.measures.marks import Check
from tests.unit.measures.books import Book, Threshold, checked, found, phonics_book

BEFORE, AFTER = date(2026, 6, 21), date(2026, 6, 22)
CHECK = Check(
    mark="mark",
    outcome="outcome",
    lowest=0,
    highest=40,
    met=frozenset({"WA"}),
    not_met=frozenset({"WT"}),
    counted=frozenset({"A", "D", "Q"}),
    out=frozenset({"L"}),
)
MET = {"kind": "mark_met"}
EITHER = {"kind": "mark_met_either_year", "cohort": "year2"}
ON_ROLL = EITHER | {"on_roll_in_year_2": True}
KNOWN = Situation(today=AFTER, prior=True, roll=True)


@pytest.mark.parametrize(
    ("result", "answer"),
    [
        ("32", 1),
        ("40", 1),
        ("31", 0),
        ("0", 0),
        ("41", "incomplete"),
        ("032", "incomplete"),
        ("\u0663\u0662", "incomplete"),
        ("WA", 1),
        ("WT", 0),
        ("A", 0),
        ("D", 0),
        ("Q", 0),
        ("L", "L"),
        ("", "incomplete"),
        ("wa", "incomplete"),
    ],
)
def test_the_standard_follows_from_the_mark_or_the_code(
    result: str, answer: int | str
) -> None:
    assert marks.met(result, CHECK, 32) == answer


def test_the_threshold_is_an_argument() -> None:
    assert marks.met("30", CHECK, 30) == 1
    assert marks.met("30", CHECK, 31) == 0


@pytest.mark.parametrize(
    ("mark", "outcome", "result"),
    [
        ("30", "", "30"),
        ("30", "WA", "30"),
        ("30", "A", "in doubt"),
        ("30", "L", "in doubt"),
        ("A", "A", "A"),
        ("", "WT", "WT"),
        ("A", "WT", "A"),
    ],
)
def test_a_mark_beside_a_code_for_no_mark_is_in_doubt(
    mark: str, outcome: str, result: str
) -> None:
    assert CHECK.result({"mark": mark, "outcome": outcome}) == result


def test_absent_and_disapplied_count_and_leavers_do_not() -> None:
    book = phonics_book(met=MET)
    results = ["32", "31", "A", "D", "Q", "L", ""]
    both = Pupil({"mark": "9", "outcome": "A"})
    twice = Pupil({}, doubt=frozenset({"mark"}))
    pupils = [checked(one) for one in results]
    (met,) = measures.of(book, [*pupils, both, twice], Situation(AFTER))
    assert met.ratio == Ratio(1, 5)
    assert met.left_out == {"L": 1, "in doubt": 2, "incomplete": 1}


@pytest.mark.parametrize(
    ("threshold", "today"),
    [
        (Threshold(), BEFORE),
        (Threshold(), None),
        (Threshold(32, None), AFTER),
        (None, AFTER),
    ],
)
def test_before_the_threshold_may_be_shown_there_are_marks_only(
    threshold: Threshold | None, today: date | None
) -> None:
    book = phonics_book(threshold, met=MET, either=EITHER, mean={"kind": "mean_mark"})
    situation = Situation(today, prior=True, roll=True)
    given = measures.of(book, [checked("40"), checked("9")], situation)
    assert found(given) == {"met": None, "either": None, "mean": Ratio(49, 2)}
    assert given[0].note == "Not shown before the threshold is published."
    assert (given[0].rate, given[0].numerator, given[0].denominator) == (None,) * 3
    assert given[0].left_out == {}


def test_the_threshold_is_shown_from_its_day_on() -> None:
    (met,) = measures.of(phonics_book(met=MET), [checked("32")], Situation(AFTER))
    assert met.rate == 1.0


@pytest.mark.parametrize(
    ("now", "before", "ratio"),
    [
        ("32", "20", Ratio(1, 1)),
        ("", "33", Ratio(1, 1)),
        ("31", "A", Ratio(0, 1)),
        ("", "A", Ratio(0, 1)),
        ("A", "", Ratio(0, 1)),
        ("L", "33", Ratio(1, 1)),
        ("L", "L", Ratio(0, 0)),
        ("", "", Ratio(0, 0)),
    ],
)
def test_by_the_end_of_year_2_either_year_counts(
    now: str, before: str, ratio: Ratio
) -> None:
    book = phonics_book(either=EITHER)
    pupil = checked(now, before, cohort="year2", on_roll=False)
    assert found(measures.of(book, [pupil], KNOWN)) == {"either": ratio}


@pytest.mark.parametrize(
    ("now", "on_roll", "ratio"),
    [
        ("", True, Ratio(1, 1)),
        ("", False, Ratio(0, 0)),
        ("L", True, Ratio(0, 0)),
        ("20", False, Ratio(0, 1)),
        ("20", True, Ratio(1, 1)),
    ],
)
def test_from_2024_last_years_result_counts_for_those_who_are_here(
    now: str, on_roll: bool, ratio: Ratio
) -> None:
    book = phonics_book(either=ON_ROLL)
    pupil = checked(now, "40", cohort="year2", on_roll=on_roll)
    assert found(measures.of(book, [pupil], KNOWN)) == {"either": ratio}


def test_pupils_who_are_not_in_the_return_count_for_both_years_only() -> None:
    book = phonics_book(met=MET, either=ON_ROLL)
    pupils = [
        checked("40", cohort="year2"),
        checked("", "33", cohort="year2", here=False),
        checked("", "33", cohort="year1", here=False),
    ]
    assert found(measures.of(book, pupils, KNOWN)) == {
        "met": Ratio(1, 1),
        "either": Ratio(2, 2),
    }


def test_last_years_marks_count_by_last_years_threshold() -> None:
    book = phonics_book(either=EITHER)
    pupil = checked("", "31", cohort="year2")

    def by(earlier: Book) -> Ratio | None:
        situation = Situation(AFTER, prior=True, earlier=earlier)
        return found(measures.of(book, [pupil], situation))["either"]

    assert by(phonics_book(Threshold(30))) == Ratio(1, 1)
    assert by(phonics_book(Threshold(32))) == Ratio(0, 1)
    assert by(phonics_book(Threshold(30, None))) is None


@pytest.mark.parametrize(
    ("table", "situation", "why"),
    [
        (EITHER, Situation(AFTER, roll=True), "last year's results were not given"),
        (ON_ROLL, Situation(AFTER, prior=True), "the list of the pupils"),
    ],
)
def test_what_is_not_known_is_said_rather_than_guessed(
    table: dict[str, Any], situation: Situation, why: str
) -> None:
    (either,) = measures.of(phonics_book(either=table), [checked("40")], situation)
    assert either.ratio is None
    assert why in either.note


def test_the_mean_mark_leaves_out_codes_and_keeps_nought() -> None:
    book = phonics_book(mean={"kind": "mean_mark"})
    both = Pupil({"mark": "9", "outcome": "A"})
    results = ["0", "40", "A", "L", "", "41"]
    (mean,) = measures.of(book, [*map(checked, results), both])
    assert mean.ratio == Ratio(40, 2)
    assert mean.mean == 20.0
    assert mean.left_out == {"A": 1, "L": 1, "in doubt": 1, "incomplete": 2}


def test_full_marks_are_of_those_who_have_a_mark() -> None:
    book = phonics_book(full={"kind": "mark_reached", "at_least": 40})
    results = ["40", "39", "A", "", "40"]
    (full,) = measures.of(book, map(checked, results))
    assert full.ratio == Ratio(2, 3)
    assert full.left_out == {"A": 1, "incomplete": 1}


def test_a_measure_of_a_cohort_leaves_out_the_others_without_a_word() -> None:
    book = phonics_book(mean={"kind": "mean_mark", "cohort": "year1"})
    pupils = [checked("10", cohort="year1"), checked("40", cohort="year2")]
    (mean,) = measures.of(book, pupils)
    assert (mean.ratio, mean.left_out) == (Ratio(10, 1), {})


@pytest.mark.parametrize("name", ["", "outcome"])
def test_a_mark_must_be_one(name: str) -> None:
    book = phonics_book(mean={"kind": "mean_mark", "mark": name})
    (said,) = measures.complaints(book)
    assert said == "mean: mark: is missing, or takes no mark."
