"""What a rulebook asks, closes and shows where results are typed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from keystage import rulebooks
from keystage.core.errors import RulebookError
from keystage.rulebooks.entry import Entry, When, entry_of, faults
from tests.spec.closed.digests import LAST_CLOSED
from tests.unit.rulebooks.shelf import next_year

HELD = [
    book.id
    for book in map(rulebooks.load, rulebooks.available())
    if book.status != "cancelled" and book.ctf.destination != "own"
]


def of(book: str) -> Entry:
    return entry_of(rulebooks.load(book))


@pytest.mark.parametrize("book", [one for one in HELD if one.startswith("eyfsp")])
def test_a_in_the_profile_is_asked_about_and_stands_on_all_goals(book: str) -> None:
    (ask,) = of(book).asks
    goals = tuple(rulebooks.load(book).components)
    assert (ask.value, ask.fills, ask.components) == ("A", goals, goals)
    assert len(goals) == 17
    grounds = {"setting", "child"} if rulebooks.load(book).year >= 2023 else None
    assert set(ask.grounds) == (grounds or {"absence", "arrival", "exemption"})
    assert ("exemption" in ask.question) is (grounds is not None)


@pytest.mark.parametrize("book", [one for one in HELD if one.startswith("eyfsp")])
def test_the_profile_has_both_averages_at_its_foot(book: str) -> None:
    figures = of(book).figures
    assert figures[:2] == ("average_points", "average_points.listed")


@pytest.mark.parametrize("book", [one for one in HELD if one.startswith("phonics")])
def test_a_typed_nought_is_asked_about_once(book: str) -> None:
    entry = of(book)
    (ask,) = entry.asks
    assert ask.question == "Scored zero, or did not take the check?"
    assert list(ask.choices) == ["0", "D", "A"]
    assert (ask.components, ask.fills, entry.sums) == (("mark",), (), ("mark",))


def test_who_met_the_standard_before_is_closed_and_can_be_opened() -> None:
    (closed,) = of("phonics-2026").closed
    assert (closed.when, closed.openable) == (When.MET_BEFORE, True)
    assert closed.says.format(year=2025, result="34") == (
        "Met the standard in 2025 (34), so does not take the check again."
    )
    assert of("phonics-2020-autumn").closed == ()


@pytest.mark.parametrize("book", [one for one in HELD if one.startswith("ks")])
def test_who_takes_a_test_since_2019_has_no_result_in_its_subject(book: str) -> None:
    closed = of(book).closed
    if book.startswith("ks1") or rulebooks.load(book).year < 2019:
        assert closed == ()
        return
    (one,) = closed
    assert (one.when, one.components) == (When.TESTED, ("REA", "MAT"))
    assert not one.openable


@pytest.mark.parametrize(
    "book", [one for one in rulebooks.available() if one not in HELD]
)
def test_where_nothing_is_entered_nothing_is_said(book: str) -> None:
    entry = of(book)
    assert replace(entry, declares={}, signs={}) == Entry()
    assert entry.parts() == tuple(f"declares.{id_}" for id_ in entry.declares)


@pytest.mark.parametrize(
    ("collection", "declared"),
    [
        ("eyfsp", "moderated"),
        ("ks1", "moderated"),
        ("ks2", "moderated"),
        ("phonics", "administered"),
        ("mtc", "administered"),
    ],
)
def test_what_is_judged_is_moderated_and_a_check_is_given_as_it_should_be(
    collection: str, declared: str
) -> None:
    books = map(rulebooks.load, rulebooks.available())
    held = [
        one
        for one in books
        if one.collection == collection and one.status != "cancelled"
    ]
    assert held
    for one in held:
        entry = entry_of(one)
        assert list(entry.declares) == ["results", "pupils", "agreed", declared]
        assert entry.declares["pupils"].startswith(f"All {one.words['pupils']} who")
        assert list(entry.signs) == ["as_head", "with_authority"]


def test_a_book_says_in_parts_what_it_asks_closes_and_shows() -> None:
    assert of("phonics-2026").parts() == (
        *("asks.zero", "closed.met", "declares.results", "declares.pupils"),
        *("declares.agreed", "declares.administered"),
        *("foot.figures", "foot.sums"),
    )


def test_the_digest_is_that_of_the_rules_alone(tmp_path: Path) -> None:
    next_year(tmp_path)
    plain = rulebooks.load_own(tmp_path / "eyfsp_2028")[0]
    other = tmp_path / "other"
    next_year(other, entry='[entry.asks.exemption]\ntitle = "Another"\n')
    told = rulebooks.load_own(other / "eyfsp_2028")[0]
    assert entry_of(told).asks[0].title == "Another"
    assert entry_of(plain).asks[0].title == "Exemption"
    assert told.digest == plain.digest
    assert b"Another" not in rulebooks.resolved("eyfsp-2028", (other,))
    assert LAST_CLOSED  # that closed years did not change shows their own test


def test_a_year_inherits_what_it_does_not_say_again(tmp_path: Path) -> None:
    next_year(tmp_path, entry='[entry.foot]\nfigures = ["gld"]\n')
    book = rulebooks.load_own(tmp_path / "eyfsp_2028")[0]
    assert entry_of(book).figures == ("gld",)
    assert entry_of(book).asks == of("eyfsp-2027").asks


ASK = {
    "title": "A nought",
    "question": "Nought?",
    "value": "0",
    "components": ["mark"],
    "choices": {"0": "Yes", "D": "No"},
}
CLOSED = {"when": "met_before", "components": ["mark"], "says": "Met.", "fix": "Open."}
BAD: list[tuple[dict[str, Any], str]] = [
    ({"asks": {"x": {**ASK, "value": "41"}}}, "entry.asks.x: mark does not take '41'"),
    ({"asks": {"x": {**ASK, "value": "A"}}}, "'A' itself is not among the choices"),
    ({"asks": {"x": {**ASK, "choices": {}}}}, "there is nothing to answer"),
    ({"asks": {"x": {**ASK, "title": ""}}}, "title: must be a text"),
    ({"asks": {"x": {**ASK, "fills": ["mark"]}}}, "mixed: must be a text"),
    ({"asks": {"x": {**ASK, "components": []}}}, "components: names no component"),
    ({"asks": {"x": {**ASK, "components": ["E99"]}}}, "there is no component 'E99'"),
    ({"asks": {"x": {**ASK, "components": "mark"}}}, "must be a list of texts"),
    ({"asks": {"x": {**ASK, "shoe": 1}}}, "entry.asks.x.shoe: means nothing here"),
    ({"asks": {"x": "why"}}, "entry.asks.x: must be a table"),
    ({"closed": {"x": {**CLOSED, "when": "rain"}}}, "'rain' is not one of tested"),
    ({"closed": {"x": {**CLOSED, "says": "{shoe}"}}}, "only {year} and {result}"),
    ({"closed": {"x": {**CLOSED, "openable": 1}}}, "must be true or false"),
    ({"foot": {"figures": ["shoes"]}}, "there is no measure 'shoes'"),
    ({"foot": {"sums": ["outcome"]}}, "outcome takes no mark"),
    ({"declares": {"true": ""}}, "entry.declares.true: must be a text"),
    ({"declares": {"x": "All {shoes}."}}, "entry.declares.x: only {pupils}"),
    ({"declares": "true"}, "entry.declares: must be a table"),
    ({"shoes": {}}, "entry.shoes: means nothing here"),
]


@pytest.mark.parametrize(("entry", "said"), BAD)
def test_what_cannot_stand_is_named(entry: dict[str, Any], said: str) -> None:
    book = replace(rulebooks.load("phonics-2026"), entry=entry)
    told = [f"{'.'.join(keys)}: {one}" for keys, one in faults(book)]
    assert any(said in one for one in told), told
    with pytest.raises(RulebookError, match="phonics-2026: entry"):
        entry_of(book)


def test_what_depends_on_a_result_before_needs_a_cohort_that_does() -> None:
    book = replace(rulebooks.load("ks1-2026"), entry={"closed": {"x": CLOSED}})
    told = [one for _, one in faults(book)]
    assert "no cohort of this book depends on a result before." in told


def test_lint_names_the_file_and_the_place(tmp_path: Path) -> None:
    next_year(tmp_path, entry='[entry.foot]\nfigures = ["shoes"]\n')
    (said,) = rulebooks.lint(tmp_path / "eyfsp_2028")
    assert said == (
        "eyfsp_2028/entry.toml: entry.foot.figures: there is no measure 'shoes'."
    )


def test_the_page_of_a_rulebook_tells_it() -> None:
    page = rulebooks.show(rulebooks.load("phonics-2026"))
    assert "## Where results are typed" in page
    assert "## What whoever signs declares of them\n\n- The results are true" in page
    assert "\n- The check was given and marked as" in page
    assert "- 0 asks: Scored zero, or did not take the check?" in page
    assert "- All results may be closed: Met the standard in [year]" in page
    assert "- At the foot, of Phonics mark: count and sum of the marks." in page
    page = rulebooks.show(rulebooks.load("eyfsp-2026"))
    assert "A then stands on all 17 goals. (Yes, for the whole setting;" in page
    assert "At the foot: Average points, assessed only; Average points, all" in page
    page = rulebooks.show(rulebooks.load("ks2-2026"))
    assert "- Reading, Maths may be closed: Takes the test" in page
    assert "Where results are typed" not in rulebooks.show(rulebooks.load("mtc-2026"))
    page = rulebooks.show(replace(rulebooks.load("phonics-2026"), entry={}))
    assert "Where results are typed" not in page
    assert "What whoever signs" not in page
