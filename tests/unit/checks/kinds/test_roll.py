"""The school's list, earlier years, and one child twice."""

from dataclasses import replace
from typing import Any

import pytest

from keystage.checks.model import Check, Context, PriorResult, RollEntry
from keystage.checks.run import run
from keystage.core.findings import Finding, PupilRef
from keystage.core.records import Row
from tests.unit.checks.books import GOOD, UPNS, book, check, facts, found, return_, row


def entry(position: int = 1, /, **changes: Any) -> RollEntry:
    made = RollEntry(
        UPNS[position - 1], f"ASH{chr(64 + position)}", "Ada", "2019-01-15", "F", "2"
    )
    return replace(made, **changes)


def on_roll(one: Check, *rows: Row, roll: tuple[RollEntry, ...]) -> list[Finding]:
    return found(one, *rows, context=replace(GOOD, roll=roll))


def test_details_that_differ_from_the_list_are_one_finding() -> None:
    one = check("roll_differs", fields=["surname", "dob", "sex"])
    context = replace(GOOD, roll=(entry(surname="Oak", sex="M"),))
    told = facts(one, row(), told="{differs}: {expected}", context=context)
    assert told == ["Surname and sex: Oak, M"]
    assert on_roll(one, row(), roll=(entry(),)) == []
    assert on_roll(one, row(), roll=(entry(2),)) == []


def test_a_blank_on_either_side_does_not_differ() -> None:
    one = check("roll_differs", fields=["sex", "nc_year"])
    assert on_roll(one, row(sex=""), roll=(entry(),)) == []
    assert on_roll(one, row(), roll=(entry(sex="", nc_year=""),)) == []


def test_another_child_differs_in_everything() -> None:
    one = check("roll_differs", fields=["surname", "dob"], all=True)
    assert on_roll(one, row(), roll=(entry(surname="Oak"),)) == []
    other = entry(surname="Oak", dob="2018-11-01")
    assert len(on_roll(one, row(), roll=(other,))) == 1


@pytest.mark.parametrize(
    ("roll", "told"),
    [
        ((entry(), entry(2)), ["T: S", "T: S"]),
        ((entry(), entry(2, upn=UPNS[50])), ["T: "]),
        ((entry(), entry(2, upn="X")), []),
    ],
)
def test_of_a_child_under_anothers_number_the_own_is_told(
    roll: tuple[RollEntry, ...], told: list[str]
) -> None:
    own = check("roll_differs", fields=["surname"], all=True, own_upn=True)
    rows = (row(surname="Ashb"), row(2, surname="Asha"))
    context = replace(GOOD, roll=roll)
    found_own = facts(own, *rows, told="{own}:{swapped}", context=context)
    names = {entry_.upn for entry_ in roll}
    assert [one.partition(":")[0] in names for one in found_own] == [True] * len(told)
    assert [bool(one.partition(":")[2]) for one in found_own] == [
        one.endswith("S") for one in told
    ]
    without = check("roll_differs", fields=["surname"], all=True, own_upn=False)
    either = check("roll_differs", fields=["surname"], all=True)
    left = len(found(either, *rows, context=context)) - len(told)
    assert len(found(without, *rows, context=context)) == left


def test_one_thing_differs_and_two_differ() -> None:
    one = check("roll_differs", fields=["surname", "sex"])
    for changes, verb in (
        ({"sex": "M"}, "differs"),
        ({"sex": "M", "surname": "Oak"}, "differ"),
    ):
        context = replace(GOOD, roll=(entry(**changes),))
        assert facts(one, row(), told="x{differ}", context=context) == [f"X{verb}"]


def test_a_pupil_not_on_the_list_is_found() -> None:
    (finding,) = on_roll(check("not_on_roll"), row(), roll=(entry(2),))
    assert finding.repair is None
    assert on_roll(check("not_on_roll"), row(), roll=(entry(),)) == []


def test_a_child_the_list_has_under_another_number_gets_that_number() -> None:
    one = check("not_on_roll")
    (finding,) = on_roll(one, row(), roll=(entry(upn=UPNS[50]),))
    assert finding.repair
    assert finding.repair.new == UPNS[50]


