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
    assert not both(made)


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
