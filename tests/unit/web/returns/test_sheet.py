"""What a sheet is made of, by plain values: what closes, what is marked, what follows."""

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage import measures, rulebooks
from keystage_web.returns.locking.unlocks import ALL
from keystage_web.returns.sheet.choice import Choice
from keystage_web.returns.sheet.closing import (
    NOTHING,
    again_on,
    standing,
)
from keystage_web.returns.sheet.facts import Before, Child, Held, Said
from keystage_web.returns.sheet.gather.gathering import Gathered
from keystage_web.returns.sheet.model import Row, State
from keystage_web.returns.sheet.plan import earlier_of, plan_of
from keystage_web.returns.sheet.rows import Rows, among, counted, foot_of
from keystage_web.returns.sheet.worked import NONE

DAY = date(2026, 6, 10)
GOALS = [f"E{number:02}" for number in range(1, 18)]
VALUES = st.sampled_from(["1", "2", "A", "", "3", "x"])
CHILD = Child("one", "", "Ashdown", "Wren", cohort="reception")


def rows_of(
    book: str, results: Mapping[str, Mapping[str, str]], said: Said | None = None
) -> tuple[Rows, list[Child]]:
    """Return what makes the rows of some children, by id."""
    plan = plan_of(book, DAY)
    cohort = plan.book.cohorts[0].id
    children = [Child(id_, "", id_, "Wren", cohort=cohort) for id_ in results]
    held = {
        id_: {name: Held(value, 1) for name, value in values.items()}
        for id_, values in results.items()
    }
    of = Gathered(
        standing=cast("Any", SimpleNamespace(locked="", unlocked=ALL)),
        plan=plan,
        children=tuple(children),
        results=held,
        said=said or Said(),
        before={},
        again=None,
    )
    return Rows(of), children


def made(book: str, values: Mapping[str, str], said: Said | None = None) -> Row:
    rows, (child,) = rows_of(book, {"one": values}, said)
    return rows.row(child)


@given(st.fixed_dictionaries(dict.fromkeys(GOALS, VALUES)))
def test_a_row_is_whole_where_every_goal_is_judged(values: dict[str, str]) -> None:
    row = made("eyfsp-2026", values)
    filled = [value for value in values.values() if value]
    assert (row.filled, row.blanks) == (len(filled), 17 - len(filled))
    assert row.done == f"{len(filled)} of 17 entered"
    some = 0 < filled.count("A") < 17
    wrong = [value for value in filled if value in {"3", "x"}]
    marked = len(wrong) + (filled.count("A") if some else 0)
    assert row.problems == marked
    total = row.worked["points"].text
    if set(filled) <= {"1", "2"} and len(filled) == 17:
        assert total == str(sum(map(int, filled)))
        good = all(values[goal] == "2" for goal in GOALS[:12])
        assert row.worked["gld"].met is good
        assert row.complete
    elif set(values.values()) == {"A"}:
        assert (total, row.worked["gld"].text) == ("0 (A)", NONE)
    else:
        assert row.worked["gld"].met is None
        assert "met" not in row.worked["gld"].said
        assert total in {row.done, "0 (A)"}


@given(
    st.lists(
        st.fixed_dictionaries(dict.fromkeys(GOALS, VALUES)), min_size=1, max_size=6
    )
)
def test_what_is_counted_is_what_the_rows_hold(many: list[dict[str, str]]) -> None:
    rows, children = rows_of("eyfsp-2026", {f"c{n}": one for n, one in enumerate(many)})
    found = [rows.row(child) for child in children]
    counts = counted(found)
    assert counts.pupils == len(many)
    assert counts.blanks == sum(not value for one in many for value in one.values())
    assert counts.complete == sum(row.complete for row in found)
    foot = foot_of(rows, children)
    pupils = [rows.pupil(child) for child in children]
    told = {one.id: one for one in measures.of(rows.plan.book, pupils)}
    gld = told["gld"].ratio
    assert gld
    percent = gld.percent()
    assert foot.cells["gld"].text == (NONE if percent is None else f"{percent}%")
    assert set(foot.cells) == {*GOALS, *(spec.id for spec in rows.plan.derived)}


