"""A table is read as it is written, or refused with everything that is wrong."""

from datetime import date
from typing import Any

import pytest

from keystage.core.errors import RulebookError
from keystage.movement import table_of
from keystage.movement.faults import faults
from tests.unit.movement.rows import SOURCES, data, row, table


def said(told: dict[str, Any]) -> list[str]:
    return [f"{'.'.join(keys)}: {text}" for keys, text in faults(told, SOURCES)]


def test_rows_are_tried_in_their_order_not_in_that_of_the_file() -> None:
    found = table(row(20, "new"), row(10, "nobody", start="before"))
    assert [one.id for one in found.rows] == ["r10", "r20"]
    assert found.rows[0].when == {"start": ("before",)}
    assert found.rows[0].source == "A guidance sheet"
    assert found.verified
    assert found.usual == "Nothing odd."


def test_a_value_may_be_one_or_a_list() -> None:
    found = table(row(10, "new", start=["before", "during"], schools="several"))
    assert found.rows[0].when == {
        "start": ("before", "during"),
        "schools": ("several",),
    }


def test_weeks_come_from_deadlines_and_from_dates_of_the_table() -> None:
    told = data(
        row(10, "new"),
        deadlines={"opens": "check_week", "closes": "check_ends"},
        window={"closes": "2024-06-20"},
        may="school_days",
        verified=False,
        usual="Rain.",
    )
    found = table_of(told, SOURCES, {"check_week": date(2024, 6, 10)})
    assert found.settings.opens == date(2024, 6, 10)
    assert found.settings.closes == date(2024, 6, 20)
    assert found.settings.cut_off is None
    assert found.settings.school_days
    assert (found.verified, found.usual) == (False, "Rain.")


def test_a_deadline_that_is_not_known_gives_no_day() -> None:
    told = data(row(10, "new"), deadlines={"opens": "check_week"})
    assert table_of(told, SOURCES).settings.opens is None


def test_all_that_is_wrong_is_told_at_once() -> None:
    told = data({**row(10, "somebody"), "source": "gossip"}, pupil="")
    with pytest.raises(RulebookError) as refused:
        table_of(told, SOURCES)
    pupil, source, reports = str(refused.value).splitlines()
    assert pupil == "pupil: must be a text that is not empty."
    assert source == "rows.r10: there is no source 'gossip'."
    assert reports.startswith("rows.r10: reports is one of new, only, previous, ")
    assert reports.endswith(" nobody, not_covered, not 'somebody'.")


WRONG_TOPS = [
    ({"period": 3}, "period: must be a text that is not empty."),
    ({"may": "weeks"}, "may: must be days or school_days."),
    ({"verified": "no"}, "verified: must be true or false."),
    ({"window": 3}, "window: must be a table."),
    ({"deadlines": 3}, "deadlines: must be a table."),
    ({"rows": 3}, "rows: must be a table."),
    ({"colour": "red"}, "colour: means nothing here."),
    ({"window": {"ends": "2024-05-01"}}, "window.ends: means nothing here."),
    (
        {"window": {"opens": "soon"}},
        "window.opens: must be a date like 2024-06-10.",
    ),
    (
        {"window": {"opens": "2024-06-10", "closes": "2024-06-09"}},
        "window: ends before it begins.",
    ),
    (
        {"deadlines": {"ends": "check_ends"}},
        "deadlines.ends: is none of opens, closes, cut_off, or has no id.",
    ),
    (
        {"deadlines": {"opens": ""}},
        "deadlines.opens: is none of opens, closes, cut_off, or has no id.",
    ),
]


@pytest.mark.parametrize(("change", "expected"), WRONG_TOPS)
def test_what_is_wrong_at_the_top_is_told_by_its_key(
    change: dict[str, Any], expected: str
) -> None:
    assert said(data(row(10, "new"), **change)) == [expected]


def test_weeks_may_be_of_one_day() -> None:
    day = {"opens": "2024-06-10", "closes": "2024-06-10"}
    assert not said(data(row(10, "new"), window=day))


def test_what_a_table_needs_is_missed() -> None:
    needed = ("period", "pupil", "rows")
    assert said({}) == [f"{key}: is missing." for key in needed]


WRONG_ROWS: list[tuple[Any, str]] = [
    (3, "must be a table."),
    ({"order": 10, "says": "So."}, "needs paragraph, reports, source, when."),
    ({**row(10, "new"), "colour": "red"}, "colour means nothing here."),
    ({**row(10, "new"), "order": True}, "order must be a whole number."),
    ({**row(10, "new"), "says": ""}, "says must be a text that is not empty."),
    ({**row(10, "new"), "when": []}, "when must be a table of facts."),
    ({**row(10, "new"), "help": ""}, "help must be a text that is not empty."),
    ({**row(10, "new"), "verified": 1}, "verified must be true or false."),
    (
        row(10, "new", start="soon"),
        "start is never 'soon'; it is before, during, after.",
    ),
    (row(10, "new", start=True), "start is never 'True'; it is before, during, after."),
    (row(10, "previous"), "previous needs when.earlier_school to be yes."),
    (
        row(10, "last_in_window", in_window=["one", "none"]),
        "last_in_window needs when.in_window to be in_turn or one.",
    ),
    (
        row(10, "nobody", may_days="equal"),
        "may_days needs `may`: how the days of May are counted.",
    ),
    (
        row(10, "nobody", arrival="late"),
        "arrival needs a cut_off among window or deadlines.",
    ),
]


@pytest.mark.parametrize(("wrong", "expected"), WRONG_ROWS)
def test_what_is_wrong_with_a_row_is_told_by_its_name(
    wrong: Any, expected: str
) -> None:
    told = {**data(), "rows": {"r": wrong}}
    assert said(told) == [f"rows.r: {expected}"]


def test_a_fact_nobody_knows_is_told_with_those_there_are() -> None:
    (text,) = said(data(row(10, "nobody", weather="fine")))
    assert text.startswith("rows.r10: there is no fact 'weather'; there are schools, ")


def test_a_cut_off_may_stand_in_either_place() -> None:
    late = row(10, "nobody", arrival="late")
    assert not said(data(late, window={"cut_off": "2023-06-01"}))
    assert not said(data(late, deadlines={"cut_off": "last_day"}))


def test_two_rows_may_not_have_one_order() -> None:
    other = {**row(11, "nobody", start="after"), "order": 10}
    told = data(row(10, "new", start="before"))
    told["rows"]["other"] = other
    assert said(told) == ["rows.other: has the same order as r10."]


def test_a_row_that_can_never_be_reached_is_told() -> None:
    wide = row(10, "new", start=["before", "during"])
    assert said(data(wide, row(20, "nobody", start="during", schools="one"))) == [
        "rows.r20: is never reached: r10 comes first."
    ]
    assert not said(data(wide, row(20, "nobody", start=["during", "after"])))
    assert not said(data(wide, row(20, "nobody", schools="one")))
    assert said(data(row(10, "new"), row(20, "nobody"))) == [
        "rows.r20: is never reached: r10 comes first."
    ]