@pytest.mark.parametrize("number", ["", "X", UPNS[1]])
def test_a_number_that_is_wrong_or_taken_is_not_offered(number: str) -> None:
    roll = (entry(upn=number), RollEntry(UPNS[1], "", "", ""))
    findings = on_roll(check("not_on_roll"), row(), row(2), roll=roll)
    assert [finding.repair for finding in findings] == [None]


def test_of_two_children_alike_neither_number_is_offered() -> None:
    roll = (entry(upn=UPNS[50]), entry(upn=UPNS[51]))
    (finding,) = on_roll(check("not_on_roll"), row(), roll=roll)
    assert finding.repair is None


ELSEWHERE = ("unknown", "other_upn", "unsure")


@pytest.mark.parametrize(
    ("number", "roll", "fault"),
    [
        (UPNS[0], (entry(2),), "unknown"),
        (UPNS[0], (entry(upn=UPNS[50]),), "other_upn"),
        ("", (entry(upn=UPNS[50]),), "other_upn"),
        ("X", (entry(2),), "unsure"),
        ("", (), "unsure"),
        (UPNS[0], (entry(upn="X"),), "unsure"),
        (UPNS[0], (entry(upn=UPNS[50]), entry(upn=UPNS[51])), "unsure"),
    ],
)
def test_why_a_pupil_is_not_on_the_list_is_one_of_three(
    number: str, roll: tuple[RollEntry, ...], fault: str
) -> None:
    for each in ELSEWHERE:
        one = check("not_on_roll", fault=each)
        told = on_roll(one, row(upn=number), roll=roll)
        assert bool(told) is (each == fault)


def missing(one: Check, *rows: Row, roll: tuple[RollEntry, ...]) -> list[str]:
    findings = on_roll(one, *rows, roll=roll)
    return [finding.pupil.upn for finding in findings if finding.pupil]


def test_a_pupil_of_the_list_missing_from_the_return_is_found() -> None:
    roll = (entry(), entry(2), entry(3, nc_year="3"), entry(4, nc_year=""))
    assert missing(check("missing_from_return"), row(), roll=roll) == [
        UPNS[1],
        UPNS[3],
    ]
    again = check("missing_from_return", cohorts=["again"])
    assert missing(again, row(), roll=roll) == [UPNS[2], UPNS[3]]


def test_nothing_is_shown_as_sent_of_a_pupil_who_is_not_in_the_return() -> None:
    (finding,) = on_roll(check("missing_from_return"), row(), roll=(entry(), entry(2)))
    assert finding.value is None
    assert finding.pupil == PupilRef(UPNS[1], "ASHB", "Ada", "2019-01-15")


def test_a_child_under_another_number_is_not_missing() -> None:
    assert (
        missing(check("missing_from_return"), row(upn=UPNS[9]), roll=(entry(),)) == []
    )


PRIOR = {"collection": "phonics", "component": ["MARK", "OUT"]}


def prior(*results: tuple[int, str, str]) -> Context:
    found_before = tuple(
        PriorResult("phonics", year, name, value) for year, name, value in results
    )
    roll = (entry(1), entry(2, nc_year="3"))
    return replace(
        GOOD, roll=roll, prior={UPNS[0]: found_before, UPNS[1]: found_before}
    )


@pytest.mark.parametrize(
    ("result", "met"),
    [
        ((2025, "MARK", "32"), True),
        ((2025, "MARK", "31"), False),
        ((2025, "OUT", "Wa"), True),
        ((2025, "OUT", "A"), False),
        ((2026, "MARK", "40"), False),
        ((2025, "OTHER", "40"), False),
    ],
)
def test_who_met_the_standard_before_is_not_expected_again(
    result: tuple[int, str, str], met: bool
) -> None:
    one = check("prior_met", **PRIOR)
    told = facts(one, row(), told="{prior} in {prior_year}", context=prior(result))
    assert told == ([f"{result[2]} in 2025"] if met else [])
    absent = check("expected_by_prior", cohort="again", **PRIOR)
    assert bool(found(absent, row(), context=prior(result))) is not met


def test_who_met_it_is_looked_for_in_a_cohort_and_shown_at_a_result() -> None:
    one = check("prior_met", cohort="again", at=["SCI", "REA"], **PRIOR)
    context = prior((2024, "MARK", "2"), (2025, "MARK", "39"))
    assert found(one, row(cohort="year2"), context=context) == []
    (finding,) = found(one, row(cohort="again", REA="EXS"), context=context)
    assert finding.subject == "REA"
    (finding,) = found(one, row(cohort="again"), context=context)
    assert finding.subject is None


