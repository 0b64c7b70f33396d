"""Which collection and year a file holds, decided by what is in it."""

from dataclasses import replace

import pytest

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.core.records import Assessment, CtfFile
from keystage.intake import Options
from keystage.intake.recognise import Recognition, header_year, recognise, wanted_year
from keystage.intake.shelf import Shelf
from tests.unit.intake.makers import (
    FOUR_YEARS,
    ctf_file,
    eyfsp,
    given,
    kind,
    ks1,
    mark,
    pupil,
)


def found(file: CtfFile, **asked: object) -> Recognition:
    options = Options(**asked)  # type: ignore[arg-type] # the tests name its fields
    return recognise(file, FOUR_YEARS, options)


def one(*results: Assessment, **fields: str) -> CtfFile:
    return ctf_file([pupil(1, results)], **fields)


def test_a_file_is_known_by_its_results_whatever_its_descriptor_says() -> None:
    file = one(*eyfsp())
    file.header.descriptor = "Partial CTF containing Key Stage 1 data"
    seen = found(file)
    assert (seen.collections, seen.year) == (("eyfsp",), 2026)
    assert [book.id for book in seen.books] == ["eyfsp-2026"]


def test_several_collections_make_several_returns_in_order() -> None:
    seen = found(one(mark("33"), *ks1()))
    assert [book.id for book in seen.books] == ["ks1-2026", "phonics-2026"]
    assert seen.aside == {}


def test_one_collection_asked_for_sets_the_others_aside() -> None:
    seen = found(one(mark("33"), *ks1()), collection="phonics")
    assert [book.id for book in seen.books] == ["phonics-2026"]
    assert seen.aside == {("ks1", "2026"): 4}
    assert seen.collections == ("ks1", "phonics")


def test_a_collection_asked_for_and_not_there_leaves_what_is_there() -> None:
    seen = found(one(mark("33")), collection="ks2")
    assert [book.id for book in seen.books] == ["phonics-2026"]


def test_the_year_of_the_header_wins_over_a_newer_year() -> None:
    seen = found(one(*ks1(year=2026), mark("33", 2027), academic="2025"))
    assert (seen.year, seen.aside) == (2026, {("phonics", "2027"): 1})


def test_the_newest_year_is_taken_where_the_header_names_none_of_them() -> None:
    assert found(one(*ks1(year=2024), mark("33", 2025), academic="2026")).year == 2025


@pytest.mark.parametrize(
    ("years", "academic", "asked", "expected"),
    [
        ([2025, 2026], "2025", None, 2026),
        ([2025, 2026], "2025", 2025, 2025),
        ([2024, 2025], "2025", 2026, 2025),
        ([2024, 2025], "2023", 2026, 2024),
        ([2024, 2025], "MMXX", None, 2025),
        ([], "2025", 2026, None),
    ],
)
def test_the_year_is_asked_for_then_the_headers_then_the_newest(
    years: list[int], academic: str, asked: int | None, expected: int | None
) -> None:
    header = one(academic=academic).header
    assert wanted_year(years, header, asked) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [("2025", 2026), ("", None), ("25", None), ("\uff12\uff10\uff12\uff15", None)],
)
def test_the_header_gives_the_year_a_school_year_starts_in(
    text: str, year: int | None
) -> None:
    assert header_year(one(academic=text).header) == year


def test_results_of_other_years_and_stages_are_counted_by_what_they_are() -> None:
    other = given(kind("KS3", "ENG", "REA"), "5")
    seen = found(one(*ks1(), mark("12", 2025), other))
    assert seen.aside == {("KS3", "2026"): 1, ("phonics", "2025"): 1}
    assert seen.years == (2025, 2026)


def test_estimates_and_results_of_wales_are_set_aside() -> None:
    target = mark("40", status="T")
    welsh = mark("40", locale="WAL")
    seen = found(one(mark("33"), target, welsh))
    assert seen.aside == {("phonics estimates", "2026"): 2}
    assert seen.results == 3


def test_results_without_locale_or_status_are_real() -> None:
    seen = found(one(mark("33", status="", locale="")))
    assert (seen.collections, seen.aside) == (("phonics",), {})


def test_a_result_without_a_year_belongs_to_no_return() -> None:
    seen = found(one(mark("33"), mark("33", "26")))
    assert seen.aside == {("KS1", "26"): 1}


def test_codes_in_small_letters_are_the_same_codes() -> None:
    small = kind("ks1", "pho", "chk", method="tt", qualifier="nm")
    seen = found(one(given(small, "33")))
    assert list(seen.plans["phonics"].values()) == ["mark"]


def test_one_writers_phonics_rows_are_the_phonics_check() -> None:
    odd = kind("KS1", "PHO", "PHO", method="TA", qualifier="NM")
    assert list(found(one(given(odd, "33"))).plans["phonics"].values()) == ["mark"]


@pytest.mark.parametrize(
    ("stage", "subject", "component", "collection"),
    [
        ("EYF", "COM", "G01", "eyfsp"),
        ("EYF", "LIT", "E01", "eyfsp"),
        ("KS1", "XYZ", "XYZ", "ks1"),
    ],
)
def test_something_odd_on_a_collections_scale_belongs_to_it_unknown(
    stage: str, subject: str, component: str, collection: str
) -> None:
    seen = found(one(given(kind(stage, subject, component), "2")))
    assert list(seen.plans[collection].values()) == [""]


