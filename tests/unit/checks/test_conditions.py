"""The language of conditions: what each word means, what is missing, what is refused."""

from typing import Any

import pytest

from keystage.checks.conditions import OPERATORS, compile_condition
from keystage.checks.model import Context, RollEntry
from keystage.checks.scene import Scene
from keystage.checks.vocabulary import Complaint, with_each
from keystage.core.records import Row
from tests.unit.checks.books import UPNS, book, return_, row


def holds(condition: dict[str, Any], one: Row, context: Context | None = None) -> bool:
    scene = Scene(book(), return_(one), context or Context())
    return compile_condition(condition, book())(one, scene)


PUPIL = row(
    REA="EXS",
    WRI="PK1",
    SCI="",
    MARK="31",
    OUT=["WA", "WT"],
    cohort="year2",
    nc_year="2",
)
ROLL = Context(
    roll=(RollEntry(UPNS[0], "", "", "", below_standard=frozenset({"REA"})),)
)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"any": ["@rw"], "in": ["EXS"]}, True),
        ({"any": "WRI", "in": ["EXS"]}, False),
        ({"all": ["@rw"], "in": ["EXS", "@pre"]}, True),
        ({"all": ["@all"], "in": ["EXS", "@pre"]}, False),
        ({"none": ["@rw"], "in": ["GDS"]}, True),
        ({"none": ["@rw"], "in": ["PK1"]}, False),
        ({"count": ["@all"], "in": ["EXS", "PK1"], "at_least": 2}, True),
        ({"count": ["@all"], "in": ["EXS", "PK1"], "at_least": 3}, False),
        ({"count": ["@all"], "in": ["EXS", "PK1"], "at_most": 1}, False),
        ({"and": [{"present": "REA"}, {"present": "WRI"}]}, True),
        ({"and": [{"present": "REA"}, {"present": "SCI"}]}, False),
        ({"or": [{"present": "SCI"}, {"present": "WRI"}]}, True),
        ({"or": [{"present": "SCI"}]}, False),
        ({"not": {"present": "SCI"}}, True),
        ({"field": "cohort", "in": ["year2"]}, True),
        ({"field": "nc_year", "in": ["3"]}, False),
        ({"present": ["@rw"]}, True),
        ({"absent": ["SCI"]}, True),
        ({"absent": ["SCI", "REA"]}, False),
        ({"mark": "MARK", "at_least": 31}, True),
        ({"mark": "MARK", "at_most": 30}, False),
        ({"in_cohort_window": True}, True),
        ({"in_cohort_window": False}, False),
        ({"below_standard": "REA", "is": "unknown"}, True),
        ({"below_standard": "REA", "is": True}, False),
    ],
)
def test_each_word_means_what_it_says(
    condition: dict[str, Any], expected: bool
) -> None:
    assert holds(condition, PUPIL) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"below_standard": "REA", "is": True}, True),
        ({"below_standard": "REA", "is": False}, False),
        ({"below_standard": "WRI", "is": False}, True),
        ({"below_standard": "WRI", "is": "unknown"}, False),
    ],
)
def test_the_standard_is_known_from_the_roll(
    condition: dict[str, Any], expected: bool
) -> None:
    assert holds(condition, PUPIL, ROLL) is expected


@pytest.mark.parametrize("name", ["SCI", "OUT", "MARK"])
def test_what_is_missing_or_contradicted_satisfies_no_test_of_a_value(
    name: str,
) -> None:
    nothing = row(SCI=" ", OUT=["WA", "WT"], MARK=[])
    codes = ["EXS", "WA", "WT", "31"]
    assert not holds({"any": [name], "in": codes}, nothing)
    assert not holds({"all": [name], "in": codes}, nothing)
    assert holds({"none": [name], "in": codes}, nothing)
    assert not holds({"count": [name], "in": codes, "at_least": 1}, nothing)


def test_two_values_are_present_though_neither_wins() -> None:
    assert holds({"present": "OUT"}, PUPIL)
    assert not holds({"absent": "OUT"}, PUPIL)
    assert holds({"all": ["OUT"], "in": ["WA"]}, row(OUT=["WA", "wa"]))


def test_an_unreadable_date_is_neither_inside_nor_outside_a_window() -> None:
    late = row(dob="2019-13-01")
    assert not holds({"in_cohort_window": True}, late)
    assert not holds({"in_cohort_window": False}, late)


def test_the_window_is_that_of_the_pupils_own_cohort() -> None:
    assert holds({"in_cohort_window": False}, row(dob="2018-01-15", cohort="year2"))
    assert holds({"in_cohort_window": True}, row(dob="2018-01-15", cohort="again"))
    assert holds({"in_cohort_window": True}, row(dob="2018-01-15"))


def test_a_mark_must_be_written_in_plain_digits() -> None:
    for text in ("032", "\uff13\uff12", "3.2", "41", "WA"):
        assert not holds({"mark": "MARK"}, row(MARK=text))


def test_each_stands_for_the_component_at_hand() -> None:
    each = with_each(book(), "WRI")
    scene = Scene(each, return_(PUPIL), ROLL)
    for condition in (
        {"present": "@each"},
        {"below_standard": "@each", "is": False},
        {"any": ["@each"], "in": ["@pre"]},
    ):
        assert compile_condition(condition, each)(PUPIL, scene)


@pytest.mark.parametrize(
    ("condition", "complaint"),
    [
        ("REA", "is a table"),
        ({}, "one operator"),
        ({"present": "REA", "absent": "REA"}, "one operator"),
        ({"sometimes": "REA"}, "the operators are any, all"),
        ({"any": ["REA"]}, "needs"),
        ({"present": "REA", "in": ["EXS"]}, "does not take"),
        ({"any": ["GPS"], "in": ["EXS"]}, "no component 'GPS'"),
        ({"any": ["REA"], "in": ["XYZ"]}, "no code or mark 'XYZ'"),
        ({"any": ["REA"], "in": ["41"]}, "no code or mark '41'"),
        ({"any": ["@gld"], "in": ["EXS"]}, "no set '@gld'"),
        ({"any": ["@none"], "in": ["EXS"]}, "or it is empty"),
        ({"any": [], "in": ["EXS"]}, "is empty"),
        ({"any": ["REA"], "in": 3}, "not a list"),
        ({"any": [3], "in": ["EXS"]}, "not a text"),
        ({"count": ["REA"], "in": ["EXS"]}, "at_least"),
        ({"count": ["REA"], "in": ["EXS"], "at_least": -1}, "whole number"),
        ({"count": ["REA"], "in": ["EXS"], "at_least": True}, "whole number"),
        ({"and": []}, "list of conditions"),
        ({"or": {"present": "REA"}}, "list of conditions"),
        ({"not": 1}, "is a table"),
        ({"field": "upn", "in": ["1"]}, "one of cohort"),
        ({"field": "cohort", "in": ["year9"]}, "no cohort 'year9'"),
        ({"mark": "REA"}, "takes no mark"),
        ({"mark": "@rw"}, "more than one component"),
        ({"below_standard": "REA", "is": "no"}, "true, false"),
        ({"in_cohort_window": "yes"}, "neither true nor false"),
    ],
)
def test_what_is_no_condition_is_refused(condition: Any, complaint: str) -> None:
    with pytest.raises(Complaint, match=complaint):
        compile_condition(condition, book())


def test_every_operator_says_what_it_means() -> None:
    assert all(operator.meaning for operator in OPERATORS.values())
