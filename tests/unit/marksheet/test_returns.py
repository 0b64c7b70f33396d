"""From lines to the rows the checks take, and both sorts of findings together."""

from keystage.checks.model import Context, RollEntry
from keystage.checks.run import run
from keystage.core.findings import Finding, Place, Severity
from keystage.marksheet.model import Hints, Marksheet
from keystage.marksheet.read import read
from keystage.marksheet.returns import to_return, together
from keystage.tables import Area, Kind
from tests.unit.marksheet.making import (
    HEADS,
    MINA,
    OLA,
    SHELF,
    book,
    like,
    one,
    reading,
    sheet,
)

ROLL = {
    MINA[0]: RollEntry(MINA[0], "Ashdown", "Mina", "2018-11-05", "F", "2", "Oak"),
}


def both(made: Marksheet) -> list[Finding]:
    return together(made, run(made.book, to_return(made), Context(year=2026)).findings)


def test_a_row_knows_its_cells_blank_ones_too() -> None:
    row = to_return(reading(HEADS, (*MINA[:4], ""))).rows[0]
    assert row.place == Place(sheet="Phonics", row=2)
    assert row.cells["upn"].place == Place(sheet="Phonics", row=2, column="A")
    assert row.cells["mark"].place == Place(sheet="Phonics", row=2, column="E")
    assert not row.results
    assert row.cohort == "year2"


def test_the_roll_completes_what_the_marksheet_does_not_say() -> None:
    row = to_return(reading(HEADS, MINA), ROLL).rows[0]
    assert (row.sex, row.nc_year, row.group) == ("F", "2", "Oak")
    heads = (*HEADS, "Sex", "Class", "Year")
    own = to_return(reading(heads, (*MINA, "", "Elm", "1")), ROLL).rows[0]
    assert (own.sex, own.nc_year, own.group) == ("", "1", "Elm")


def test_a_result_that_is_missing_is_told_at_its_blank_cell() -> None:
    made = reading(HEADS, (*MINA[:4], ""), OLA)
    (missing,) = both(made)
    assert (missing.rule, missing.place) == (
        "R01",
        Place(sheet="Phonics", row=2, column="E"),
    )


def test_what_follows_from_a_named_cell_goes_beneath_it() -> None:
    made = reading(HEADS, (*MINA[:4], like("32", formula=True)), OLA)
    (told,) = both(made)
    assert told.rule == "SHEET-FORMULA"
    assert [below.rule for below in told.consequences] == ["R01"]


def test_what_follows_from_a_missing_or_doubled_column_goes_beneath_it() -> None:
    made = reading(("UPN", "Mark", "Phonics mark"), (MINA[0], "1", "2"))
    told = {each.message: [c.rule for c in each.consequences] for each in both(made)}
    assert list(told.values()) == [["R01"], []]
    lacking = reading((*HEADS[:4], "Outcome"), (*MINA[:4], "WA"))
    (said,) = both(lacking)
    assert [below.rule for below in said.consequences] == ["R01"]


def test_words_a_column_for_a_sex_and_a_place_in_the_sheet_ask_nothing_of_a_marksheet() -> (
    None
):
    made = reading((*HEADS, "Sex"), (*MINA[:4], "absent", "girl"))
    assert [each.rule for each in both(made)] == ["SHEET-WORDS"]


def test_a_check_quotes_the_cell_and_not_what_was_read_of_it() -> None:
    made = reading(HEADS, (*MINA[:3], "05/11/1918", "3"))
    quoted = [(each.rule, each.value) for each in both(made)]
    assert quoted == [("P13", "05/11/1918")]


def test_findings_that_stand_nowhere_are_left_as_they_are() -> None:
    made = reading(HEADS, MINA)
    nowhere = Finding("X", Severity.NOTE, "", subject="mark", value="a")
    header = Finding("X", Severity.NOTE, "", subject="mark", place=Place(line=3))
    other = Finding("X", Severity.NOTE, "", value="a", place=Place(sheet="Phonics"))
    assert together(made, [nowhere, header, other]) == [nowhere, header, other]