def test_a_mark_of_another_check_is_not_taken_for_phonics() -> None:
    tests = kind("KS1", "MAT", "MAT", method="TT", qualifier="NM")
    seen = found(one(mark("33"), given(tests, "40")))
    assert seen.aside == {("KS1", "2026"): 1}


def test_a_year_without_a_rulebook_is_seen_and_makes_no_return() -> None:
    seen = found(one(*ks1(year=2019), academic="2018"))
    assert (seen.year, seen.collections, seen.books) == (2019, ("ks1",), ())


def test_a_shelf_answers_by_the_closest_year_and_the_later_of_two() -> None:
    shelf = Shelf(["ks1-2024", "ks1-2026", "phonics-2020-autumn"], rulebooks.load)
    assert shelf.collections == ("ks1", "phonics")
    assert shelf.years("ks1") == (2024, 2026)
    assert shelf.years("phonics") == (2020,)
    assert shelf.years("eyfsp") == ()
    assert shelf.nearest("ks1", 2025).year == 2026
    assert shelf.nearest("ks1", 1999).year == 2024
    assert shelf.book("ks1", 2025) is None
    assert shelf.book("eyfsp", 2026) is None


def test_results_of_a_cancelled_summer_are_those_of_its_other_sitting() -> None:
    def load(name: str) -> Rulebook:
        status = "cancelled" if name.endswith("2020") else "statutory"
        return replace(rulebooks.load("ks1-2026"), id=name, status=status)

    names = ["ks1-2020-autumn", "ks1-2020", "ks2-2020", "ks1-2021-autumn", "ks1-2021"]
    shelf = Shelf(names, load)
    asked = [("ks1", 2020), ("ks2", 2020), ("ks1", 2021)]
    books = [shelf.book(*one) for one in asked]
    assert [book and book.id for book in books] == [
        "ks1-2020-autumn",
        "ks2-2020",
        "ks1-2021",
    ]


def test_a_coding_of_other_years_is_not_the_books() -> None:
    book = rulebooks.load("ks1-2026")
    reading = book.components["REA"]
    later = replace(reading, coding=replace(reading.coding, from_year=2030))
    changed = replace(book, components={**book.components, "REA": later})
    shelf = Shelf(["ks1-2026"], lambda _: changed)
    found = [shelf.identify(kind("KS1", "ENG", part)) for part in ("REA", "WRI")]
    assert [what and what.component for what in found] == ["", "WRI"]


def test_no_book_is_opened_that_a_result_has_no_need_of() -> None:
    opened: list[str] = []

    def load(name: str) -> Rulebook:
        opened.append(name)
        return rulebooks.load(name)

    shelf = Shelf(["eyfsp-2026", "ks1-2026", "ks1-2025", "ks2-2026"], load)
    assert shelf.identify(kind("KS1", "ENG", "REA")) == ("ks1", "REA")
    assert opened == ["eyfsp-2026", "ks1-2026"]
    assert shelf.identify(kind("KS1", "XXX", "XXX")) == ("ks1", "")
    assert opened == ["eyfsp-2026", "ks1-2026", "ks2-2026"]


def test_a_shelf_forgets_kinds_when_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("keystage.intake.shelf.books.MOST_KINDS", 2)
    shelf = Shelf(["ks1-2026"], rulebooks.load)
    kinds = [kind("KS1", "ENG", component) for component in ("REA", "WRI", "XXX")]
    first = [shelf.identify(part) for part in kinds]
    assert [shelf.identify(part) for part in kinds] == first
    assert [what and what.component for what in first] == ["REA", "WRI", ""]


def test_of_two_that_write_alike_one_of_an_authority_stands_back_unless_it_is_named() -> (
    None
):
    ours = replace(rulebooks.load("ks1-2026"), id="a-2026", collection="a")
    books = {"a-2026": ours, "ks1-2026": rulebooks.load("ks1-2026")}
    shelf = Shelf(books, books.__getitem__, own=["a"])
    row = kind("KS1", "ENG", "REA")
    assert shelf.identify(row) == ("ks1", "REA")
    assert shelf.preferring("a").identify(row) == ("a", "REA")
    assert shelf.identify(row) == ("ks1", "REA")
    assert shelf.preferring("b") is shelf.preferring(None) is shelf
    assert list(shelf.read_as("a-2026")) == ["ks1"]
    assert shelf.preferring("a").read_as("a-2026") == {}
    assert shelf.read_as("ks1-2026") == {}


def test_a_coding_of_other_years_is_read_as_nobodys() -> None:
    book = rulebooks.load("ks1-2026")
    part = book.components["REA"]
    odd = replace(part, coding=replace(part.coding, stage="XX", from_year=2030))
    ours = replace(book, id="a-2026", collection="a", components={"REA": odd})
    shelf = Shelf(["a-2026"], lambda _: ours, own=["a"])
    assert shelf.read_as("a-2026") == {}
