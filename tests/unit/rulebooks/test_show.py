"""A rulebook printed whole."""

import dataclasses
import json

import pytest

from keystage import rulebooks

HELD = [n for n in rulebooks.available() if rulebooks.load(n).status != "cancelled"]


@pytest.mark.parametrize("name", HELD)
def test_the_page_holds_every_code_subject_and_rule(name: str) -> None:
    book = rulebooks.load(name)
    page = rulebooks.show(book)
    assert page.startswith(f"# {book.title}\n")
    assert page.endswith(f"`{book.digest}`\n")
    for code in book.codes.values():
        assert f"### {code.id}: {code.name}" in page
    for part in book.components.values():
        assert part.title in page
    for check in book.checks.values():
        assert check.message in page


def test_a_cancelled_year_is_a_page_of_one_sentence() -> None:
    page = rulebooks.show(rulebooks.load("eyfsp-2020"))
    assert "Cancelled.\n\n## Guidance\n\n**Cancelled.** The profile of summer" in page
    assert "## Codes" not in page


def test_what_is_not_certain_says_so() -> None:
    page = rulebooks.show(rulebooks.load("phonics-2025"))
    assert "1 September 2018 to 31 August 2019 (unverified)" in page
    assert "`KS1 PHO TT CHK NY` (unverified)" in page
    assert "9 June 2025 (unverified)" in page
    assert "The Department's number: 1510 (unverified)" in page


def test_a_provisional_year_says_so_and_has_no_dates() -> None:
    page = rulebooks.show(rulebooks.load("ks2-2027"))
    assert "**Provisional**" in page
    assert "## Dates" not in page


def test_a_threshold_is_shown_only_where_it_has_a_day() -> None:
    old = rulebooks.show(rulebooks.load("phonics-2024"))
    assert "32, shown from 24 June 2024." in old
    new = rulebooks.show(rulebooks.load("phonics-2026"))
    assert "Not published yet; until then there are marks only." in new
    assert "32" not in new.partition("Digest")[0]


def test_the_json_has_everything_but_a_threshold_not_published() -> None:
    plain = json.loads(rulebooks.show(rulebooks.load("phonics-2026"), "json"))
    assert plain["id"] == "phonics-2026"
    assert plain["cohorts"][0]["born_from"] == "2019-09-01"
    assert plain["threshold"]["mark"] is None
    plain = json.loads(rulebooks.show(rulebooks.load("phonics-2024"), "json"))
    assert plain["threshold"]["mark"] == 32


def test_an_open_day_is_not_known() -> None:
    book = rulebooks.load("phonics-2025")
    opened = tuple(dataclasses.replace(one, day=None) for one in book.deadlines)
    page = rulebooks.show(dataclasses.replace(book, deadlines=opened))
    assert "not known (unverified)" in page


def test_a_rulebook_without_measures_has_no_such_section() -> None:
    book = rulebooks.load("mtc-2026")
    assert "## Measures" in rulebooks.show(book)
    assert "## Measures" not in rulebooks.show(dataclasses.replace(book, measures={}))


def test_a_table_of_movers_may_take_nothing_as_usual() -> None:
    book = rulebooks.load("eyfsp-2026")
    assert "Taken as usual: " in rulebooks.show(book)
    movement = {k: v for k, v in book.movement.items() if k != "usual"}
    bare = dataclasses.replace(book, movement=movement)
    assert "Taken as usual: " not in rulebooks.show(bare)


def test_no_text_of_an_authority_becomes_a_tag_in_markdown() -> None:
    book = rulebooks.load("ks1-2026")
    source = "See <script>x</script> & `a < b`"
    own = dataclasses.replace(
        book, title="Ours <b>", sources=dict.fromkeys(book.sources, source)
    )
    page = rulebooks.show(own)
    assert page.startswith("# Ours &lt;b>")
    assert "See &lt;script>x&lt;/script> & `a < b`" in page
    shown = rulebooks.show(own, "html")
    assert "&lt;script&gt;x" in shown
    assert "&amp;lt;" not in shown
