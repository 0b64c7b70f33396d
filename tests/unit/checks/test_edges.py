"""Conditions, templates and needs, on either side of every edge, in every word."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from keystage import rulebooks
from keystage.checks import across as over
from keystage.checks import conditions, words
from keystage.checks.conditions import compile_condition
from keystage.checks.model import Context, Example, RollEntry
from keystage.checks.run import NEEDS, run
from keystage.checks.scene import Scene
from keystage.checks.vocabulary import Complaint
from keystage.checks.words import Template, listed
from keystage.core.records import Row
from keystage.rulebooks.examples import apply
from tests.unit.checks.books import (
    COMPONENTS,
    GOOD,
    UPNS,
    book,
    check,
    found,
    header,
    return_,
    row,
)

BELOW = Context(
    roll=(RollEntry(UPNS[0], "", "", "", below_standard=frozenset({"REA"})),)
)


def holds(condition: dict[str, Any], dob: str = "2019-01-15", mark: str = "31") -> bool:
    one = row(REA="EXS", WRI="EXS", MARK=mark, cohort="year2", dob=dob)
    scene = Scene(book(), return_(one), BELOW)
    return compile_condition(condition, book())(one, scene)


IS_BELOW = {"below_standard": "REA", "is": True}


def test_conditions_within_conditions_see_the_roll() -> None:
    assert holds({"and": [IS_BELOW]})
    assert holds({"or": [{"present": "SCI"}, IS_BELOW]})
    assert not holds({"not": IS_BELOW})


def counts(**bounds: int) -> bool:
    return holds({"count": ["@rw", "SCI"], "in": ["EXS"], **bounds})


def test_both_bounds_of_a_count_belong_to_it() -> None:
    assert [counts(at_least=n) for n in (1, 2, 3)] == [True, True, False]
    assert [counts(at_most=n) for n in (1, 2, 3)] == [False, True, True]
    assert counts(at_least=2, at_most=2)
    assert holds({"count": ["SCI"], "in": ["EXS"], "at_most": 1})


def test_both_bounds_of_a_mark_belong_to_it() -> None:
    def lies(mark: str, **bounds: int) -> bool:
        return holds({"mark": "MARK", **bounds}, mark=mark)

    assert [lies("31", at_least=n) for n in (30, 31, 32)] == [True, True, False]
    assert [lies("31", at_most=n) for n in (30, 31, 32)] == [False, True, True]
    assert lies("0")
    assert lies("0", at_most=0)
    assert lies("40")


@pytest.mark.parametrize(
    ("dob", "inside"),
    [
        ("2018-08-31", False),
        ("2018-09-01", True),
        ("2019-08-31", True),
        ("2019-09-01", False),
    ],
)
def test_the_first_and_the_last_day_of_a_window_are_in_it(
    dob: str, inside: bool
) -> None:
    assert holds({"in_cohort_window": True}, dob=dob) is inside
    assert holds({"in_cohort_window": False}, dob=dob) is not inside


TWO_OPERATORS = (
    "a condition has one operator, not ['absent', 'present']; the operators are "
    f"{', '.join(conditions.OPERATORS)}"
)
SAID: list[tuple[Any, str]] = [
    ("REA", "a condition is a table, not 'REA'"),
    ({"present": "REA", "absent": "REA"}, TWO_OPERATORS),
    ({"any": ["REA"]}, "`any` needs ['in']"),
    ({"present": "REA", "in": ["EXS"]}, "`present` does not take ['in']"),
    ({"count": ["REA"], "in": ["EXS"]}, "`count` needs `at_least` or `at_most`"),
    ({"and": []}, "`and` and `or` take a list of conditions"),
    (
        {"field": "upn", "in": ["1"]},
        "`field` is one of cohort, nc_year, sex, group, not 'upn'",
    ),
    ({"mark": "REA"}, "'REA' takes no mark"),
    ({"below_standard": "REA", "is": "no"}, '`is` is true, false or "unknown"'),
    ({"any": ["@gld"], "in": ["EXS"]}, "there is no set '@gld', or it is empty"),
    ({"any": [], "in": ["EXS"]}, "[] is not a list of texts, or is empty"),
]


@pytest.mark.parametrize(("condition", "said"), SAID)
def test_what_is_no_condition_is_refused_in_these_words(
    condition: Any, said: str
) -> None:
    with pytest.raises(Complaint) as refused:
        compile_condition(condition, book())
    assert str(refused.value) == said


def test_a_long_list_is_cut_and_says_how_many_more() -> None:
    items = [f"n{number}" for number in range(words.LONGEST_LIST + 2)]
    assert listed(items[:2]) == "n0 or n1"
    assert listed(items[:3], "and") == "n0, n1 and n2"
    assert listed(items[:1]) == "n0"
    assert listed([]) == ""
    assert listed(items) == f"{', '.join(items[:-2])} and 2 more"
    assert listed(items[:-2]) == f"{', '.join(items[:-3])} or {items[-3]}"


def test_templates_begin_with_a_capital_unless_a_value_stands_first() -> None:
    assert Template("{why}: {value}").fill({"why": "as", "value": "b"}) == "As: b"
    assert Template("{value} is").fill({"value": "null"}) == "null is"
    assert Template("so {nothing}.").fill({}) == "So ."
    assert Template("").fill({}) == ""
    assert Template("a {b} {c}").names == {"b", "c"}
    with pytest.raises(ValueError, match=r"^\{a\.b\} is not a plain name$"):
        Template("{a.b}")


LACKING = [
    ("source_school", {}, {"school": None}, "school"),
    ("source_authority", {}, {"authority": ""}, "authority"),
    ("wanted_collection", {}, {}, "collection"),
    ("year", {"fault": "wanted"}, {}, "year"),
    ("missing_from_return", {}, {}, "roll"),
    ("expected_count", {}, {}, "expected"),
    ("sent_when", {"fault": "future"}, {"now": None}, "now"),
    ("postcode", {"fault": "missing"}, {}, "address"),
]


@pytest.mark.parametrize(("kind", "params", "known", "need"), LACKING)
def test_a_check_that_cannot_be_run_says_what_it_lacks(
    kind: str, params: dict[str, Any], known: dict[str, Any], need: str
) -> None:
    outcome = run(book(check(kind, **params)), return_(row()), replace(GOOD, **known))
    (lacking,) = outcome.not_run
    assert lacking.reason == NEEDS[need].otherwise
    assert not outcome.crashed


def test_over_many_returns_each_check_says_what_it_lacks() -> None:
    books = book(check("nothing_sent"), check("returned_by_nobody"))

    def lacking(**known: Any) -> list[str]:
        outcome = over.outcome_across([return_(row())], lambda _: books, **known)
        return [one.reason for one in outcome.not_run]

    assert lacking() == [over.NOBODY_EXPECTED, over.NO_ROLLS]
    assert lacking(expected=[]) == [over.NO_ROLLS]
    assert lacking(rolls=[]) == [over.NOBODY_EXPECTED]


def test_a_collection_is_told_in_the_rulebooks_words() -> None:
    said = {"collection": "key stage 1 results", "of_ks2": "key stage 2 results"}
    one = replace(check("wanted_collection"), message="{value} {found} {expected}")
    worded = replace(book(one), words=said)
    outcome = run(worded, return_(row()), replace(GOOD, collection="ks2"))
    (finding,) = outcome.findings
    assert finding.message == "ks1 key stage 1 results key stage 2 results"


def test_a_threshold_may_be_shown_from_its_first_day() -> None:
    hidden = check("threshold_hidden", outcome="OUT", codes=["WA"])

    def fires(now: datetime) -> bool:
        return bool(found(hidden, row(OUT="WA"), context=replace(GOOD, now=now)))

    assert fires(datetime(2026, 6, 7, 12, tzinfo=UTC))
    assert not fires(datetime(2026, 6, 8, 12, tzinfo=UTC))


def test_shares_of_two_years_are_compared_from_the_points_on() -> None:
    last = return_(*(row(n, REA="EXS" if n < 3 else "WTS") for n in range(1, 5)))

    def fires(points: float, at_least: int = 4) -> bool:
        when = {"or": [{"any": ["REA"], "in": ["EXS"]}, {"present": "SCI"}]}
        one = check(
            "far_from_last_year", when=when, points=points, at_least=at_least, of=when
        )
        plain = check("far_from_last_year", when=when, points=points, at_least=at_least)
        now = [row(n, REA="EXS" if n < 2 else "WTS") for n in range(1, 5)]
        context = replace(GOOD, last_year=last)
        assert found(one, *now, context=context) == []
        return bool(found(plain, *now, context=context))

    assert fires(25)
    assert not fires(25.1)
    assert not fires(25, at_least=5)


def test_dates_are_told_in_english() -> None:
    months = [words.long_date(date(2026, month, 1)) for month in (1, 8, 12)]
    assert months == ["1 January 2026", "1 August 2026", "1 December 2026"]
    assert words.counted(1, "pupil", "pupils") == "1 pupil"
    assert words.counted(0, "pupil", "pupils") == "0 pupils"
    assert (words.percent(1, 8), words.percent(0, 0)) == ("12", "0")


def test_a_spike_is_many_at_a_mark_and_few_at_the_two_below() -> None:
    def fires(below: int, next_below: int) -> bool:
        marks = ["32"] * 6 + ["31"] * below + ["30"] * next_below + ["29"] * 9
        pupils = [row(n, MARK=mark) for n, mark in enumerate(marks, 1)]
        return bool(found(check("spike", component="MARK"), *pupils))

    assert fires(1, 1)
    assert fires(2, 0)
    assert not fires(2, 1)
    assert not fires(1, 2)
    assert not fires(0, 3)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("exs", "case"), ("E XS", "spaces"), ("Expected", "synonym"), ("EXS", "")],
)
def test_how_a_value_is_written_is_one_fault_and_no_other(
    text: str, fault: str
) -> None:
    fired = [
        one
        for one in ("case", "spaces", "synonym")
        if found(check("result_value", fault=one), row(REA=text))
    ]
    assert fired == [fault][: bool(fault)]


def test_marks_of_a_component_without_a_lowest_begin_at_nought() -> None:
    unknown = check("result_value", fault="unknown")
    (finding,) = found(unknown, row(MARK="41"))
    assert finding.allowed == ("0 to 40",)
    five = replace(COMPONENTS["MARK"], minimum=5)
    whole = replace(book(unknown), components={**COMPONENTS, "MARK": five})
    (finding,) = run(whole, return_(row(MARK="4")), GOOD).findings
    assert finding.allowed == ("5 to 40",)
    assert found(unknown, row(MARK="4")) == []


def test_where_the_file_says_which_authority_it_needs_no_other_telling() -> None:
    one = check("destination", fault="repairable")
    nobody = replace(GOOD, authority=None)
    to_school = header(destination_la="999", destination_estab="1001")
    (finding,) = found(one, row(), header=to_school, context=nobody)
    assert finding.repair is not None
    assert finding.repair.new == "999LLLL"


def test_an_authority_known_as_ones_own_needs_no_number_on_the_list() -> None:
    one = check("establishment")
    own = replace(GOOD, authority="000")
    assert found(one, row(), header=header(source_la="000"), context=own) == []
    assert len(found(one, row(), header=header(source_la="000"))) == 1


def folded(*rows: Row) -> list[tuple[str, int]]:
    """What the engine makes of a wrong value and of one that may be due to it."""
    first = check("result_value", fault="unknown", components=["@rw"])
    then = replace(
        check("code_present", components=["@rw"], codes=["A"]), id="THEN", after=("C0",)
    )
    outcome = run(book(first, then), return_(*rows), GOOD)
    return [(one.rule, len(one.consequences)) for one in outcome.findings]


def test_a_consequence_goes_under_a_cause_of_the_same_pupil_and_component() -> None:
    assert folded(row(REA=["zzz", "A"])) == [("R", 1)]
    assert folded(row(REA="zzz", WRI="A")) == [("R", 0), ("THEN", 0)]
    assert folded(row(REA="zzz"), row(2, REA="A")) == [("R", 0), ("THEN", 0)]


def test_pupils_without_a_row_are_told_apart_by_their_number() -> None:
    lists = (RollEntry(UPNS[1], "Elm", "Eve", ""), RollEntry(UPNS[2], "Fir", "Flo", ""))
    missing = check("missing_from_return")
    then = replace(missing, id="THEN", after=("C0",))
    outcome = run(book(missing, then), return_(), replace(GOOD, roll=lists))
    told = [
        (one.pupil.surname, [under.rule for under in one.consequences])
        for one in outcome.findings
        if one.pupil is not None
    ]
    assert told == [("Elm", ["THEN"]), ("Fir", ["THEN"])]


def test_a_pupil_is_named_as_sent_or_as_read_and_never_endlessly() -> None:
    one = row(surname=" Ash  Elm", forename="A" * 500, sex="")
    (finding,) = found(check("required_field", field="sex"), one)
    assert finding.pupil is not None
    assert finding.pupil.surname == " Ash  Elm"
    assert len(finding.pupil.forename) == words.LONGEST_NAME
    one.cells.clear()
    (finding,) = found(check("required_field", field="sex"), one)
    assert finding.pupil is not None
    assert finding.pupil.surname == "Ash Elm"
    assert finding.place == one.place


def test_a_finding_of_several_results_together_names_no_one_of_their_values() -> None:
    changes = {"rows": {"1": {"results": {"E17": "A"}}}}
    trial = apply(
        rulebooks.load("eyfsp-2026"), Example(fires=True, says="", changes=changes)
    )
    found = run(trial.book, trial.returns[0], trial.context).findings
    (mixed,) = [one for one in found if one.rule == "EY-X1"]
    assert (mixed.subject, mixed.value) == (None, None)