def test_words_of_a_code_lead_to_it_and_what_is_not_a_schools_is_not_offered() -> None:
    plan = plan_of("phonics-2026", DAY)
    accepts = plan.accepts["mark"]
    assert accepts.words["absent"] == "A"
    assert "q" not in accepts.words
    assert (accepts.least, accepts.most, accepts.advance) == (0, 40, False)
    goals = plan_of("eyfsp-2026", DAY).accepts
    assert list(goals) == ["E01"]
    assert goals["E01"].advance
    assert [code.shade for code in goals["E01"].codes] == ["below", "", ""]


@pytest.mark.parametrize(
    ("component", "value", "asked"),
    [("E03", "A", "exemption"), ("E03", "2", None), ("mark", "0", "zero")],
)
def test_what_is_asked_of_who_types_is_the_rulebooks(
    component: str, value: str, asked: str | None
) -> None:
    book = "phonics-2026" if component == "mark" else "eyfsp-2026"
    found = plan_of(book, DAY).ask(component, value)
    assert (found.id if found else None) == asked


def test_the_year_before_is_that_of_the_check_that_was_held() -> None:
    before = {
        book: (found.id if (found := earlier_of(book)) else None)
        for book in ("phonics-2026", "phonics-2022", "phonics-2021-autumn")
    }
    assert before == {
        "phonics-2026": "phonics-2025",
        "phonics-2022": "phonics-2021-autumn",
        "phonics-2021-autumn": "phonics-2020-autumn",
    }
    assert earlier_of("phonics-2017") is None
    assert again_on(plan_of("phonics-2017", DAY)) is None


def test_nobody_is_closed_while_last_years_threshold_may_not_be_said() -> None:
    plan = plan_of("phonics-2026", date(2025, 8, 1))
    assert again_on(plan) is None
    child = Child("one", "", "Ashdown", "Wren", cohort="year2")
    stands = standing(plan, child, Before({"mark": "40"}), None)
    assert (stands.shut, stands.remarks) == ({}, ())


@given(st.sampled_from([*map(str, range(41)), "A", "D", "Q", "L", ""]))
def test_a_pupil_is_closed_or_has_a_reason(result: str) -> None:
    plan = plan_of("phonics-2026", DAY)
    again = again_on(plan)
    assert again
    child = Child("one", "", "Ashdown", "Wren", cohort="year2")
    stands = standing(plan, child, Before({"mark": result}), again)
    met = result.isdigit() and int(result) >= again.rule.threshold
    assert ("mark" in stands.shut) is met
    assert bool(stands.remarks) is not met
    assert stands.previous is (result in {"", "L"})


@pytest.mark.parametrize(
    "book", [one for one in rulebooks.available() if one.startswith(("ks1", "eyfsp"))]
)
def test_nothing_is_closed_in_other_collections(book: str) -> None:
    if rulebooks.load(book).status == "cancelled":
        return
    assert standing(plan_of(book, DAY), CHILD, NOTHING, None).shut == {}


def test_a_locked_sheet_opens_no_cell() -> None:
    rows, (child,) = rows_of("ks2-2026", {"one": {"WRI": "EXS"}})
    rows.of.standing.locked = "Closed."  # type: ignore[misc]  # a plain value here
    cells = Rows(rows.of).row(child).cells
    assert cells["WRI"].state is State.LOCKED
    assert cells["REA"].state is State.CLOSED
    assert not cells["REA"].openable


def test_an_exemption_without_a_ground_is_told_all_the_same() -> None:
    said = Said(exempt={"one": ""})
    assert made("eyfsp-2026", {}, said).remark == "An exemption is on record."
    said = Said(exempt={"one": "Letter of 3 May."})
    assert made("eyfsp-2026", {}, said).remark == "On record: Letter of 3 May."


def test_who_is_in_no_class_can_be_chosen() -> None:
    children = [Child("a", "", "A", "A", klass="k"), Child("b", "", "B", "B")]
    assert [one.id for one in among(children, Choice(klass="none"))] == ["b"]
    assert [one.id for one in among(children, Choice(klass="k"))] == ["a"]
    assert len(among(children, Choice())) == 2
