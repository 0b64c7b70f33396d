"""Headings, years, values and rows as people and programs write them."""

from dataclasses import replace

import pytest

from keystage.core.errors import UsageError
from keystage.rulebooks.official import read_table
from keystage.rulebooks.official.entries import entries
from keystage.rulebooks.official.values import listed
from keystage.tables import Cell, Kind, Sheet, Workbook, read
from tests.unit.rulebooks.official.sheets import HEADINGS, table, workbook
from tests.unit.tables.making import xlsx_parts, xlsx_rows, zipped

ROW = ["KS2", "ENG", "TA", "WRI", "Writing", "NC", "Result", "Coded", "EXS", "", "", ""]
KEY = ("KS2", "ENG", "TA", "WRI", "NC")


def row(**parts: str) -> list[str]:
    """Return the usual row with other texts, by column."""
    names = "stage subject method component text qualifier field type values meaning"
    at = {name: place for place, name in enumerate([*names.split(), "start", "end"])}
    made = list(ROW)
    for name, text in parts.items():
        made[at[name]] = text
    return made


@pytest.mark.parametrize(
    "headings",
    [
        [
            "STAGE",
            "subject",
            " Method ",
            "component",
            "Result_Qualifier",
            "Result Values",
        ],
        ["Key Stage", "Subject Code", "Method code", "Comp", "Qualifier", "Values"],
        [
            "KS",
            "Subject",
            "Method",
            "Assessment Component",
            "RESULT-QUALIFIER",
            "Valid values",
        ],
    ],
)
def test_headings_may_be_written_in_many_ways_beneath_titles(
    headings: list[str],
) -> None:
    rows = [["Assessment components"], ["of", "2026"], ["Extra", *headings]]
    held = read_table(workbook([*rows, ["x", "KS2", "ENG", "TA", "WRI", "NC", "A, L"]]))
    ((entry,), notes) = entries(held)
    assert entry.key == KEY
    assert entry.values.codes == ("A", "L")
    assert not notes
    assert held.notes == ("Sheet 'Codes': headings in row 3, 1 row beneath.",)


def test_two_columns_with_one_heading_are_not_chosen_between() -> None:
    with pytest.raises(UsageError, match=r"'SUBJECT': B1 and M1"):
        table([], [*HEADINGS, "SUBJECT"])


def test_of_two_headings_the_better_one_is_taken_wherever_it_stands() -> None:
    for headings in (["Description", *HEADINGS], [*HEADINGS, "Description"]):
        shift = headings[0] == "Description"
        line = ["worse", *ROW] if shift else [*ROW, "worse"]
        ((entry,), _) = entries(table([line], headings))
        assert entry.text == "Writing"


def test_no_headings_at_all_is_said_with_what_was_found() -> None:
    with pytest.raises(UsageError, match="The first rows hold: 'Name', 'Colour'"):
        read_table(workbook([["Name", "Colour"], ["A", "B"]]))
    with pytest.raises(UsageError, match="hold: nothing"):
        read_table(Workbook("csv", ()))


def test_hidden_sheets_are_left_out_and_hidden_rows_told() -> None:
    parts = xlsx_parts(
        xlsx_rows([list(HEADINGS)])
        + xlsx_rows([ROW]).replace("<row", '<row hidden="1"')
    )
    held = read_table(read(zipped(parts)))
    assert len(held.lines) == 1
    assert any("were read too: 1 (a filter?)" in note for note in held.notes)
    hidden = Sheet("Old", {1: {1: Cell("Old", 1, 1, "x")}}, hidden=True)
    other = Sheet("Cover", {1: {1: Cell("Cover", 1, 1, "x")}})
    (good,) = read(zipped(parts)).sheets
    held = read_table(Workbook("xlsx", (hidden, other, good), guessed=True))
    assert "The sheet 'Old' is hidden and was not read." in held.notes
    assert "The sheet 'Cover' has other headings; not read." in held.notes
    assert any("Windows-1252" in note for note in held.notes)


def test_only_columns_every_sheet_has_are_said_to_be_there() -> None:
    (one,) = workbook([list(HEADINGS), ROW]).sheets
    (two,) = workbook([list(HEADINGS[:9]), ROW[:9]]).sheets
    held = read_table(Workbook("xlsx", (one, two)))
    assert {"from", "to"}.isdisjoint(held.columns)
    assert len(held.lines) == 2


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("", "", (0, 0)),
        ("2022", "2026", (2022, 2026)),
        ("2021/22", "2025-26", (2022, 2026)),
        ("2021-2022", "9999", (2022, 0)),
        ("2021-09-01", "2026-08-31", (2022, 2026)),
        ("01/09/2021", "31/08/2026", (2022, 2026)),
        ("1/9/2021", "Current", (2022, 0)),
    ],
)
def test_years_may_be_written_in_many_ways(
    start: str, end: str, wanted: tuple[int, int]
) -> None:
    ((entry,), notes) = entries(table([row(start=start, end=end)]))
    assert (entry.from_year, entry.to_year) == wanted
    assert not notes