def test_the_mark_that_meets_it_may_be_another() -> None:
    one = check("prior_met", met_mark=20, **PRIOR)
    assert found(one, row(), context=prior((2025, "MARK", "20")))


def test_without_any_threshold_no_mark_meets_it() -> None:
    without = replace(book(check("prior_met", **PRIOR)), threshold=None, digest="1")
    context = prior((2025, "MARK", "40"))
    assert run(without, return_(row()), context).findings == []


def test_why_a_pupil_is_expected_is_said() -> None:
    one = check("expected_by_prior", cohort=["again"], **PRIOR)
    told = facts(one, told="{why}", context=prior((2025, "MARK", "12")))
    assert told == ["The result of 2025 was 12"]
    assert facts(one, told="{why}", context=prior()) == ["No earlier result is known"]
    assert found(one, row(2), context=prior()) == []


TWICE = check("duplicate_upn", differing=False)
CONFLICT = check("duplicate_upn", differing=True)


def test_a_pupil_given_twice_alike_can_be_taken_away_once() -> None:
    again = row(3, upn=UPNS[0], surname="Asha", REA="EXS")
    findings = found(TWICE, row(REA="EXS"), row(2), again)
    assert [one.repair.pupil for one in findings if one.repair] == [3]
    assert found(CONFLICT, row(REA="EXS"), row(2), again) == []


def test_nothing_but_the_second_entry_of_a_pupil_given_twice_is_repaired() -> None:
    entries = [
        row(place, upn=UPNS[0], surname="Zo\u00c3\u00ab", dob="25/11/2018", sex="f")
        for place in (1, 2)
    ]
    for one in (
        check("name_text", fault="mojibake"),
        check("date_of_birth", fault="format"),
        check("field_one_of", field="sex", values=["F"]),
    ):
        assert found(one, entries[0])[0].repair
        assert [finding.repair for finding in found(one, *entries)] == [None, None]


def test_a_upn_with_two_stories_is_a_conflict() -> None:
    again = row(3, upn=UPNS[0], surname="Asha", REA="GDS")
    assert facts(CONFLICT, row(REA="EXS"), again, told="{times}") == ["2", "2"]
    assert [one.repair for one in found(CONFLICT, row(REA="EXS"), again)] == [
        None,
        None,
    ]
    assert found(TWICE, row(REA="EXS"), again) == []


def test_pupils_without_a_number_are_not_one_pupil() -> None:
    assert found(TWICE, row(upn=""), row(2, upn="")) == []


def test_a_row_without_cells_is_taken_away_by_its_number() -> None:
    again = row(2, upn=UPNS[0], surname="Asha")
    again.cells.clear()
    (finding,) = found(TWICE, row(), again)
    assert finding.repair
    assert finding.repair.old == UPNS[0]


CHILD = check("duplicate_child")


def test_one_child_under_two_numbers_is_found_at_both() -> None:
    again = row(2, surname="ASHA")
    told = facts(CHILD, row(), again, told="also {others}")
    assert sorted(told) == sorted([f"Also {UPNS[1]}", f"Also {UPNS[0]}"])


def test_children_alike_in_part_are_not_one_child() -> None:
    assert found(CHILD, row(), row(2)) == []
    assert found(CHILD, row(), row(2, surname="Asha", dob="2019-01-16")) == []
    assert found(CHILD, row(), row(2, surname="Asha", upn="")) == []
    assert found(CHILD, row(surname=""), row(2, surname="")) == []


@pytest.mark.parametrize(("times", "others"), [(2, 1), (4, 3), (5, 3), (60, 3)])
def test_of_many_children_alike_few_others_are_named(times: int, others: int) -> None:
    rows = [row(n, surname="Ash") for n in range(1, times + 1)]
    told = facts(check("duplicate_child"), *rows, told="{others}")
    assert len(told) == times
    for one in told:
        named = [upn for upn in UPNS if upn in one]
        assert len(named) == others
        more = times - 1 - others
        assert (f" and {more} more" in one) is (more > 0)
