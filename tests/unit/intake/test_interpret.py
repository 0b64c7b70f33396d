"""From the texts of a file to rows a rulebook understands."""

import pytest

from keystage import rulebooks
from keystage.core.records import CtfFile, Element, Return
from keystage.intake import Options
from keystage.intake.interpret import (
    Reading,
    cohort_of,
    interpret,
    reader_of,
    school_number,
    tidy_name,
    tidy_value,
    year_group,
)
from keystage.intake.recognise import recognise
from keystage.intake.shelf import standard
from tests.unit.intake.makers import (
    ctf_file,
    entry,
    eyfsp,
    given,
    kind,
    ks1,
    mark,
    number,
    outcome,
    pupil,
)


def returns(file: CtfFile, reading: Reading | None = None) -> dict[str, Return]:
    found = recognise(file, standard(), Options())
    return {
        book.collection: interpret(file, book, found.plans, reading or Reading())
        for book in found.books
    }


def only(file: CtfFile, reading: Reading | None = None) -> Return:
    (return_,) = returns(file, reading).values()
    return return_


@pytest.mark.parametrize(
    ("collection", "component", "text", "value"),
    [
        ("ks1", "REA", "EXS", "EXS"),
        ("ks1", "REA", "exs", "EXS"),
        ("ks1", "REA", "\u00a0EXS\u200b", "EXS"),
        ("ks1", "REA", "E\u00adXS", "EXS"),
        ("ks1", "REA", "E XS", "E XS"),
        ("ks1", "REA", "\u0415XS", "\u0415XS"),
        ("ks1", "REA", "\uff25\uff38\uff33", "\uff25\uff38\uff33"),
        ("ks1", "REA", "P\u212a1", "P\u212a1"),
        ("ks1", "SCI", "GDS", "GDS"),
        ("eyfsp", "E01", "Expected", "2"),
        ("eyfsp", "E01", "absent", "A"),
        ("phonics", "mark", "32 ", "32"),
        ("phonics", "mark", "032", "032"),
        ("phonics", "mark", "a", "A"),
        ("phonics", "outcome", "Wa", "WA"),
        ("phonics", "mark", "", ""),
    ],
)
def test_a_text_becomes_the_rulebooks_code_or_stays_as_sent(
    collection: str, component: str, text: str, value: str
) -> None:
    book = rulebooks.load(f"{collection}-2026")
    assert reader_of(book, book.components[component])(text) == value


def test_a_reader_forgets_texts_when_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("keystage.marksheet.values._MOST_TEXTS", 2)
    book = rulebooks.load("ks1-2026")
    read = reader_of(book, book.components["REA"])
    assert [read(text) for text in ("exs", "gds", "wts", "exs")] == [
        *("EXS", "GDS", "WTS", "EXS"),
    ]


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("Ashdown", "Ashdown"),
        ("  van  der\tBerg ", "van der Berg"),
        ("Zo\u00eb\u200b", "Zo\u00eb"),
        ("\u202eAshdown", "Ashdown"),
        ("Ann\u00a0Marie", "Ann Marie"),
        ("O\u2019Brien", "O\u2019Brien"),
    ],
)
def test_names_lose_what_nobody_sees(text: str, tidied: str) -> None:
    assert tidy_name(text) == tidied


def test_a_value_is_never_changed_inside() -> None:
    assert tidy_value(" 3 2 ") == "3 2"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("R", "R"),
        ("Reception", "R"),
        ("YR", "R"),
        ("Year 1", "1"),
        ("Y2", "2"),
        ("yr 3", "3"),
        ("01", "1"),
        ("N2", "N2"),
        ("14", "14"),
        ("15", ""),
        ("Oak class", ""),
        ("M", ""),
        ("", ""),
    ],
)
def test_a_year_group_is_read_in_the_ways_people_write_it(text: str, year: str) -> None:
    assert year_group(text) == year


@pytest.mark.parametrize(
    ("la", "estab", "school"),
    [
        ("999", "1001", "9991001"),
        ("999", "LLLL", ""),
        ("", "", ""),
        ("99", "\uff11001", ""),
    ],
)
def test_a_school_is_known_by_seven_digits(la: str, estab: str, school: str) -> None:
    assert school_number(la, estab) == school


@pytest.mark.parametrize(
    ("nc_year", "dob", "cohort"),
    [
        ("1", "2001-01-01", "year1"),
        ("2", "", "year2"),
        ("3", "2019-11-05", ""),
        ("", "2019-11-05", "year1"),
        ("", "2019-08-31", "year2"),
        ("", "2010-01-01", ""),
        ("", "05/11/2019", ""),
    ],
)
def test_the_year_group_decides_the_cohort_and_else_the_age(
    nc_year: str, dob: str, cohort: str
) -> None:
    assert cohort_of(nc_year, dob, rulebooks.load("phonics-2026").cohorts) == cohort


def test_a_row_keeps_the_texts_as_sent_and_where_they_stood() -> None:
    sent = pupil(
        1, [mark("33 ")], upn=f" {number(1).lower()} ", surname="Ash\u200bdown"
    )
    sent.lines = {"upn": 7, "surname": 8}
    (row,) = only(ctf_file([sent])).rows
    assert (row.upn, row.surname) == (number(1), "Ashdown")
    assert row.cells["surname"].text == "Ash\u200bdown"
    assert row.cells["upn"].place.line == 7
    assert row.cells["upn"].place.path == "/CTfile/CTFpupilData/Pupil[1]/UPN"
    (result,) = row.results["mark"]
    assert (result.value, result.cell.text, result.number) == ("33", "33 ", 1)
    assert result.cell.place.path == (
        "/CTfile/CTFpupilData/Pupil[1]/StageAssessments/KeyStage[1]"
        "/StageAssessment[1]/Result"
    )


