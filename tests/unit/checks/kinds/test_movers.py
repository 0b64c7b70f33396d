"""Pupils who moved: returned by nobody, left before, too old for a setting."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from keystage.checks.across import NO_ROLLS, outcome_across
from keystage.checks.model import Context, NotRun, RollEntry
from keystage.checks.registry import complaints
from keystage.checks.run import run
from keystage.core.findings import Finding
from keystage.core.records import Return, Row
from tests.unit.checks.books import GOOD, UPNS, book, check, header, return_, row

NOBODY = replace(check("returned_by_nobody"), message="{schools}")
A, B = "9991001", "9991002"


def entry(school: str = A, /, **changes: Any) -> RollEntry:
    made = RollEntry(UPNS[0], "Asha", "Ada", "2019-01-15", "F", "2", school=school)
    return replace(made, **changes)


def look(*entries: RollEntry, rows: tuple[Row, ...] = ()) -> list[Finding]:
    returns = [return_(school=A), return_(*rows, school=B)]
    found = outcome_across(returns, lambda _: book(NOBODY), rolls=entries)
    assert found.not_run == []
    return found.findings


def test_a_pupil_on_two_lists_whom_nobody_returns_is_one_finding() -> None:
    entries = [entry(A), entry(B, surname="ASHA"), entry(A, group="2B")]
    for order in permutations(entries):
        (finding,) = look(*order)
        assert finding.message == f"{A} and {B}"
        assert finding.pupil is not None
        assert finding.pupil.surname == "Asha"


def test_one_school_that_returns_the_pupil_or_the_child_is_enough() -> None:
    both = (entry(A), entry(B))
    assert look(*both, rows=(row(),)) == []
    assert look(*both, rows=(row(upn=UPNS[7]),)) == []
    assert len(look(*both, rows=(row(2),))) == 1


def test_a_pupil_of_one_list_or_of_a_school_that_has_not_sent_is_not_asked_about() -> (
    None
):
    assert look(entry(A), entry(A, group="2B")) == []
    assert look(entry(A), entry("9991003")) == []
    assert look(entry(A), entry("")) == []
    assert look(entry(A, upn=""), entry(B, upn="")) == []
    assert look(entry(A), entry(B, dob="2018-12-01")) == []


def test_only_years_everyone_of_which_is_due_are_asked_about() -> None:
    assert look(entry(A, nc_year="3"), entry(B, nc_year="3")) == []
    assert len(look(entry(A, nc_year="3"), entry(B, nc_year="2"))) == 1
    assert len(look(entry(A, nc_year=""), entry(B, nc_year="4"))) == 1


def test_without_lists_it_is_said_that_it_was_not_run() -> None:
    found = outcome_across([return_()], lambda _: book(NOBODY))
    assert found.not_run == [NotRun("R", NO_ROLLS)]


LEFT = replace(check("left_before", codes=["L"]), message="{left}: {opened}")
OPENS = date(2026, 5, 11)


def leaver(*days: date | None, of: Row | None = None) -> list[str]:
    roll = tuple(entry(left=day, group=str(day)) for day in days)
    context = replace(GOOD, roll=roll, opens=OPENS)
    outcome = run(book(LEFT), return_(of or row(WRI="L", REA="L")), context)
    assert outcome.not_run == []
    return [finding.message for finding in outcome.findings]


def test_a_code_for_a_pupil_who_left_before_is_one_finding() -> None:
    assert leaver(date(2026, 5, 10)) == ["10 May 2026: 11 May 2026"]
    days = (date(2026, 5, 8), date(2026, 1, 5))
    assert leaver(*days) == ["8 May 2026: 11 May 2026"]


@pytest.mark.parametrize(
    "days",
    [(), (None,), (OPENS,), (date(2026, 5, 10), None), (date(2026, 5, 10), OPENS)],
)
def test_one_who_left_later_or_perhaps_not_at_all_is_not_asked_about(
    days: tuple[date | None, ...],
) -> None:
    assert leaver(*days) == []


def test_other_codes_of_a_leaver_are_not_asked_about() -> None:
    assert leaver(date(2026, 5, 10), of=row(WRI="EXS")) == []


def test_without_the_day_or_the_list_it_is_said_that_it_was_not_run() -> None:
    for context in (replace(GOOD, roll=(entry(),)), replace(GOOD, opens=OPENS)):
        (unasked,) = run(book(LEFT), return_(row()), context).not_run
        assert unasked.rule == "R"


BIRTHS = replace(
    check("born_before_setting", born_from="2019-04-01"), message="{earliest}: {latest}"
)


def born(day: str, *, estab: str = "", urn: str = "512345") -> list[str]:
    sent: Return = return_(
        row(dob=day), header=header(source_estab=estab, source_urn=urn)
    )
    found = run(book(BIRTHS), sent, Context()).findings
    return [finding.message for finding in found]


def test_a_child_of_a_setting_born_too_early_for_it_is_found() -> None:
    assert born("2019-03-31") == ["1 April 2019: 31 August 2019"]
    assert born("2019-03-31", estab="0000") == ["1 April 2019: 31 August 2019"]


@pytest.mark.parametrize("day", ["2019-04-01", "2017-08-31", "2019-09-01", "soon"])
def test_a_birth_in_the_settings_dates_or_in_nobodys_is_no_finding(day: str) -> None:
    assert born(day) == []


def test_schools_return_the_whole_year() -> None:
    assert born("2019-03-31", estab="1001", urn="") == []
    assert born("2019-03-31", estab="1001", urn="512345") == []
    assert born("2019-03-31", urn="100001") == []


def test_a_first_day_that_is_none_is_told_to_whoever_writes_the_rulebook() -> None:
    wrong = check("born_before_setting", born_from="1 April")
    assert complaints(book(wrong)) == [
        "check C0: born_from: '1 April' is not a date",
    ]
