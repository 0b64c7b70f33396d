"""Who reports a child is the rulebook's answer, with its paragraph, or one question."""

from datetime import date

import pytest

from keystage_web.rolls.children import Child
from keystage_web.rolls.movers import Registered, Report, reports

HALF = date(2026, 6, 1)


def of(year_group: str, joined: str, **more: object) -> Registered:
    facts = {"year_group": year_group, "born": "2020-03-05", "joined": joined}
    facts |= {"left": str(more.pop("left", ""))}
    child = Child("a" * 16, facts)  # type: ignore[arg-type]  # facts
    return Registered(child, "Our School", "9992001", 2026, **more)  # type: ignore[arg-type]


def one(registered: Registered, collection: str) -> Report:
    (found,) = [each for each in reports(registered) if each.collection == collection]
    return found


def test_a_child_who_was_always_here_is_ours() -> None:
    found = one(of("R", "2025-09-01", half=HALF), "eyfsp-2026")
    assert found.ours is True
    assert found.paragraph


def test_who_came_after_half_term_is_the_school_befores() -> None:
    moved = of(
        "R", "2026-06-08", half=HALF, came_from="another_school", from_school="9992002"
    )
    found = one(moved, "eyfsp-2026")
    assert found.ours is False
    assert found.answer == "The school before reports this child."


def test_what_decides_and_is_not_known_is_asked_and_its_answer_is_taken() -> None:
    moved = of("R", "2026-05-28", came_from="another_school", from_school="9992002")
    asked: set[tuple[str, str]] = set()
    answers: list[dict[str, str]] = []
    for _ in range(6):
        found = one(
            of(
                "R",
                "2026-05-28",
                came_from="another_school",
                from_school="9992002",
                answers=answers,
            ),
            "eyfsp-2026",
        )
        if found.ask is None:
            break
        key = (found.ask.fact, found.ask.school)
        assert key not in asked, "asked twice"
        asked.add(key)
        value = {"day": "2026-06-01", "day_or_still": "2026-05-27", "flag": "yes"}.get(
            found.ask.kind, found.ask.among[0] if found.ask.among else "3"
        )
        answers.append(
            {
                "collection": "eyfsp-2026",
                "fact": found.ask.fact,
                "school": found.ask.school,
                "value": value,
            }
        )
    assert asked
    assert found.ask is None
    assert one(moved, "eyfsp-2026").ask is not None


def test_an_answer_that_no_longer_fits_is_left_out() -> None:
    odd = [
        {"collection": "eyfsp-2026", "fact": "left", "school": "9992002", "value": "x"}
    ]
    assert one(of("R", "2025-09-01", half=HALF, answers=odd), "eyfsp-2026").ours is True


def test_days_that_contradict_themselves_are_told() -> None:
    found = reports(of("R", "2026-05-28", left="2026-01-01"))
    assert found[0].ours is None
    assert "before joining" in found[0].answer


@pytest.mark.parametrize(
    ("group", "some"), [("R", True), ("1", True), ("6", True), ("3", False)]
)
def test_only_the_collections_of_the_year_group_are_told(
    group: str, some: bool
) -> None:
    assert bool(reports(of(group, "2025-09-01", half=HALF))) is some


@pytest.mark.parametrize("group", ["²", "٢", "①", "1" * 20])
def test_a_year_group_of_other_figures_is_no_number(group: str) -> None:
    assert reports(of(group, "2025-09-01", half=HALF)) == []


@pytest.mark.parametrize("value", ["²", "1_0", "", "9" * 5000])
def test_an_answer_that_is_no_number_is_left_out(value: str) -> None:
    odd = {"collection": "eyfsp-2026", "fact": "may_days", "school": "", "value": value}
    told = of("R", "2025-09-01", half=HALF, answers=[odd])
    assert one(told, "eyfsp-2026").ours is True
