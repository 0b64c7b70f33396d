"""Workbooks described in plain values, as two other readers find them once written."""

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from defusedxml import (  # type: ignore[import-untyped] # it carries no types
    ElementTree,
)
from openpyxl import load_workbook

from keystage import tables
from keystage.core.errors import MissingExtra
from keystage.tables.writing import (
    Area,
    BarChart,
    BookOut,
    CellOut,
    ColumnOut,
    Entry,
    Formula,
    Mark,
    PrintOut,
    RowOut,
    SheetOut,
    Style,
    TableOut,
    xlsx,
)
from keystage.tables.writing.csv import BYTE_ORDER_MARK, safe, to_csv, unguarded

MADE = datetime(2026, 6, 10, 10, 0, 30, 5, tzinfo=UTC)
BOLD = Style(bold=True, fill="#FFEEDD", sides=(("left", "thick", "#112233"),))


def book_of(*sheets: SheetOut, **more: Any) -> BookOut:
    """Return a workbook of the sheets given."""
    return BookOut(sheets=sheets, title="Invented", made=MADE, **more)


def opened(book: BookOut) -> Any:
    """Return `book` written and opened by the second reader."""
    return load_workbook(io.BytesIO(xlsx.write(book)))


def cells(*values: Any) -> SheetOut:
    """Return a sheet with one row of values."""
    made = {at: CellOut(value) for at, value in enumerate(values, 1)}
    return SheetOut(name="One", rows={1: RowOut(made)})


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44",
        "@a",
        "-1",
        "=cmd|' /C calc'!A0",
        "0012",
        "http://x.invalid",
        "{=1}",
    ],
)
def test_a_text_stays_a_text_whatever_it_begins_with(text: str) -> None:
    data = xlsx.write(book_of(cells(text)))
    (cell,) = tables.read(data).sheets[0].rows[1].values()
    assert (cell.text, cell.kind, cell.formula) == (text, tables.Kind.TEXT, False)
    other = opened(book_of(cells(text))).active["A1"]
    assert (other.value, other.data_type) == (text, "s")


def test_numbers_dates_and_formulas_are_what_they_were_given_as() -> None:
    book = book_of(cells(3, 2.5, date(2020, 9, 1), Formula("A1*2", 6), None))
    row = opened(book).active[1]
    values = [cell.value for cell in row]
    assert values[2].date() == date(2020, 9, 1)
    assert [*values[:2], *values[3:]] == [3, 2.5, "=A1*2"]
    assert row[2].number_format == "dd/mm/yyyy"
    read = tables.read(xlsx.write(book)).sheets[0].rows[1]
    assert (read[3].text, read[3].kind) == ("2020-09-01", tables.Kind.DATE)
    assert (read[4].text, read[4].formula) == ("6", True)


def test_the_same_description_gives_the_same_bytes_and_another_moment_others() -> None:
    book = book_of(cells("a"))
    assert xlsx.write(book) == xlsx.write(book)
    later = BookOut(sheets=book.sheets, title="Invented", made=MADE.replace(year=2027))
    assert xlsx.write(book) != xlsx.write(later)


def test_properties_and_the_sheet_in_front_are_written() -> None:
    book = book_of(
        cells("a"),
        SheetOut(name="Two"),
        subject="Marksheet",
        properties={"Keystage rulebook": "phonics-2026"},
        front=1,
    )
    found = opened(book)
    assert (found.properties.title, found.properties.subject) == (
        "Invented",
        "Marksheet",
    )
    assert found.properties.created.isoformat() == "2026-06-10T10:00:30"
    assert found.custom_doc_props["Keystage rulebook"].value == "phonics-2026"
    assert found.active.title == "Two"


def test_a_locked_sheet_lets_unlocked_cells_be_written_and_has_no_password() -> None:
    rows = {1: RowOut({1: CellOut("a", BOLD), 2: CellOut(None, Style(unlocked=True))})}
    sheet = opened(book_of(SheetOut(name="One", rows=rows, locked=True))).active
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet["A1"].protection.locked
    assert not sheet["B1"].protection.locked
    assert sheet["A1"].border.left.style == "thick"
    assert sheet["A1"].fill.fgColor.rgb == "FFFFEEDD"


