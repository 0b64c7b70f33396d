"""Rulebooks by id."""

import dataclasses
import hashlib
from datetime import date
from pathlib import Path

import pytest

from keystage import rulebooks
from keystage.core.errors import RulebookError
from tests.unit.rulebooks.shelf import next_year, write

# The newest year there is: a year more must break no test.
NEWEST = max(int(name.split("-")[1]) for name in rulebooks.available())
SINCE_2017 = NEWEST - 2016


def test_every_collection_has_every_year_and_phonics_two_autumns() -> None:
    years = [str(year) for year in range(2017, NEWEST + 1)]
    four = [f"{c}-{year}" for c in ("eyfsp", "phonics", "ks1", "ks2") for year in years]
    tables = [f"mtc-{year}" for year in years if year >= "2022"]
    autumns = ["phonics-2020-autumn", "phonics-2021-autumn"]
    assert rulebooks.available() == tuple(sorted([*four, *tables, *autumns]))


def test_books_are_found_by_collection_year_or_both() -> None:
    assert rulebooks.books_for("phonics", 2026) == ("phonics-2026",)
    assert len(rulebooks.books_for("phonics")) == SINCE_2017 + 2
    assert rulebooks.books_for("phonics", 2020) == (
        "phonics-2020",
        "phonics-2020-autumn",
    )
    assert len(rulebooks.books_for(year=2026)) == 5
    assert rulebooks.books_for() == rulebooks.available()
    assert rulebooks.books_for("ks3", 2026) == ()


def test_a_book_is_loaded_once() -> None:
    assert rulebooks.load("ks2-2026") is rulebooks.load("ks2-2026")


def test_a_book_may_come_from_another_folder(tmp_path: Path) -> None:
    next_year(tmp_path)
    book = rulebooks.load("eyfsp-2028", (tmp_path,))
    assert book.year == 2028
    assert book.cohorts[0].born_from == date(2022, 9, 1)
    assert book.ctf.versions == ("27.0", "28.0")


def test_a_wrong_book_is_refused_with_all_its_faults(tmp_path: Path) -> None:
    next_year(tmp_path, 'status = "voluntary"\nrevision = "two"')
    with pytest.raises(RulebookError) as caught:
        rulebooks.load("eyfsp-2028", (tmp_path,))
    first, second = str(caught.value).splitlines()
    assert first.startswith("eyfsp_2028/rulebook.toml: status: 'voluntary' is not one")
    assert second.startswith("eyfsp_2028/rulebook.toml: revision: must be a whole")


def test_a_book_that_is_not_there_is_refused() -> None:
    with pytest.raises(RulebookError, match="no rulebook called ks3_2026"):
        rulebooks.load("ks3-2026")


def test_the_shared_part_is_no_book_by_itself() -> None:
    with pytest.raises(RulebookError, match="collection"):
        rulebooks.load("common")


def test_the_digest_changes_with_a_rule_and_not_with_an_example(tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in "abc")
    next_year(one)
    next_year(two, examples='[examples.P07.more]\nsays = "More."\nfires = false')
    next_year(three, checks='[checks.P07]\nseverity = "note"')
    digests = [
        rulebooks.load("eyfsp-2028", (root,)).digest for root in (one, two, three)
    ]
    assert digests[0] == digests[1] != digests[2]
    assert len(digests[0]) == 64


def test_books_of_different_years_have_different_digests() -> None:
    digests = {rulebooks.load(name).digest for name in rulebooks.available()}
    assert len(digests) == len(rulebooks.available())


def test_an_authority_may_choose_whether_to_collect_what_is_optional() -> None:
    book = rulebooks.load("ks1-2026")
    chosen = rulebooks.with_status(book, "optional_not_collected")
    assert chosen == dataclasses.replace(book, status="optional_not_collected")
    assert rulebooks.with_status(chosen, "optional_collected") == book


@pytest.mark.parametrize(
    ("name", "status"),
    [("ks2-2026", "optional_collected"), ("ks1-2026", "statutory")],
)
def test_an_authority_can_neither_drop_a_duty_nor_make_one(
    name: str, status: str
) -> None:
    with pytest.raises(RulebookError, match="cannot be made"):
        rulebooks.with_status(rulebooks.load(name), status)


def test_a_coding_may_differ_from_what_all_rows_share(tmp_path: Path) -> None:
    own = "[components.E01.coding]\nfrom_year = 2028\nverified = false\nvalues = ['1']"
    next_year(tmp_path, fields=own)
    parts = rulebooks.load("eyfsp-2028", (tmp_path,)).components
    assert (parts["E01"].coding.from_year, parts["E01"].coding.verified) == (
        2028,
        False,
    )
    assert parts["E01"].coding.values == ("1",)
    assert (parts["E02"].coding.from_year, parts["E02"].coding.verified) == (2022, True)


def test_examples_of_a_check_there_is_not_are_a_fault(tmp_path: Path) -> None:
    next_year(tmp_path, examples='[examples.P99.one]\nsays = "One."')
    with pytest.raises(RulebookError, match=r"eyfsp_2028/examples.toml: examples.P99"):
        rulebooks.load("eyfsp-2028", (tmp_path,))


def test_a_book_without_words_or_year_still_says_what_is_wrong(tmp_path: Path) -> None:
    write(tmp_path, "ks1_2030", rulebook='collection = "ks1"\nwords = 3\ntitle = "<x>"')
    with pytest.raises(RulebookError) as caught:
        rulebooks.load("ks1-2030", (tmp_path,))
    assert "<x> is neither a year nor a word" in str(caught.value)
    assert "year: must be a whole number" in str(caught.value)


@pytest.mark.parametrize("name", rulebooks.available())
def test_the_digest_of_a_book_is_that_of_its_canonical_form(name: str) -> None:
    form = rulebooks.resolved(name)
    assert hashlib.sha256(form).hexdigest() == rulebooks.load(name).digest


def test_there_is_no_canonical_form_of_a_book_there_is_not() -> None:
    with pytest.raises(RulebookError):
        rulebooks.resolved("phonics-1999")
