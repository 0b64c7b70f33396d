"""Rulebooks' checks compiled, or complained about by name."""

from dataclasses import replace

import pytest

from keystage.checks.kind import Scope
from keystage.checks.kinds import KINDS
from keystage.checks.model import Check
from keystage.checks.registry import ENGINE_FACTS, _ByDigest, complaints, prepare
from keystage.checks.run import NEEDS
from keystage.checks.words import Template
from keystage.core.errors import RulebookError
from tests.unit.checks.books import book, check


def complaint(one: Check) -> str:
    (found,) = complaints(book(one))
    return found


@pytest.mark.parametrize(
    ("one", "wrong"),
    [
        (check("nonsense"), "check C0: there is no kind 'nonsense'"),
        (check("required_field"), "the parameter 'field' is missing"),
        (check("required_field", field="upn", at=1), "no parameter 'at'"),
        (
            check("required_field", field="nickname"),
            "field: 'nickname' is not one of upn",
        ),
        (check("required_field", field=3), "field: 3 is not a list"),
        (check("field_one_of", field="sex", values=["M"], synonyms=3), "not a table"),
        (check("result_required", components=["@gld"]), "no set '@gld'"),
        (check("result_required", components=["@rw"], any=1), "neither true nor false"),
        (
            check("result_required", components=["@rw"], when={"mark": "@each"}),
            "no mark",
        ),
        (check("result_value", fault="other"), "fault: 'other' is not one of"),
        (
            check("cross", when={"present": "@each"}, at=["REA", "WRI"]),
            "no set '@each'",
        ),
        (
            check("spike", component="REA", times="many"),
            "times: 'many' is not a number",
        ),
        (check("spike", component=""), "component: '' is not a text"),
        (check("prior_met", collection="", component=["M"]), "collection: '' is not"),
        (check("date_of_birth", fault="range", oldest=-1), "whole number"),
        (check("missing_from_return", cohorts=["x"]), "no cohort 'x'"),
        (check("sent_when", fault="early", not_before="31 May"), "not a month and day"),
        (check("far_from_last_year", when={}, points=1), "when: a condition has one"),
    ],
)
def test_what_is_wrong_is_named(one: Check, wrong: str) -> None:
    assert wrong in complaint(one)


def test_words_are_looked_at_too() -> None:
    one = check("version")
    assert "nothing fills {colour}" in complaint(replace(one, message="{colour}"))
    assert "fix: nothing fills {who}" in complaint(replace(one, fix="{who}"))
    assert "plain name" in complaint(replace(one, fix="{a.b}"))
    told = "{expected} {value} {pupil}"
    assert complaints(book(replace(one, message=told))) == []


def test_causes_must_exist_and_go_round_in_no_ring() -> None:
    one = check("version")
    assert "no check 'H99'" in complaint(replace(one, after=("H99",)))
    a, b = replace(one, id="A", after=("B",)), replace(one, id="B", after=("C2",))
    ring = book(C1=a, C2=b, C3=replace(one, id="C", after=("A",)))
    assert complaints(ring) == []
    ring = book(C1=a, C2=replace(b, after=("C1",)), C3=replace(one, after=("A",)))
    assert complaints(ring) == [
        "check C1: `after` goes round in a ring",
        "check C2: `after` goes round in a ring",
    ]


def test_two_ways_of_breaking_one_rule_may_follow_each_other() -> None:
    one = check("version")
    assert complaints(book(a=one, b=replace(one, after=("a",)))) == []
    assert complaints(book(a=one, b=replace(one, after=("R",)))) == []


def test_a_book_with_complaints_cannot_be_prepared() -> None:
    with pytest.raises(RulebookError, match=r"ks1-2026: check C0: .*nonsense"):
        prepare(book(check("nonsense")))


def test_a_book_is_prepared_once() -> None:
    first = book(check("version"))
    again = book(check("version"))
    assert first is not again
    assert prepare(first) is prepare(again)
    changed = replace(first, title="Another", digest=first.digest)
    assert prepare(changed) is not prepare(first)


def test_a_prepared_book_is_found_among_strangers() -> None:
    assert _ByDigest(book()) != "a text"


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_says_what_it_is_and_what_it_needs(name: str) -> None:
    kind = KINDS[name]
    assert kind.name == name
    assert kind.meaning.endswith(".")
    wanted = set(kind.needs).union(*kind.needs_when.values())
    assert wanted <= {*NEEDS, "expected_schools", "rolls"}
    assert not set(kind.facts) & {"value", "pupil", "year"}
    assert all(Template(f"{{{fact}}}").names == {fact} for fact in kind.facts)


def test_kinds_the_reader_enforces_are_listed_and_never_run() -> None:
    one = book(check("reading", codes=["XML-DTD"]))
    assert KINDS["reading"].scope is Scope.READING
    (ready,) = prepare(one).checks
    assert (ready.whole, ready.across) == (None, None)


def test_the_engines_facts_are_each_there_once() -> None:
    assert len(set(ENGINE_FACTS)) == len(ENGINE_FACTS)
