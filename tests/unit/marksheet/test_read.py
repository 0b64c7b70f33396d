"""Which sheets, headings and rows are read, and what is said of the others."""

from dataclasses import replace
from itertools import product

import pytest

from keystage.core.errors import Refused
from keystage.core.findings import Severity
from keystage.marksheet.model import Hints, Marksheet
from keystage.marksheet.read import read
from keystage.tables import Area, Fault, Kind, Oddity, Sheet, Workbook
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
    told,
)


def of(*sheets: Sheet, kind: str = "xlsx", **hints: object) -> Marksheet:
    return read(book(*sheets, kind=kind), SHELF, Hints(**{"year": 2026, **hints}))  # type: ignore[arg-type] # as the test says


def refused(*rows: tuple[str, ...]) -> Refused:
    with pytest.raises(Refused) as stop:
        of(sheet(*rows))
    assert stop.value.message
    assert stop.value.fix
    return stop.value


def test_a_plain_table_is_read_and_nothing_is_said() -> None:
    made = reading(HEADS, MINA, OLA)
    assert [line.get("mark") for line in made.lines] == ["32", "31"]
    assert made.book.id == "phonics-2026"
    assert not made.findings


def test_headings_stand_wherever_they_do_beneath_a_title() -> None:
    rows = (("Phonics screening check 2026",), ("",), HEADS, MINA)
    made = reading(*rows)
    assert [(line.row, line.get("upn")) for line in made.lines] == [(4, MINA[0])]
    assert not made.findings


def test_headings_over_two_rows_are_read_together() -> None:
    made = reading(
        ("UPN", "Surname", "Forename", "Born", "x"), ("", "", "", "DOB", "Mark"), MINA
    )
    assert set(made.tables[0].known) == {"upn", "surname", "forename", "dob", "mark"}
    assert made.tables[0].row == 2


def test_every_sheet_with_headings_is_read_and_the_others_named() -> None:
    second = sheet(HEADS, OLA, name="Year 2")
    other = sheet(("Instructions",), name="Read me")
    made = of(other, sheet(HEADS, MINA), second, sheet(name="Empty"))
    assert [(line.sheet, line.get("upn")) for line in made.lines] == [
        ("Phonics", MINA[0]),
        ("Year 2", OLA[0]),
    ]
    assert told(made) == [("SHEET-OTHER", "note")]


def test_hidden_sheets_rows_and_columns_are_told() -> None:
    hidden = [like(text, hidden=True) for text in OLA]
    heads = (*HEADS[:4], like("Mark", hidden=True))
    old = sheet(HEADS, OLA, name="Old", hidden=True)
    made = of(sheet(heads, MINA, hidden), old)
    assert {code for code, _ in told(made)} == {
        *("SHEET-HIDDEN", "SHEET-HIDDEN-ROWS", "SHEET-HIDDEN-COLUMNS"),
    }
    assert "E (“Mark”)" in one(made, "SHEET-HIDDEN-COLUMNS").message
    assert len(made.lines) == 2
    assert told(of(old)) == [("SHEET-HIDDEN", "error")]


def test_totals_blank_rows_repeated_headings_and_notes_are_no_pupils() -> None:
    made = reading(
        *(HEADS, MINA, ("",), HEADS, OLA),
        *(("", "", "Average", "", "31.5"), ("Total", "", "", "", "63")),
        *(("", "Key: A is absent"), ("Key",)),
    )
    assert [line.row for line in made.lines] == [2, 5]
    assert [(each.rule, each.severity) for each in made.findings] == [
        ("SHEET-TOTALS", Severity.QUERY),
        ("SHEET-TOTALS", Severity.NOTE),
    ]
    assert "rows 8 to 9" in made.findings[0].message
    assert "rows 6 to 7" in made.findings[1].message


