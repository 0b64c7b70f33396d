"""Who takes the check again, each reason once."""

from datetime import date
from typing import Any

import pytest

from keystage.core.errors import RulebookError
from keystage.measures import recheck
from keystage.measures.recheck import Because, Reason
from tests.unit.measures.books import Threshold, phonics_book, subjects_book

LATER = date(2026, 9, 1)
MET = {"kind": "mark_met"}


def reason(before: dict[str, str], *, new: bool = False) -> Reason | None:
    rule = recheck.rule_of(phonics_book(mean={"kind": "mean_mark"}, met=MET), LATER)
    assert rule is not None
    return rule.reason(before, new=new)


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ({"mark": "32"}, None),
        ({"outcome": "WA"}, None),
        ({"mark": "31"}, Reason(Because.BELOW, "31")),
        ({"mark": "0"}, Reason(Because.BELOW, "0")),
        ({"outcome": "WT"}, Reason(Because.BELOW, "WT")),
        ({"mark": "A"}, Reason(Because.CODE, "A")),
        ({"outcome": "D"}, Reason(Because.CODE, "D")),
        ({"mark": "Q"}, Reason(Because.CODE, "Q")),
        ({"mark": "L"}, Reason(Because.UNKNOWN)),
        ({"mark": "41"}, Reason(Because.UNKNOWN)),
        ({}, Reason(Because.UNKNOWN)),
    ],
)
def test_each_pupil_has_a_reason_or_has_met_the_standard(
    before: dict[str, str], wanted: Reason | None
) -> None:
    assert reason(before) == wanted


def test_a_newcomer_of_whom_nothing_is_known_is_new() -> None:
    assert reason({}, new=True) == Reason(Because.NEW)
    assert reason({"mark": "12"}, new=True) == Reason(Because.BELOW, "12")
    assert reason({"mark": "40"}, new=True) is None


def test_nobody_is_said_to_be_below_a_secret_threshold() -> None:
    assert recheck.rule_of(phonics_book(met=MET), date(2026, 6, 1)) is None
    assert recheck.rule_of(phonics_book(Threshold(32, None), met=MET), LATER) is None


@pytest.mark.parametrize(
    "book",
    [
        subjects_book(),
        phonics_book(mean={"kind": "mean_mark"}),
        phonics_book(None, met=MET),
    ],
)
def test_a_collection_without_such_a_check_has_no_list(book: Any) -> None:
    with pytest.raises(RulebookError, match="no check that is taken again"):
        recheck.rule_of(book, LATER)