def test_a_field_that_is_absent_is_not_one_that_is_blank() -> None:
    sent = pupil(1, [mark("33")], dob="", surname="")
    sent.lines = {"surname": 4}
    (row,) = only(ctf_file([sent])).rows
    assert "dob" not in row.cells
    assert row.cells["surname"].text == ""


def test_sections_give_year_group_former_upn_and_postcode() -> None:
    sent = pupil(1, [mark("33")], nc_year="Y1")
    sent.sections[0].children += [Element("FormerUPN", " A1 "), Element("UPN", "B2")]
    sent.sections.append(
        Element("Address", children=[Element("PostCode", "ZZ9 9ZZ", line=9)])
    )
    (row,) = only(ctf_file([sent])).rows
    assert (row.nc_year, row.cells["nc_year"].text) == ("1", "Y1")
    assert row.cells["former_upn"].text == "A1"
    assert row.cells["postcode"].place.line == 9
    assert (row.cells["postcode"].place.path or "").endswith("/Address/PostCode")


@pytest.mark.parametrize(
    ("version", "deviations", "element"),
    [
        ("25.0", [], "Sex"),
        ("23.0", [], "Gender"),
        ("23", [], "Gender"),
        ("24", [], "Sex"),
        ("2" * 4_301, [], "Sex"),
        ("25.0", ["CTF-GENDER"], "Gender"),
        ("new", [], "Sex"),
    ],
)
def test_the_place_of_sex_has_the_name_the_file_gives_it(
    version: str, deviations: list[str], element: str
) -> None:
    file = ctf_file([pupil(1, [mark("33")])], version=version)
    file.dialect.deviations = deviations
    path = only(file).rows[0].cells["sex"].place.path
    assert (path or "").endswith(f"/{element}")


def test_the_same_result_twice_is_kept_twice_in_order() -> None:
    (row,) = only(ctf_file([pupil(1, [mark("33"), mark("34")])])).rows
    assert [(part.value, part.number) for part in row.results["mark"]] == [
        ("33", 1),
        ("34", 2),
    ]


def test_mark_and_outcome_are_two_components() -> None:
    (row,) = only(ctf_file([pupil(1, [outcome("WA"), mark("33")])])).rows
    assert {name: part[0].number for name, part in row.results.items()} == {
        "outcome": 1,
        "mark": 2,
    }


def test_what_the_rulebook_does_not_know_is_kept_beside() -> None:
    old = given(kind("EYF", "COM", "G01"), "3 ")
    (row,) = only(ctf_file([pupil(1, [old, *eyfsp()])])).rows
    assert [(part.component, part.value) for part in row.others] == [("G01", "3")]


def test_in_a_file_with_one_collection_those_outside_every_cohort_need_a_result() -> (
    None
):
    file = ctf_file(
        [
            pupil(1, [mark("33")]),
            pupil(2, dob="2015-01-01"),
            pupil(3, [mark("33")], dob="2015-01-01"),
            pupil(4, nc_year="5"),
            pupil(5, nc_year="1", dob="2015-01-01"),
            pupil(6, dob=""),
            pupil(7, dob="soon"),
            pupil(8, [mark("20", 2023)], dob="2015-01-01"),
        ]
    )
    assert [row.position for row in only(file).rows] == [1, 3, 5, 6, 7]


def test_in_a_file_with_several_each_pupil_is_where_they_belong() -> None:
    file = ctf_file(
        [
            pupil(1, [mark("33")]),
            pupil(2, ks1(), dob="2019-01-01"),
            pupil(3, [*ks1(), mark("33")], dob="2019-01-01"),
            pupil(4, dob="2020-01-01"),
            pupil(5, dob="2012-01-01"),
            pupil(6, ks1(), dob="2020-01-01"),
            pupil(7, eyfsp(), dob="2021-01-01"),
        ]
    )
    places = {
        name: [row.position for row in return_.rows]
        for name, return_ in returns(file).items()
    }
    assert places == {"eyfsp": [7], "ks1": [2, 3, 6], "phonics": [1, 3, 4]}


def test_a_pupil_with_only_unknown_results_of_a_collection_belongs_to_it() -> None:
    odd = given(kind("KS1", "XYZ", "XYZ"), "EXS")
    file = ctf_file([pupil(1, [mark("33")]), pupil(2, [odd], dob="2012-01-01")])
    assert [row.position for row in returns(file)["ks1"].rows] == [2]


def test_the_roll_gives_class_and_year_group_the_file_leaves_out() -> None:
    roll = {number(1): entry(1, "Year 2", group="2 Elm"), number(2): entry(2, "2")}
    sent = [pupil(1, [mark("33")]), pupil(2, [mark("33")], nc_year="1"), pupil(3)]
    rows = only(ctf_file(sent), Reading(roll)).rows
    assert [(row.nc_year, row.group, row.cohort) for row in rows] == [
        ("2", "2 Elm", "year2"),
        ("1", "", "year1"),
        ("", "", "year1"),
    ]


def test_a_return_says_whose_it_is() -> None:
    file = ctf_file([pupil(1, [mark("33")])])
    file.header.source.urn = "512345"
    return_ = only(file)
    assert (return_.collection, return_.year) == ("phonics", 2026)
    assert (return_.school, return_.urn) == ("9991001", "512345")
    assert return_.header is file.header
