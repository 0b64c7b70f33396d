"""Results: due, of the list, given once, going together, and whose to give."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from keystage.checks.kinds.results import how_written
from keystage.checks.model import RollEntry
from keystage.checks.run import run
from keystage.core.findings import Finding, Repair
from tests.unit.checks.books import (
    COMPONENTS,
    GOOD,
    UPNS,
    book,
    check,
    facts,
    found,
    return_,
    row,
)

LA = replace(GOOD, role="la")


def subjects(findings: list[Finding]) -> list[str | None]:
    return [finding.subject for finding in findings]


def test_each_result_that_is_due_and_absent_or_blank_is_missed() -> None:
    one = check("result_required", components=["@rw", "SCI"])
    assert subjects(found(one, row(REA="EXS", WRI=" "))) == ["SCI", "WRI"]
    assert found(one, row(REA="EXS", WRI="zzz", SCI="EXS")) == []


def test_of_several_one_may_be_enough() -> None:
    one = check("result_required", components=["MARK", "OUT"], any=True)
    assert subjects(found(one, row())) == [None]
    assert found(one, row(OUT="A")) == []


def test_a_result_may_be_due_for_some_pupils_only() -> None:
    one = check(
        "result_required",
        components=["@rw"],
        when={"below_standard": "@each", "is": True},
    )
    below = RollEntry(UPNS[0], "", "", "", below_standard=frozenset({"WRI"}))
    assert subjects(found(one, row(), context=replace(GOOD, roll=(below,)))) == ["WRI"]


VALUE = check("result_value", fault="unknown")


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("REA", "EXP", "It is not in the list"),
        (
            "REA",
            "\u0415XS",
            "It looks like EXS but has a character from another alphabet",
        ),
        ("REA", "\uff25\uff38\uff33", "It looks like EXS but has a character from"),
        ("REA", "HNM", "It is not in the list"),
        ("MARK", "41", "It is not a whole number from 0 to 40"),
        ("MARK", "-1", "It is not a whole number"),
        ("MARK", "39.5", "It is not a whole number"),
        ("MARK", "4O", "It looks like 40 but is not written in plain digits"),
        ("MARK", "032", "It is not a whole number"),
        ("MARK", "\uff11\uff12", "It looks like 12 but is not written in plain digits"),
        ("MARK", "\u0663\u0662", "It looks like 32 but is not written in plain"),
        ("MARK", "1e1", "It is not a whole number"),
        ("MARK", "NaN", "It is not a whole number"),
        ("MARK", "9" * 20, "It is not a whole number"),
    ],
)
def test_a_value_off_the_list_is_told_with_its_reason(
    name: str, text: str, why: str
) -> None:
    (message,) = facts(VALUE, row(**{name: text}), told="{why}")
    assert message.startswith(why)


@pytest.mark.parametrize(
    ("name", "text"),
    [("REA", "EXS"), ("REA", ""), ("MARK", "0"), ("MARK", "40"), ("MARK", "32 ")],
)
def test_a_value_of_the_list_is_no_finding(name: str, text: str) -> None:
    assert found(VALUE, row(**{name: text})) == []


def test_an_empty_result_is_unknown_where_blanks_are() -> None:
    one = check("result_value", fault="unknown", components=["MARK"], blank=True)
    assert facts(one, row(MARK="", REA=""), told="{why}") == ["It is empty"]


@pytest.mark.parametrize(("name", "text"), [("REA", "\u0415XS"), ("MARK", "4O")])
def test_what_a_value_looks_like_is_told_and_never_taken(name: str, text: str) -> None:
    (finding,) = found(VALUE, row(**{name: text}))
    assert finding.repair is None


def test_what_is_allowed_is_what_the_role_may_enter() -> None:
    (school,) = found(VALUE, row(REA="EXP"))
    assert school.allowed == ("GDS", "EXS", "WTS", "PK1", "EM", "A", "L")
    (authority,) = found(VALUE, row(REA="EXP"), context=LA)
    assert authority.allowed[-1] == "Q"
    (mark,) = found(VALUE, row(MARK="x"))
    assert mark.allowed == ("0 to 40",)


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("case", "exs"),
        ("spaces", "E XS"),
        ("spaces", "e\u200bxs"),
        ("synonym", "expected"),
        ("", "EXS"),
    ],
)
def test_a_value_written_in_another_way_is_put_right(fault: str, text: str) -> None:
    for each in ("case", "spaces", "synonym"):
        findings = found(check("result_value", fault=each), row(REA=text))
        fixes = [one.repair for one in findings]
        wanted = Repair("set", "result", "result", text, "EXS", pupil=1, result=1)
        assert fixes == ([wanted] if each == fault else [])


def test_a_component_of_marks_is_told_from_one_of_codes() -> None:
    assert [name for name, one in COMPONENTS.items() if one.is_mark] == ["MARK"]


def test_ways_of_writing_are_told_apart() -> None:
    assert how_written(" EXS ", "EXS") == ""
    assert how_written("32 ", "32") == ""
    assert how_written("3 2", "32") == "spaces"
    assert how_written("32\u00a0", "32") == "spaces"


def test_a_result_the_rulebook_does_not_know_is_found() -> None:
    strange = row(others={"G01": "3", "P99": "4"})
    assert subjects(found(check("result_unknown"), strange)) == ["G01", "P99"]
    old = check("result_unknown", components=["G01"])
    assert subjects(found(old, strange)) == ["G01"]
    other = check("result_unknown", other_than=["G01"])
    assert subjects(found(other, strange)) == ["P99"]
    assert found(check("result_unknown"), row()) == []


def test_one_result_twice_with_two_values_has_no_winner() -> None:
    one = check("result_repeated", differing=True)
    twice = row(REA=["GDS", "EXS", "GDS"], WRI=["A", "a"], SCI="A")
    assert facts(one, twice, told="{values} ({times})") == ["EXS and GDS (3)"]
    assert found(one, twice)[0].repair is None


def test_one_result_twice_with_one_value_can_be_taken_away() -> None:
    one = check("result_repeated", differing=False)
    twice = row(REA=["GDS", "EXS"], WRI=["A", "a", "A"], SCI=["", ""])
    findings = found(one, twice)
    assert subjects(findings) == ["SCI", "WRI", "WRI"]
    fixes = [
        (f.repair.action, f.repair.old, f.repair.result) for f in findings if f.repair
    ]
    assert fixes == [("remove", "", 7), ("remove", "a", 4), ("remove", "A", 5)]


MIXED = {"and": [{"any": ["@rw"], "in": ["@pre"]}, {"any": ["@rw"], "in": ["EXS"]}]}


def test_results_that_do_not_go_together_are_one_finding() -> None:
    one = check("cross", when=MIXED, at=["SCI", "@rw"])
    told = facts(one, row(REA="EXS", WRI="EM"), told="{count}: {values}")
    assert told == ["2: Title of REA EXS, Title of WRI EM"]
    (finding,) = found(one, row(REA="EXS", WRI="EM"))
    assert finding.subject is None
    assert finding.place
    assert finding.place.line == 101
    assert found(one, row(REA="EXS", WRI="EXS")) == []


def test_a_cross_check_of_one_component_names_it() -> None:
    one = check("cross", when={"all": ["@each"], "in": ["A"]}, at=["SCI"])
    (finding,) = found(one, row(SCI="A"))
    assert (finding.subject, finding.value) == ("SCI", "A")


def test_a_cross_check_may_stand_where_nothing_is() -> None:
    (finding,) = found(check("cross", when={"absent": ["SCI"]}, at=["SCI"]), row())
    assert finding.value == ""
    assert finding.place
    assert finding.place.line == 10


def test_a_cross_check_may_be_of_each_component() -> None:
    one = check("cross", when={"all": ["@each"], "in": ["L"]}, at=["@rw"], each=True)
    assert subjects(found(one, row(REA="L", WRI="L", SCI="A"))) == ["REA", "WRI"]
    assert subjects(found(one, row(REA="L", WRI="EXS"))) == ["REA"]
    assert found(one, row(REA="EXS")) == []


def test_a_code_is_found_for_the_pupils_a_condition_holds_for() -> None:
    one = check(
        "code_present",
        components=["@rw"],
        codes=["L", "A"],
        when={"field": "cohort", "in": ["year2"]},
    )
    assert subjects(found(one, row(REA="L", WRI=["EXS", "A"], cohort="year2"))) == [
        "REA",
        "WRI",
    ]
    assert found(one, row(REA="L")) == []
    always = check("code_present", components=["REA"], codes=["L"])
    assert len(found(always, row(REA="L"))) == 1


def test_some_codes_are_the_authoritys_to_give() -> None:
    one = check("role_only", role="la")
    assert subjects(found(one, row(REA="Q", WRI="EXS"))) == ["REA"]
    assert found(one, row(REA="Q"), context=LA) == []


OUTCOME = check("outcome_disagrees", mark="MARK", outcome="OUT")


@pytest.mark.parametrize(
    ("mark", "outcome", "expected"),
    [("32", "WT", "WA"), ("31", "WA", "WT"), ("32", "WA", ""), ("31", "WT", "")],
)
def test_an_outcome_follows_from_mark_and_threshold(
    mark: str, outcome: str, expected: str
) -> None:
    findings = found(OUTCOME, row(MARK=mark, OUT=outcome))
    assert [one.repair.new for one in findings if one.repair] == [expected][
        : bool(expected)
    ]
    told = facts(OUTCOME, row(MARK=mark, OUT=outcome), told="{expected} for {mark}")
    assert told == ([f"{expected} for {mark}"] if expected else [])


@pytest.mark.parametrize(("mark", "outcome"), [("", "WA"), ("32", "A"), ("41", "WT")])
def test_an_outcome_without_a_mark_is_not_judged(mark: str, outcome: str) -> None:
    assert found(OUTCOME, row(MARK=mark, OUT=outcome)) == []


EARLY = replace(GOOD, now=datetime(2026, 6, 7, 23, 59, tzinfo=UTC))


def test_before_the_threshold_is_shown_outcomes_are_not_judged_but_noted() -> None:
    pupil = row(MARK="31", OUT="WA")
    outcome = run(book(OUTCOME), return_(pupil), EARLY)
    assert outcome.findings == []
    assert "threshold" in outcome.not_run[0].reason
    hidden = check("threshold_hidden", outcome="OUT")
    assert subjects(found(hidden, pupil, row(2, OUT="A"), context=EARLY)) == ["OUT"]
    assert found(hidden, pupil) == []


def test_a_book_without_a_threshold_shows_none() -> None:
    without = replace(book(OUTCOME), threshold=None, digest="0")
    outcome = run(without, return_(row(MARK="31", OUT="WA")), GOOD)
    assert len(outcome.not_run) == 1
