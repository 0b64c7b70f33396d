"""The phonics check: outcomes, who counts, and by the end of year 2."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.measures import Ratio, phonics

RESULTS = st.one_of(
    st.integers(0, 40).map(str), st.sampled_from(["A", "D", "Q", "L", "", "Wa", "WT"])
)


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        ("32", "Wa"),
        ("40", "Wa"),
        ("31", "Wt"),
        ("0", "Wt"),
        ("WA", "Wa"),
        ("wt", "Wt"),
        ("A", "A"),
        ("", ""),
        ("\u0663\u0662", "\u0663\u0662"),
    ],
)
def test_an_outcome_follows_from_the_mark(result: str, outcome: str) -> None:
    assert phonics.outcome(result, 32) == outcome


def test_the_threshold_is_an_argument() -> None:
    assert phonics.outcome("30", 30) == "Wa"
    assert phonics.outcome("30", 31) == "Wt"


def test_absent_and_disapplied_count_and_leavers_do_not() -> None:
    results = ["32", "31", "A", "D", "Q", "L", ""]
    assert phonics.met_ratio(results, 32) == Ratio(1, 5)
    assert phonics.met_ratio(["L", ""], 32).rate is None
    assert phonics.met_ratio(["32", "A"], 32, counted=()) == Ratio(1, 1)


@pytest.mark.parametrize(
    ("now", "before", "ratio"),
    [
        ("32", "20", Ratio(1, 1)),
        ("", "33", Ratio(1, 1)),
        ("31", "A", Ratio(0, 1)),
        ("", "A", Ratio(0, 1)),
        ("A", "", Ratio(0, 1)),
        ("L", "L", Ratio(0, 0)),
        ("", "", Ratio(0, 0)),
    ],
)
def test_by_the_end_of_year_2_either_year_counts(
    now: str, before: str, ratio: Ratio
) -> None:
    assert phonics.met_by_end_of_year_2([(now, before)], 32) == ratio


def test_the_mean_mark_leaves_out_codes_and_keeps_nought() -> None:
    assert phonics.average_mark(["0", "40", "A", "D", ""]) == Ratio(40, 2)
    assert phonics.average_mark(["0", "40", "33"]).mean(2) == Decimal("24.33")
    assert phonics.average_mark(["A"]).mean() is None


@given(st.lists(RESULTS))
def test_rates_agree_with_counting_letters(results: list[str]) -> None:
    above = [one for one in results if one == "Wa" or (one.isdigit() and int(one) > 31)]
    below = [one for one in results if one == "WT" or (one.isdigit() and int(one) < 32)]
    others = [one for one in results if one in ("A", "D", "Q")]
    wanted = Ratio(len(above), len(above) + len(below) + len(others))
    assert phonics.met_ratio(results, 32) == wanted


@given(st.lists(st.tuples(RESULTS, RESULTS)))
def test_two_years_never_do_worse_than_one(pupils: list[tuple[str, str]]) -> None:
    both = phonics.met_by_end_of_year_2(pupils, 32)
    this = phonics.met_ratio([now for now, _ in pupils], 32)
    assert both.numerator >= this.numerator
    assert both.denominator >= this.denominator
    once = [(now, "") for now, _ in pupils]
    assert phonics.met_by_end_of_year_2(once, 32) == this