def test_headings_once_more_in_another_order_are_an_error_and_no_pupil() -> None:
    upn, surname, forename, *others = HEADS
    made = reading(HEADS, MINA, (upn, forename, surname, *others), OLA)
    assert [line.row for line in made.lines] == [2, 4]
    assert told(made) == [("SHEET-HEADINGS", "error")]
    found = one(made, "SHEET-HEADINGS")
    assert found.message.startswith("Row 3 holds headings again, over other columns")
    assert "into the columns of row 1" in found.fix


def test_a_pupil_called_total_is_a_pupil() -> None:
    made = reading(
        HEADS, (MINA[0], "Total", *MINA[2:]), ("", "Total", "", "2019-01-01", "3")
    )
    assert len(made.lines) == 2
    alone = reading(HEADS, MINA, (OLA[0],))
    assert [line.get("upn") for line in alone.lines] == [MINA[0], OLA[0]]


def test_columns_nobody_knows_are_named_and_those_worked_out_are_not() -> None:
    heads = (*HEADS, "Target", "Still blank", "")
    made = reading(heads, (*MINA, "40", "Yes", "seen"))
    assert told(made) == [("SHEET-COLUMNS", "note")]
    assert "F (“Target”) and H" in one(made, "SHEET-COLUMNS").message


def test_two_columns_for_one_thing_are_read_neither() -> None:
    made = reading((*HEADS, "Phonics mark"), (*MINA, "1"))
    assert "mark" not in made.lines[0].values
    assert one(made, "SHEET-HEADER").subject == "mark"


def test_of_two_columns_for_a_class_ours_is_meant() -> None:
    made = reading((*HEADS, "Reg", "Class"), (*MINA, "4R", "Oak"))
    assert made.lines[0].get("group") == "Oak"
    assert told(made) == [("SHEET-COLUMNS", "note")]
    other = reading((*HEADS, "Reg", "Form"), (*MINA, "4R", "Oak"))
    assert told(other) == [("SHEET-HEADER", "error")]


def test_a_missing_column_is_said_once() -> None:
    made = reading(("UPN", "Mark"), ("Y004100123001", "3"), ("V004100124000", "4"))
    assert "Surname, Forename or Date of birth" in one(made, "SHEET-HEADER").message


def test_a_whole_name_is_parted_at_its_comma_or_named() -> None:
    made = reading(
        *(("UPN", "Name", "DOB", "Mark"), (MINA[0], "Ashdown, Mina", MINA[3], "1")),
        *((OLA[0], "Ola Birch", OLA[3], "2"), ("J004100124001", "", "2019-01-01", "3")),
    )
    assert [(n.get("surname"), n.get("forename")) for n in made.lines] == [
        *(("Ashdown", "Mina"), ("Ola Birch", ""), ("", "")),
    ]
    assert one(made, "SHEET-NAME").place == made.lines[1].values["name"].place
    both = reading(("Name", *HEADS), ("x", *MINA))
    assert both.lines[0].get("surname") == "Ashdown"


def test_words_spaces_and_cases_are_read() -> None:
    heads = (*HEADS, "Sex", "Year")
    made = reading(heads, (*MINA[:4], "\u00a0Absent\u00a0", "female", "Year 2"))
    line = made.lines[0]
    assert (line.get("mark"), line.get("sex"), line.get("nc_year")) == ("A", "F", "2")
    odd = reading(heads, (*MINA[:4], "40", "x", "Oak"))
    assert (odd.lines[0].get("sex"), odd.lines[0].get("nc_year")) == ("x", "Oak")


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (like("32", formula=True), "SHEET-FORMULA"),
        (like("#DIV/0!", Kind.ERROR), "SHEET-ERROR-CELL"),
        (like("2026-10-04", Kind.DATE), "SHEET-DATE"),
        (like("45934", Kind.NUMBER), "SHEET-DATE"),
    ],
)
def test_a_cell_that_is_not_to_be_trusted_is_named_and_left_out(
    held: object, code: str
) -> None:
    made = reading(HEADS, (*MINA[:4], held))  # type: ignore[arg-type] # a cell of ours
    found = one(made, code)
    assert (found.place and found.place.column, found.subject) == ("E", "mark")
    value = made.lines[0].values["mark"]
    assert (value.read, value.taken) == ("", False)


