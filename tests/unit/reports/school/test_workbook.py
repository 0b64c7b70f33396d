"""A school's report as a workbook: numbers are numbers, texts texts, by a second reader."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from keystage.reports.school import workbook
from keystage.reports.school.model import Grid, Head
from tests.unit.reports.school.making import child, crowd, report, school

BOOKS = ("eyfsp-2026", "phonics-2025", "ks1-2026", "ks2-2026", "mtc-2026")


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def cells(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("80.0%", (0.8, "0.0%")),
        ("66.7%", (0.667, "0.0%")),
        ("100%", (1.0, "0.0%")),
        ("1,204", (1204, "0")),
        ("14.1", (14.1, "0.0")),
        ("34", (34, "0")),
        ("24 of 30", ("24 of 30", "")),
        ("=1+1", ("=1+1", "")),
        ("-", ("-", "")),
        ("05/01/2021", ("05/01/2021", "")),
        ("1.23E+12", ("1.23E+12", "")),
    ],
)
def test_figures_are_numbers_and_the_rest_is_text(
    text: str, held: tuple[object, str]
) -> None:
    assert workbook.value(text) == held


def test_how_many_count_stands_in_a_column_of_its_own() -> None:
    grid = Grid(
        "", (Head("Measure"), Head("2026")), (("GLD", "80.0%\n24 of 30"), ("x", "-"))
    )
    shown = workbook.split(grid)
    assert [head.text for head in shown.heads] == ["Measure", "2026", "2026: how many"]
    assert shown.rows == (("GLD", "80.0%", "24 of 30"), ("x", "-", ""))


@pytest.mark.parametrize("book", BOOKS)
def test_another_reader_finds_every_pupil_and_result(book: str) -> None:
    made = report(crowd(book, 12), "sex")
    found = opened(workbook.render(made))
    assert found.sheetnames[0] == "Summary"
    for section, sheet in zip(made.lists, found.worksheets[1:], strict=True):
        shown = cells(sheet)[-len(section.grid.rows) :]
        expected = [
            [
                text if at == 0 else workbook.value(text)[0]
                for at, text in enumerate(row)
            ]
            for row in section.grid.rows
        ]
        assert [
            [one if one is not None else "" for one in row] for row in shown
        ] == expected
        (table,) = sheet.tables.values()
        assert sheet.freeze_panes == f"B{int(table.ref.split(':')[0][1:]) + 1}"


def test_the_summary_says_what_the_page_says() -> None:
    made = report(school("eyfsp-2026", child(1, "2"), child(2, "")))
    text = [
        str(cell)
        for row in cells(opened(workbook.render(made))["Summary"])
        for cell in row
    ]
    for said in (made.title, *made.missing, *made.notes, "Good level of development"):
        assert said in text
    assert "1.0" in text or "1" in text


def test_heads_that_are_alike_in_short_are_given_in_full() -> None:
    made = report(school("eyfsp-2026", child(1, "2")))
    (listed,) = made.lists
    heads = tuple(
        replace(head, text="Same") if head.long else head for head in listed.grid.heads
    )
    twice = replace(
        made, lists=(replace(listed, grid=replace(listed.grid, heads=heads)),)
    )
    (table,) = opened(workbook.render(twice)).worksheets[1].tables.values()
    assert len(set(table.column_names)) == len(heads)


def test_a_formula_in_a_name_stays_text() -> None:
    made = report(school("eyfsp-2026", child(1, "2", surname="=cmd|calc", forename="")))
    (cell,) = [
        cell
        for row in opened(workbook.render(made))["Pupils"].iter_rows()
        for cell in row
        if cell.value == "=cmd|calc"
    ]
    assert cell.data_type == "s"


def test_the_same_report_gives_the_same_bytes() -> None:
    made = report(crowd("phonics-2025", 9))
    assert workbook.render(made) == workbook.render(made)


def test_no_text_runs_into_the_row_beneath_and_figures_stand_beneath_their_heads() -> (
    None
):
    made = report(school("eyfsp-2026", child(1, "2"), child(2, "1")))
    sheet = opened(workbook.render(made))["Summary"]
    rows = {row[0].value: row for row in sheet.iter_rows()}
    long = "Average number of goals at the expected level, all on the list"
    assert sheet.row_dimensions[rows[long][0].row].height > 2 * 13
    assert rows["Good level of development"][2].value == "1 of 2"
    assert rows["Good level of development"][2].alignment.horizontal == "right"
    assert rows["Measure"][1].alignment.horizontal == "right"
    assert sheet.page_setup.fitToHeight != 0  # unsaid it is 1


def test_a_list_of_pupils_is_as_narrow_as_what_it_holds() -> None:
    made = report(school("eyfsp-2026", child(1, "2"), child(2, "1")))
    sheet = opened(workbook.render(made))["Pupils"]
    wide = sum(one.width for one in sheet.column_dimensions.values())
    assert wide < 8.5 * sheet.max_column
    (table,) = sheet.tables.values()
    assert sheet.row_dimensions[int(table.ref.split(":")[0][1:])].height > 20