def test_tables_entries_marks_notes_and_links_reach_the_file() -> None:
    area = Area(1, 1, 3, 2)
    sheet = SheetOut(
        name="One",
        columns=[ColumnOut(20), ColumnOut(8, BOLD)],
        rows={
            1: RowOut(
                {1: CellOut("Name", BOLD, note="Who\nit is"), 2: CellOut("Mark")}, 30
            ),
            5: RowOut({1: CellOut("Go", link="One!A1")}),
        },
        merged=[Area(7, 1, 7, 2)],
        frozen=(1, 1),
        tables=[TableOut(name="Pupils", area=area, title="T", description="D")],
        entries=[
            Entry(area=Area(2, 2, 3, 2), choices=("1", "A"), title="t" * 40, note="n"),
            Entry(
                area=Area(2, 1, 2, 1), least=date(2018, 9, 1), most=date(2020, 8, 31)
            ),
            Entry(area=Area(3, 1, 3, 1), least=0, most=40, strict=False),
            Entry(area=Area(4, 1, 4, 1), note="Anything"),
        ],
        marks=[
            Mark(Area(2, 2, 3, 2), 'B2="A"', Style(hatched="#C3CBD3"), last=True),
            Mark(Area(2, 2, 3, 2), "B2=1", Style(underlined=True)),
        ],
        printed=PrintOut(repeated=(1, 1), area=area, head="&LHead", foot="&RFoot"),
        gridlines=True,
        tab="#112233",
        quiet=[area],
        start=(2, 2),
    )
    found = opened(book_of(sheet)).active
    assert found.tables["Pupils"].ref == "A1:B3"
    assert found.freeze_panes == "B2"
    assert found["A1"].comment.text == "Who\nit is"
    assert found["A5"].hyperlink.location == "One!A1"
    rules = found.data_validations.dataValidation
    assert [rule.type for rule in rules] == ["list", "date", "whole", None]
    assert rules[0].formula1 == '"1,A"'
    assert rules[0].promptTitle == "t" * 31 + "…"
    assert [rule.errorStyle for rule in rules] == [None, None, "warning", None]
    assert len(found.conditional_formatting) == 1
    assert found.print_title_rows == "$1:$1"
    assert (found.page_setup.orientation, int(found.page_setup.paperSize)) == (
        "landscape",
        9,
    )
    assert found.page_setup.fitToWidth is None or found.page_setup.fitToWidth == 1
    assert "A7:B7" in {str(one) for one in found.merged_cells.ranges}
    parts = zipfile.ZipFile(io.BytesIO(xlsx.write(book_of(sheet))))
    assert 'altTextSummary="D"' in parts.read("xl/tables/table1.xml").decode()


def test_a_chart_has_words_for_who_does_not_see_it_and_a_sheet_may_stand_upright() -> (
    None
):
    chart = BarChart(
        sheet="One",
        labels=Area(1, 1, 2, 1),
        values=Area(1, 2, 2, 2),
        at=(4, 1),
        size=(400, 200),
        title="Shares",
        described="Two bars",
        colour="#112233",
    )
    sheet = SheetOut(
        name="One",
        rows={1: RowOut({1: CellOut("a"), 2: CellOut(1)})},
        charts=[chart],
        printed=PrintOut(landscape=False),
    )
    parts = zipfile.ZipFile(io.BytesIO(xlsx.write(book_of(sheet))))
    assert 'descr="Two bars"' in parts.read("xl/drawings/drawing1.xml").decode()
    assert 'orientation="portrait"' in parts.read("xl/worksheets/sheet1.xml").decode()
    for name in parts.namelist():
        if name.endswith((".xml", ".rels")):
            assert ElementTree.fromstring(parts.read(name)).tag


def test_areas_have_the_names_a_spreadsheet_gives_them() -> None:
    assert Area(5, 3, 9, 4).name == "C5:D9"
    assert Area(5, 28, 5, 28).name == "AB5"


def test_without_the_part_that_writes_a_sentence_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match=r'pip install "keystage\[xlsx\]"'):
        xlsx.write(book_of(cells("a")))


def test_a_csv_is_safe_to_open_and_none_is_an_empty_cell() -> None:
    made = to_csv([("Name", "Mark"), ("=1+1", None), ("＝a", 3)])  # noqa: RUF001 - the wide form is the point
    assert made == f"{BYTE_ORDER_MARK}Name,Mark\r\n'=1+1,\r\n'＝a,3\r\n"  # noqa: RUF001


@pytest.mark.parametrize(
    "text", ["|x", "%0A=1", "%0a=1", "%0D@x", "'|x", "'%0A", "''=x"]
)
def test_a_cell_that_a_program_may_run_is_guarded_and_read_back(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert unguarded(safe(text)) == text
    assert safe("50% of 30 | 40") == "50% of 30 | 40"
