"""The columns of a marksheet, and what a template says of itself."""

import pytest

from keystage import rulebooks
from keystage.marksheet import headings
from keystage.marksheet.grid import Kind, columns
from keystage.marksheet.reading.match import IGNORED, Matcher
from keystage.marksheet.tag import (
    LINE,
    Tag,
    from_properties,
    of_workbook,
    to_properties,
)
from tests.unit.marksheet.making import book, sheet

BOOKS = rulebooks.available()


@pytest.mark.parametrize("name", BOOKS)
def test_every_rulebook_has_the_columns_of_its_results_and_no_id_twice(
    name: str,
) -> None:
    book = rulebooks.load(name)
    grid = columns(book)
    ids = [one.id for one in grid]
    assert len(set(ids)) == len(ids)
    results = [one.id for one in grid if one.kind is Kind.RESULT]
    assert sorted(results) == sorted(book.components)
    assert ids[:4] == ["upn", "surname", "forename", "dob"]


@pytest.mark.parametrize("name", BOOKS)
def test_what_we_head_a_column_we_read_as_that_column(name: str) -> None:
    book = rulebooks.load(name)
    matcher = Matcher(book)
    for one in columns(book):
        wanted = IGNORED if one.kind is Kind.DERIVED else one.id
        assert matcher.meaning(one.title) == wanted
        if one.kind is Kind.RESULT:
            assert matcher.meaning(one.id) == one.id
            assert matcher.meaning(f"{one.area}: {one.title}") == one.id


def test_a_column_says_what_belongs_there_and_never_what_only_the_authority_may_give() -> (
    None
):
    mark = next(one for one in columns(rulebooks.load("phonics-2026")) if one.is_mark)
    assert (mark.minimum, mark.maximum, mark.codes) == (0, 40, ("A", "D", "L"))
    assert mark.note == "Phonics mark: 0 to 40, A, D, L."
    sex = {one.id: one for one in columns(rulebooks.load("phonics-2017"))}["sex"]
    assert (sex.title, sex.is_mark) == ("Gender", False)


def test_a_good_level_of_development_is_worked_out() -> None:
    derived = [
        c.id for c in columns(rulebooks.load("eyfsp-2026")) if c.kind is Kind.DERIVED
    ]
    assert {"gld", "points"} <= set(derived)


def test_a_tag_comes_back_as_it_was_and_nothing_else_is_one() -> None:
    tag = Tag("phonics-2026", "abc", "9991234", "0.1", name="Larkspur Lane")
    assert from_properties(to_properties(tag)) == tag
    assert from_properties({"Keystage school": "9991234"}) is None
    assert "Keystage school" not in to_properties(Tag("phonics-2026"))


@pytest.mark.parametrize(
    ("collection", "heading", "meant"),
    [
        ("eyfsp-2026", "ELG 9", "E09"),
        ("eyfsp-2026", "ELG09 Word reading", "E09"),
        ("eyfsp-2026", "LIT - Word Reading", "E09"),
        ("eyfsp-2026", "Literacy: Word reading (2026)", "E09"),
        ("eyfsp-2026", "E9", "E09"),
        ("eyfsp-2026", "People, culture & communities outcome", "E14"),
        ("eyfsp-2026", "Literacy", ""),
        ("eyfsp-2026", "ELG Total Score", IGNORED),
        ("eyfsp-2026", "Good Level of Development", IGNORED),
        ("phonics-2026", "Phonics", "mark"),
        ("phonics-2026", "Phonics check (2026)", "mark"),
        ("phonics-2026", "Year 1 mark", ""),
        ("phonics-2026", "Points", ""),
        ("phonics-2026", "Still blank", IGNORED),
        ("phonics-2026", "LAESTAB", "school"),
        ("ks1-2026", "KS1 Reading TA", "REA"),
        ("ks1-2026", "Mathematics teacher assessment", "MAT"),
        ("ks1-2026", "m/f", "sex"),
        ("ks1-2026", "First Name", "forename"),
        ("ks1-2026", "***", ""),
    ],
)
def test_headings_are_read_in_peoples_own_words(
    collection: str, heading: str, meant: str
) -> None:
    assert Matcher(rulebooks.load(collection)).meaning(heading) == meant


def test_no_heading_of_a_pupil_means_two_things() -> None:
    ways = [
        headings.plain(way)
        for section in (
            headings.identity(),
            headings.about(),
            headings.roll(),
            headings.besides(),
        )
        for one in section.values()
        for way in dict.fromkeys(map(headings.plain, one.ways))
    ]
    assert len(set(ways)) == len(ways)
    assert headings.long()["result"].label == "Result"


def test_what_is_too_long_for_a_heading_is_none() -> None:
    matcher = Matcher(rulebooks.load("eyfsp-2026"))
    assert matcher.meaning("elg" * 60 + "1") == "E01"
    assert matcher.meaning("elg" * 40_000) == ""


@pytest.mark.parametrize(
    ("first", "name", "school"),
    [
        ("School Larkspur Lane 9991234", "Larkspur Lane", "9991234"),
        ("School St Mary 2 999123", "St Mary 2", "999123"),
        ("School 9991234", "", "9991234"),
        ("School Larkspur Lane", "Larkspur Lane", ""),
        ("Made today", "", ""),
    ],
)
def test_the_second_line_says_whose_template_it_is(
    first: str, name: str, school: str
) -> None:
    rules = LINE.format(rulebook="phonics-2026", revision=1, version="0.1")
    found = of_workbook(book(sheet(("Phonics",), (f"{first}   ·   {rules}",))))
    assert found == Tag("phonics-2026", "", school, "0.1", name=name)