def test_a_formula_that_was_never_worked_out_is_named_and_not_read_as_blank() -> None:
    held = replace(
        sheet(HEADS, (*MINA[:4], ""), ("", "", "", "", "", "x"), OLA),
        unworked=((1, 1), (2, 5), (2, 9), (3, 1), (3, 2), (5, 5), (7, 9)),
    )
    made = read(book(held), SHELF, Hints(year=2026))
    cell, rows = (f for f in made.findings if f.rule == "SHEET-FORMULA")
    assert (cell.place and cell.place.column, cell.subject) == ("E", "mark")
    assert cell.message.startswith("E2 holds a formula that was never worked out")
    assert not made.lines[0].values["mark"].taken
    assert "in 2 of the rows (rows 3, 5)" in rows.message
    assert [line.row for line in made.lines] == [2, 4]


def test_a_row_of_averages_is_no_pupil_wherever_its_word_stands() -> None:
    for row in (("Average", "", "", "", "31"), ("", "", "", "Average", "31,5")):
        made = reading(HEADS, MINA, OLA, row)
        assert [line.row for line in made.lines] == [2, 3]
        assert not [f for f in made.findings if f.severity is Severity.ERROR]
    kept = reading(HEADS, MINA, ("Average", "Birch", "Ola", "2019-11-05", "31"))
    assert [line.row for line in kept.lines] == [2, 3]


@pytest.mark.parametrize("text", ["36525", "54789", "40000.5"])
def test_a_number_that_is_no_day_is_read_as_it_stands(text: str) -> None:
    made = reading(HEADS, (*MINA[:4], like(text, Kind.NUMBER)))
    assert made.lines[0].get("mark") == text


def test_merged_cells_over_pupils_are_not_taken_and_a_title_may_be_merged() -> None:
    areas = [
        *(Area(1, 1, 1, 5), Area(3, 5, 4, 5), Area(3, 9, 4, 9), Area(5, 4, 6, 5)),
    ]
    rows = (("Phonics",), HEADS, MINA, OLA, (*OLA[:3], "", ""))
    made = of(sheet(*rows, merges=areas))
    assert [line.values["mark"].taken for line in made.lines] == [False, False, True]
    assert [each.value for each in made.findings] == ["32", None]


def test_dates_with_the_month_first_are_named() -> None:
    made = reading(HEADS, (*MINA[:3], "11/25/2018", "3"), (*OLA[:3], "", "3"))
    assert one(made, "SHEET-DATES").value == "11/25/2018"


def test_headings_that_are_merged_are_said_to_be() -> None:
    made = of(
        sheet((HEADS[0], "Surname", "", *HEADS[3:]), MINA, merges=[Area(1, 2, 1, 3)])
    )
    lacking = one(made, "SHEET-HEADER")
    assert "no column for Forename" in lacking.message
    assert "B1 to C1" in lacking.message
    assert "Unmerge" in lacking.fix


def test_words_read_as_codes_are_listed_once() -> None:
    rows = [(*MINA[:4], "Absent"), (*OLA[:4], "absent"), (*OLA[:4], "a")]
    said = one(reading(HEADS, *rows), "SHEET-WORDS")
    assert said.severity is Severity.NOTE
    assert "“Absent” as A (1) and “absent” as A (1)" in said.message
    assert "SHEET-WORDS" not in {code for code, _ in told(reading(HEADS, MINA))}


def test_no_more_words_are_listed_than_a_person_reads() -> None:
    words = {"".join(each) for each in product(*zip("absent", "ABSENT", strict=True))}
    rows = [(*MINA[:4], word) for word in sorted(words)]
    assert one(reading(HEADS, *rows), "SHEET-WORDS").message.endswith("and others.")


