"""Confirmations as values, laid on rulebooks, and what is stale."""

from dataclasses import replace
from datetime import date

import pytest

from keystage import rulebooks
from keystage.rulebooks.overrides import (
    Fact,
    Overrides,
    Source,
    confirmed_lines,
    laid_on,
    stale,
)

KS2 = "ks2-2026"
SOURCE = Source("A_COMP.xlsx", "0123456789abcdef" * 4, date(2026, 6, 10))
ROW = ("KS2", "ENG", "TA", "REA", "NC")


def fact(about: str, of: str, *now: str, was: tuple[str, ...] = ()) -> Fact:
    return Fact(KS2, about, of, now, SOURCE.key, was)


def held(*facts: Fact) -> Overrides:
    return Overrides((SOURCE,), facts)


def test_facts_of_other_books_change_nothing() -> None:
    other = replace(fact("coding", "REA", *ROW), book="ks2-2025")
    book = rulebooks.load(KS2)
    assert laid_on(book, held(other)) is book
    assert rulebooks.load(KS2) is book
    assert not stale(book, held(other))


@pytest.mark.parametrize(
    "gone",
    [
        fact("coding", "XXX", *ROW),
        fact("coding", "REA", *ROW[:4], "NX"),
        fact("coding", "REA", *ROW[:4], "NX", was=(*ROW[:4], "NY")),
        fact("values", "XXX", "A"),
        fact("values", "REA", "A", "ZZ"),
        fact("add", "XXX", "A"),
        fact("add", "REA", "ZZ"),
        fact("drop", "XXX", "A"),
        fact("mark", "XXX", "0", "40"),
        fact("mark", "REA", "0", "40"),
        fact("number", "XXX", "7"),
        fact("number", "P02", "7"),
    ],
)
def test_a_confirmation_the_rulebook_has_outgrown_confirms_nothing_and_says_so(
    gone: Fact,
) -> None:
    book = rulebooks.load(KS2)
    assert laid_on(book, held(gone)) is book
    (said,) = stale(book, held(gone))
    assert said.startswith(f"ks2-2026: the confirmed {gone.about} of {gone.of} (")


def test_a_mark_the_rulebook_has_outgrown_is_stale() -> None:
    book = rulebooks.load("mtc-2026")
    gone = replace(fact("mark", "MTC", "0", "30", was=("0", "20")), book="mtc-2026")
    assert stale(book, held(gone))
    fits = replace(gone, was=("0", "25"))
    assert not stale(book, held(fits))


def test_what_changed_is_still_right_when_the_rulebook_catches_up() -> None:
    book = rulebooks.load(KS2)
    caught_up = fact("coding", "REA", *ROW, was=(*ROW[:4], "NX"))
    assert laid_on(book, held(caught_up)).components["REA"].coding.verified
    dropped = fact("drop", "REA", "GDS")  # reading never had it
    assert not stale(book, held(dropped))
    assert laid_on(book, held(dropped)).components["REA"] == book.components["REA"]


def test_a_code_already_there_is_added_once() -> None:
    book = laid_on(rulebooks.load(KS2), held(fact("add", "REA", "A")))
    assert book.components["REA"].codes.count("A") == 1


def test_a_code_taken_out_of_every_component_is_not_verified_by_that() -> None:
    book = rulebooks.load(KS2)
    facts = [fact("drop", key, "Q") for key in book.components]
    assert not laid_on(book, held(*facts)).codes["Q"].verified


def test_a_code_taken_out_goes_from_the_values_of_the_row_too() -> None:
    book = rulebooks.load(KS2)
    part = book.components["REA"]
    coding = replace(part.coding, values=("A", "Q"))
    narrowed = replace(book, components={"REA": replace(part, coding=coding)})
    after = laid_on(narrowed, held(fact("drop", "REA", "Q")))
    assert after.components["REA"].coding.values == ("A",)


def test_equal_confirmations_give_equal_digests_and_others_others() -> None:
    book = rulebooks.load(KS2)
    one, two = fact("coding", "REA", *ROW), fact("values", "REA", "A")
    assert laid_on(book, held(one)).digest == laid_on(book, held(one)).digest
    digests = {
        laid_on(book, held(*some)).digest for some in ([], [one], [two], [one, two])
    }
    assert len(digests) == 4


def test_a_page_shows_what_was_confirmed_and_nothing_where_nothing_was() -> None:
    book = rulebooks.load(KS2)
    assert not list(confirmed_lines(book))
    after = laid_on(book, held(fact("coding", "REA", *ROW)))
    lines = list(confirmed_lines(after))
    assert lines[2] == (
        "- `components.REA.coding`: KS2 ENG TA REA NC: A_COMP.xlsx, compared on "
        f"10 June 2026, SHA-256 {SOURCE.sha256}."
    )
    page = rulebooks.show(after)
    assert lines[2] in page
    assert "`KS2 ENG TA REA NC` (unverified)" in rulebooks.show(book)
    assert "`KS2 ENG TA REA NC` (unverified)" not in page


def test_newer_facts_replace_older_ones_and_unused_sources_go() -> None:
    later = Source("B.ods", "f" * 64, date(2026, 7, 1))
    first = held(
        fact("coding", "REA", *ROW[:4], "NX", was=ROW), fact("values", "REA", "A")
    )
    second = first.with_facts(
        later,
        [
            replace(
                fact("coding", "REA", *ROW, was=(*ROW[:4], "NX")), source=later.key
            ),
            replace(fact("values", "REA", "A", "Q"), source=later.key),
        ],
    )
    assert second.sources == (later,)
    assert [(one.about, one.now, one.was) for one in second.facts] == [
        ("coding", ROW, ()),
        ("values", ("A", "Q"), ()),
    ]


def test_adding_undoes_taking_out_and_the_reverse() -> None:
    first = held(fact("drop", "REA", "Q"), fact("drop", "REA", "A"))
    second = first.with_facts(SOURCE, [fact("add", "REA", "Q")])
    assert [(one.about, one.now) for one in second.facts] == [
        ("add", ("Q",)),
        ("drop", ("A",)),
    ]
    third = second.with_facts(SOURCE, [fact("drop", "REA", "Q")])
    assert {(one.about, one.now) for one in third.facts} == {
        ("drop", ("Q",)),
        ("drop", ("A",)),
    }
