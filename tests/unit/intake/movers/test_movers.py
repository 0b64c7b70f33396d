"""Who reports a pupil several schools have, by rolls, returns and rulebook."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from keystage import rulebooks
from keystage.checks.model import RollEntry
from keystage.core.cells import Cell
from keystage.core.findings import PupilRef
from keystage.core.records import Result, Return, Row
from keystage.intake.between.movers import Movers, Returned, returned_by
from keystage.intake.options import Options
from keystage.movement import Calendar, Weeks
from tests.unit.intake.makers import entry, number

A, B = "9991001", "9991002"
WHO = PupilRef(number(1), "Ashdownb", "Mina", "2019-11-05")
PHONICS = rulebooks.load("phonics-2026")
KS2 = rulebooks.load("ks2-2026")
TEST_WEEK = Calendar(own={"ks2": Weeks(date(2026, 5, 11), date(2026, 5, 14))})


def on(school: str, **changes: Any) -> RollEntry:
    return replace(entry(1, school=school), **changes)


OLD = on(A, joined=date(2024, 9, 3), left=date(2026, 6, 12))
NEW = on(B, joined=date(2026, 6, 15))


def returned(school: str, cohort: str = "year1", **values: str) -> Return:
    results = {
        name: [Result(name, value, Cell(value))] for name, value in values.items()
    }
    who = (1, WHO.upn, WHO.surname, WHO.forename, WHO.dob, "F")
    row = Row(*who, cells={}, results=results, cohort=cohort)
    return Return("phonics", 2026, school, "", [row])


def held(*returns: Return) -> Returned:
    return returned_by(returns, [WHO.upn.lower()])


def advice(*returns: Return, roll: tuple[RollEntry, ...] = (OLD, NEW)) -> str | None:
    calendar = Calendar(own={"phonics": Weeks(closes=date(2026, 6, 19))})
    return Movers(roll, Options(calendar=calendar)).advice(PHONICS, WHO, held(*returns))


def test_a_mark_tells_where_the_check_was_taken() -> None:
    said = advice(returned(A, mark="33"), returned(B, mark="A"))
    assert said is not None
    assert said.startswith(f"{A} reports this pupil. To be taken back by: {B}. ")
    assert "(Row checked: Phonics, after taking the check" in said
    outcome = advice(returned(A, mark="A"), returned(B, outcome="WT"))
    assert str(outcome).startswith(f"{B} reports this pupil. To be taken back by: {A}")


@pytest.mark.parametrize("marks", [("33", "12"), ("12", "33"), ("33", "A")])
def test_a_mark_from_a_school_the_pupil_was_not_at_in_the_weeks_shows_nothing(
    marks: tuple[str, str],
) -> None:
    left = replace(OLD, left=date(2026, 5, 4))
    came = replace(NEW, joined=date(2026, 5, 5))
    two = (returned(A, mark=marks[0]), returned(B, mark=marks[1]))
    said = str(advice(*two, roll=(left, came)))
    assert said.startswith(f"{B} reports this pupil. To be taken back by: {A}. ")


def test_a_mark_from_a_school_joined_after_the_weeks_shows_nothing() -> None:
    left = replace(OLD, left=date(2026, 7, 3))
    came = replace(NEW, joined=date(2026, 7, 6))
    two = (returned(A, mark="33"), returned(B, mark="12"))
    said = str(advice(*two, roll=(left, came)))
    assert said.startswith(f"{A} reports this pupil. To be taken back by: {B}. ")


def test_without_the_weeks_a_mark_is_taken_at_its_word() -> None:
    two = (returned(A, mark="33"), returned(B, mark="A"))
    movers = Movers((OLD, NEW), Options(calendar=Calendar(own={"phonics": Weeks()})))
    assert movers.advice(replace(PHONICS, deadlines=()), WHO, held(*two)) is not None


def test_two_files_of_one_school_are_one_answer() -> None:
    twice = (returned(A, mark="A"), returned(A, mark="33"), returned(B, mark="D"))
    said = advice(*twice)
    assert said == advice(*reversed(twice))
    assert str(said).startswith(f"{A} reports this pupil.")


@pytest.mark.parametrize("value", ["", "Q", "soon"])
def test_a_result_that_says_nothing_of_it_leaves_the_school_to_be_asked(
    value: str,
) -> None:
    said = advice(returned(A, mark=value), returned(B, mark="A"))
    assert said == (
        f"One thing is missing. Was the pupil checked at {A}? "
        f"The return of {A} does not say; ask the school."
    )


def test_the_year_of_the_pupil_is_known_by_its_cohort() -> None:
    again = (returned(A, "year2", mark="33"), returned(B, "year2", mark="A"))
    said = advice(*again)
    assert said is not None
    assert "Did the pupil meet the standard in year 1?" in said
    assert said.endswith("Once you know, keystage who says which school it is.")
    told = replace(again[0].rows[0], cohort="", nc_year="2")
    assert advice(replace(again[0], rows=[told]), returned(B, "", mark="A")) == said


def test_the_day_that_is_missing_is_asked_of_the_roll() -> None:
    movers = Movers((OLD, on(B)), Options(calendar=TEST_WEEK))
    said = movers.advice(KS2, WHO, {})
    assert said is not None
    assert said.endswith(
        f"Give the day in the roll of {B} (Date joined), and check again."
    )


def test_the_weeks_are_asked_for_below_their_collection() -> None:
    said = Movers((OLD, NEW), Options()).advice(KS2, WHO, {})
    assert said is not None
    assert said.endswith(
        "What is the first day of the test week? Give the day in a file of facts "
        "(--facts), as opens below [ks2], and check again."
    )


def test_a_school_that_returned_the_pupil_may_have_given_no_roll() -> None:
    said = Movers((OLD,), Options(calendar=TEST_WEEK)).advice(
        KS2, WHO, held(returned(A), returned(B))
    )
    assert said is not None
    assert f"start at {B}?" in said


def test_nothing_is_said_without_a_roll_guidance_or_sense() -> None:
    assert advice(roll=()) is None
    assert advice(roll=(replace(OLD, upn=number(2)),)) is None
    assert advice(roll=(replace(OLD, surname="Other", dob="2019-01-01"),)) is None
    assert advice(roll=(on(""),)) is None
    unguided = Movers((OLD, NEW), Options())
    assert unguided.advice(rulebooks.load("ks2-2019"), WHO, {}) is None
    assert unguided.weeks(rulebooks.load("ks2-2019")) == Weeks()
    twice = replace(OLD, joined=date(2025, 1, 6), left=None)
    assert advice(roll=(OLD, twice, NEW)) is None


def test_a_pupil_is_known_by_number_and_by_birth_or_surname() -> None:
    married = replace(OLD, surname="Other")
    mistyped = replace(NEW, dob="2019-11-06", surname="ASHDOWNB")
    movers = Movers((married, mistyped), Options())
    assert movers.schools(WHO) == {A, B}


def test_a_pupil_another_school_reports_is_not_due_here() -> None:
    movers = Movers((OLD, NEW), Options(calendar=TEST_WEEK))
    assert movers.is_elsewhere(NEW, KS2)
    assert not movers.is_elsewhere(OLD, KS2)
    assert not movers.is_elsewhere(NEW, rulebooks.load("ks2-2019"))
    assert not movers.is_elsewhere(replace(NEW, school=""), KS2)
    again = replace(OLD, joined=date(2025, 1, 6), left=None)
    back = Movers((OLD, again), Options(calendar=TEST_WEEK))
    assert not back.is_elsewhere(again, KS2)
    assert not Movers((OLD, NEW), Options()).is_elsewhere(NEW, KS2)
    assert not Movers((OLD,), Options(calendar=TEST_WEEK)).is_elsewhere(OLD, KS2)


def test_only_pupils_asked_for_are_looked_up() -> None:
    assert returned_by([returned(A)], []) == {}
    assert returned_by([returned(A)], [number(2)]) == {}
    ((school, row),) = held(returned(A, mark="33"))[WHO.upn]
    assert (school, row.value("mark")) == (A, "33")