def test_a_calendar_from_1904_is_asked_about_once() -> None:
    born = like("2018-11-05", Kind.DATE)
    rows = (HEADS, (*MINA[:3], born, "3"), (*OLA[:3], born, "4"))
    made = read(book(sheet(*rows), from_1904=True), SHELF, Hints(year=2026))
    assert told(made) == [("SHEET-1904", "query")]
    text = read(book(sheet(HEADS, MINA), from_1904=True), SHELF, Hints(year=2026))
    assert not text.findings
    heads = ("UPN", "Surname", "Forename", "Mark")
    none = read(book(sheet(heads, MINA[1:]), from_1904=True), SHELF, Hints(year=2026))
    assert told(none) == [("SHEET-HEADER", "error")]


def test_an_apostrophe_our_own_csv_puts_before_a_name_is_taken_off_in_a_csv() -> None:
    rows = (HEADS, (MINA[0], "'=1+1", *MINA[2:]))
    assert reading(*rows, kind="csv").lines[0].get("surname") == "=1+1"
    assert reading(*rows).lines[0].get("surname") == "'=1+1"


def test_a_csv_with_something_beyond_its_headings_has_slipped() -> None:
    made = reading(
        ("Class list", "", "", "", "", "x"), HEADS, (*MINA, "40"), kind="csv"
    )
    found = one(made, "CSV-SHAPE")
    assert (found.place and found.place.row, found.value) == (3, "40")


def test_short_rows_above_the_headings_are_a_title() -> None:
    def short(row: int) -> Oddity:
        return Oddity(Fault.SHORT, "Phonics", row, 0, "1 of 5")

    held = sheet(("Title",), HEADS, MINA)
    odd = Workbook("csv", (held,), oddities=(short(1), short(3)))
    made = read(odd, SHELF, Hints(year=2026))
    assert [each.place and each.place.row for each in made.findings] == [3]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((HEADS,), "SHEET-NO-ROWS"),
        ((("Pupils",), ("Mina",)), "SHEET-COLLECTION"),
    ],
)
def test_what_holds_no_pupils_is_refused(
    rows: tuple[tuple[str, ...], ...], code: str
) -> None:
    assert refused(*rows).code == code


def test_a_csv_without_rows_has_a_code_of_its_own() -> None:
    with pytest.raises(Refused) as stop:
        of(sheet(HEADS), kind="csv")
    assert stop.value.code == "CSV-NO-ROWS"


def test_values_from_other_files_are_refused() -> None:
    with pytest.raises(Refused) as stop:
        read(Workbook("xlsx", (), external=True), SHELF)
    assert stop.value.code == "SHEET-EXTERNAL"


def test_a_table_without_headings_or_with_one_result_a_row_is_named() -> None:
    made = of(sheet(MINA), collection="phonics")
    assert one(made, "SHEET-HEADER").place is None
    assert "Phonics mark" in one(made, "SHEET-HEADER").fix
    tall = of(
        sheet(("UPN", "Subject", "Result"), (MINA[0], "x", "3")), collection="ks1"
    )
    assert "one result in a row" in one(tall, "SHEET-HEADER").message


def test_a_letter_read_as_windows_1252_is_asked_about_where_it_first_stands() -> None:
    held = sheet(HEADS, (*MINA[:2], "Zo\u00eb", *MINA[3:]))
    odd = Workbook("csv", (held,), guessed=True, encoding="windows-1252")
    made = read(odd, SHELF, Hints(year=2026))
    assert one(made, "CSV-ENCODING").value == "Zo\u00eb"
    none = Workbook("csv", (sheet(HEADS, MINA),), guessed=True, encoding="windows-1252")
    assert one(read(none, SHELF, Hints(year=2026)), "CSV-ENCODING").place is None