def test_a_merged_cell_has_what_is_missing_beneath_it() -> None:
    area = [Area(2, 5, 3, 5), Area(2, 1, 2, 2)]
    held = book(sheet(HEADS, MINA, OLA, merges=area))
    first, _ = both(read(held, SHELF, Hints(year=2026)))
    assert {below.rule for below in first.consequences} == {"P01", "P08", "R01"}


def test_a_mark_as_a_number_is_the_mark() -> None:
    made = reading(HEADS, (*MINA[:4], like("32", Kind.NUMBER)))
    assert to_return(made).rows[0].value("mark") == "32"
    assert not both(made)
    odd = reading(HEADS, (*MINA[:4], like("32", Kind.ERROR)))
    assert one(odd, "SHEET-ERROR-CELL").value == "32"


def test_a_cell_that_is_not_taken_is_headed_by_pupil_and_result() -> None:
    made = reading(HEADS, (*MINA[:4], like("32", formula=True)))
    found = one(made, "SHEET-FORMULA")
    assert found.pupil is not None
    assert (found.pupil.surname, found.pupil.upn) == ("Ashdown", MINA[0])
    assert (found.subject, found.collection) == ("mark", "phonics")
    nameless = reading(("Surname", "Mark"), ("Ash", like("3", formula=True)))
    pupil = one(nameless, "SHEET-FORMULA").pupil
    assert pupil is not None
    assert pupil.upn == ""


def test_a_whole_name_is_not_told_twice_and_is_quoted_whole() -> None:
    heads = ("UPN", "Pupil", "DOB", "Mark")
    made = reading(heads, (MINA[0], "Ashdown, M1na", MINA[3], ""))
    told = both(made)
    who = {(each.pupil.surname, each.pupil.forename) for each in told if each.pupil}
    assert who == {("Ashdown", "M1na")}
    assert {each.value for each in told if each.subject == "forename"} <= {
        "Ashdown, M1na"
    }


def test_month_first_dates_are_said_once_with_what_follows_beneath() -> None:
    rows = [
        (MINA[0], "Ashdown", "Mina", "11/25/2019", "32"),
        (OLA[0], "Birch", "Ola", "11/26/2019", "32"),
        ("J004100124001", "Cole", "Ada", "05/11/2019", "32"),
        ("X", "Dean", "Eli", "2019-11-05", "32"),
    ]
    said = next(each for each in both(reading(HEADS, *rows)) if each.rule == _DATES)
    assert "2 of 3 can be nothing else (rows 2 to 3)" in said.message
    assert [below.rule for below in said.consequences] == ["P11", "P11"]
    mixed = [*rows, (OLA[0], "Elm", "Ola", "25/11/2019", "32")]
    made = reading(HEADS, *mixed)
    assert "Some dates here have the month first" in one(made, _DATES).message
    assert made.misdated == {("Phonics", 2), ("Phonics", 3)}


_DATES = "SHEET-DATES"


def test_a_column_nobody_knows_explains_nothing_else() -> None:
    made = reading((*HEADS, "Target"), (*MINA[:4], "", "30"))
    told = {each.rule: each.consequences for each in both(made)}
    assert told.keys() == {"SHEET-COLUMNS", "R01"}
    assert not any(told.values())


def test_a_shortened_code_is_refused_with_the_code_it_may_be() -> None:
    heads = ("UPN", "Surname", "Forename", "DOB", "Reading", "Writing", "Maths")
    row = (MINA[0], "Ashdown", "Mina", "2018-11-05", "GD", "P", "Greater")
    made = reading((*heads, "Science"), (*row, "EXS"), collection="ks1")
    fixes = {each.subject: each.fix for each in both(made) if each.value in row}
    assert "Perhaps GDS is meant." in fixes["REA"]
    assert "Perhaps" not in fixes.get("WRI", "") + fixes.get("MAT", "")