@pytest.mark.parametrize("year", ["soon", "22", "2021/25", "31/31/2021", "2021-9-1"])
def test_a_year_that_is_not_understood_leaves_the_row_out(year: str) -> None:
    found, (note,) = entries(table([row(end=year)]))
    assert not found
    assert note == f"'Codes' row 2 was not used: {year!r} is not read as a year."


@pytest.mark.parametrize(
    ("text", "codes", "marks"),
    [
        ("", (), ()),
        ("N/A", (), ()),
        ("EXS", ("EXS",), ()),
        ("1, 2, A", ("1", "2", "A"), (1, 2)),
        ("1;2;A", ("1", "2", "A"), (1, 2)),
        ("EXS/HNM", ("EXS", "HNM"), ()),
        ("GDS EXS WTS", ("GDS", "EXS", "WTS"), ()),
        ("A\nL", ("A", "L"), ()),
        ("A|L|", ("A", "L"), ()),
        ("A = Absent; L: Left; F (future)", ("A", "L", "F"), ()),
        ("A - Absent", ("A",), ()),
        ("0-3", (), (0, 1, 2, 3)),
        ("0 to 3, A", ("A",), (0, 1, 2, 3)),
        ("0..2", (), (0, 1, 2)),
        ("3-1", (), ()),
        ("P1i, P1i", ("P1i",), ()),
        ("1234", ("1234",), ()),
        ("Wa/Wt", ("Wa/Wt",), ()),
    ],
)
def test_values_may_be_listed_in_many_ways(
    text: str, codes: tuple[str, ...], marks: tuple[int, ...]
) -> None:
    found = listed(text)
    assert (found.codes, tuple(sorted(found.marks))) == (codes, marks)
    assert bool(found) is bool(codes or marks)


def test_rows_that_differ_in_the_value_alone_are_one_entry() -> None:
    rows = [row(values="EXS"), row(values="GDS"), row(values="GDS", start="2024")]
    found, _ = entries(table(rows))
    assert [entry.values.codes for entry in found] == [("EXS", "GDS"), ("GDS",)]
    assert [entry.place for entry in found] == ["'Codes' rows 2 to 3", "'Codes' row 4"]


def test_a_row_with_nothing_but_a_value_goes_on_with_the_row_above() -> None:
    blank = [""] * 8
    rows = [row(values="EXS"), [*blank, "GDS", "meaning"], [*blank, "WTS"]]
    ((entry,), notes) = entries(table(rows))
    assert entry.values.codes == ("EXS", "GDS", "WTS")
    assert not notes


def test_a_value_with_no_row_above_is_not_guessed_at() -> None:
    found, (note,) = entries(table([[""] * 8 + ["GDS"]]))
    assert not found
    assert "it has no stage and no subject" in note
    (one,) = workbook([list(HEADINGS), ROW]).sheets
    (two,) = workbook([list(HEADINGS), [""] * 8 + ["GDS"]]).sheets
    two = replace(two, name="More")
    ((entry,), notes) = entries(read_table(Workbook("xlsx", (one, two))))
    assert entry.values.codes == ("EXS",)
    assert len(notes) == 1


def test_rows_that_continue_a_row_that_is_not_used_are_not_used_either() -> None:
    rows = [row(qualifier=""), [""] * 8 + ["GDS"]]
    found, notes = entries(table(rows))
    assert not found
    assert [note.split(": ", 1)[1] for note in notes] == [
        "it has no result qualifier."
    ] * 2


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        (6, Cell("Codes", 2, 6, "NC", formula=True), "F2 is worked out by a formula"),
        (9, Cell("Codes", 2, 9, "#N/A", Kind.ERROR), "I2 shows an error (#N/A)"),
        (
            9,
            Cell("Codes", 2, 9, "2026-10-04", Kind.DATE),
            "I2 has been turned into a date",
        ),
    ],
)
def test_cells_that_cannot_be_relied_on_leave_their_row_out(
    column: int, cell: Cell, why: str
) -> None:
    (sheet,) = workbook([list(HEADINGS), ROW]).sheets
    rows = {1: sheet.rows[1], 2: {**sheet.rows[2], column: cell}}
    found, (note,) = entries(read_table(Workbook("xlsx", (Sheet("Codes", rows),))))
    assert not found
    assert why in note


def test_dates_among_the_years_and_formulas_among_the_words_do_no_harm() -> None:
    (sheet,) = workbook([list(HEADINGS), ROW]).sheets
    cells = {
        **sheet.rows[2],
        10: Cell("Codes", 2, 10, "Expected", formula=True),
        11: Cell("Codes", 2, 11, "2021-09-01", Kind.DATE),
    }
    rows = {1: sheet.rows[1], 2: cells}
    ((entry,), notes) = entries(read_table(Workbook("xlsx", (Sheet("Codes", rows),))))
    assert entry.from_year == 2022
    assert not notes
