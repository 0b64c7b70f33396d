"""A person's own table given back: marks, notes, and the findings in front."""

import io
from datetime import UTC, datetime
from typing import Any

import openpyxl

from keystage.reports import workbook
from keystage.tables.noted.words import FINDINGS
from tests.unit.reports.documents import document, file, finding
from tests.unit.reports.workbook.test_by_pupil import table

MADE = datetime(2026, 6, 10, 10, tzinfo=UTC)
CSV = b"UPN,Surname,Mark\r\nY004100123001,Ashdown,41\r\n"


def at(
    row: int | None, column: str | None, sheet: str | None = "table"
) -> dict[str, Any]:
    return {"line": None, "path": None, "sheet": sheet, "row": row, "column": column}


def given_back(*found: dict[str, Any]) -> openpyxl.Workbook:
    data = workbook.give_back(CSV, document(file(findings=list(found))), made=MADE)
    return openpyxl.load_workbook(io.BytesIO(data.data))


def test_each_finding_is_a_note_at_its_cell_and_a_line_with_a_link_to_it() -> None:
    told = finding(
        "PH-X3",
        "error",
        message="41 is not a mark.",
        fix="Enter 0 to 40.",
        value="41",
        allowed=["0 to 40", "A"],
        place=at(2, "C"),
    )
    book = given_back(finding("P12", "query", place=at(2, "B")), told)
    note = book["table"]["C2"].comment
    assert note is not None
    assert note.text == (
        "Keystage found:\nError: 41 is not a mark.\nWhat to do: Enter 0 to 40.\n"
        "Allowed: 0 to 40, A.\n(rule PH-X3)"
    )
    first, second = table(book[FINDINGS])
    assert (first["Rule"], first["Cell"], first["Value"]) == ("PH-X3", "C2", "41")
    assert second["Cell"] == "B2"
    front = book[FINDINGS]
    links = [slot.hyperlink.location for row in front for slot in row if slot.hyperlink]
    assert links == ["'table'!C2", "'table'!B2"]


def test_findings_of_one_weight_stand_as_their_cells_do() -> None:
    book = given_back(
        *(
            finding("P03", "query", place=at(*place))
            for place in ((3, "A"), (2, "AB"), (2, "Z"), (None, None), (2, None))
        ),
        finding("P04", "error", place=at(3, "C")),
    )
    cells = [line["Cell"] for line in table(book[FINDINGS])]
    assert cells == ["C3", None, "row 2", "Z2", "AB2", "A3"]


def test_the_list_is_printed_with_its_headings_on_every_page_in_letters_one_can_read() -> (
    None
):
    front = given_back(finding("P03", "error", place=at(2, "C")))[FINDINGS]
    (listed,) = front.tables.values()
    head = listed.ref.partition(":")[0].lstrip("A")
    assert front.print_title_rows == f"${head}:${head}"
    # what fits on A4 across at nine tenths of its size or more
    assert sum(one.width for one in front.column_dimensions.values()) <= 170


def test_what_goes_away_with_another_is_told_at_its_cell_and_counted_in_the_list() -> (
    None
):
    beneath = [finding("R01", "error", place=at(2, column)) for column in "BC"]
    told = finding("EY-X2", "error", message="No results yet.", place=at(2, "A"))
    alone = finding("P12", "query", message="Look.", place=at(2, "A"))
    one = finding("P03", "query", message="Odd.", place=at(2, "A"))
    book = given_back(
        {**told, "consequences": beneath},
        alone,
        {**one, "consequences": beneath[:1]},
    )
    assert [line["What is wrong"] for line in table(book[FINDINGS])] == [
        "No results yet. 2 cells more are marked, and will be right with it.",
        "Look.",
        "Odd. 1 cell more is marked, and will be right with it.",
    ]
    assert all(book["table"][cell].comment for cell in ("A2", "B2", "C2"))


def test_a_table_with_nothing_to_put_right_comes_back_and_says_so() -> None:
    front = given_back()[FINDINGS]
    said = [slot.value for row in front for slot in row]
    assert "Nothing to put right was found." in said


def test_a_finding_about_a_row_is_told_at_its_first_cell() -> None:
    book = given_back(finding("P03", "error", place=at(2, None)))
    assert book["table"]["A2"].comment is not None
    (line,) = table(book[FINDINGS])
    assert line["Cell"] == "row 2"


def test_a_finding_about_the_file_or_at_no_place_has_no_cell() -> None:
    book = given_back(
        finding("SHEET-VERSION", "error", place=None),
        finding("SHEET-HIDDEN", "query", place=at(None, None)),
        finding("ODD", "note", place=at(2, "ABCDE")),
    )
    assert not [slot for row in book["table"] for slot in row if slot.comment]
    lines = table(book[FINDINGS])
    assert [line["Sheet"] for line in lines] == [None, "table", "table"]


def test_a_long_list_of_what_is_allowed_stays_out_of_the_small_note() -> None:
    many = [f"CODE{number}" for number in range(20)]
    book = given_back(finding(allowed=many, fix="", place=at(2, "C")))
    note = book["table"]["C2"].comment
    assert note is not None
    assert "Allowed" not in note.text
    assert "What to do" not in note.text
    (line,) = table(book[FINDINGS])
    assert str(line["Allowed"]).count("CODE") == 20
