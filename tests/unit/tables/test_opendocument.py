"""Workbooks of the .ods kind."""

import pytest

from keystage.tables import Cell, Kind, Sheet, TableLimits, read
from tests.unit.tables.making import ods, ods_parts, ods_rows, zipped

HIDDEN = (
    '<style:style style:name="ta9"><style:table-properties table:display="false"/>'
    '</style:style><style:style style:name="ta1"><style:table-properties/></style:style>'
)


def only(data: bytes) -> Sheet:
    (sheet,) = read(data).sheets
    return sheet


def cell(inside: str, attributes: str = "") -> Cell:
    row = (
        f"<table:table-row><table:table-cell {attributes}>{inside}</table:table-cell>"
        "</table:table-row>"
    )
    return only(ods(row)).rows[1][1]


def test_a_table_of_texts_is_read_with_its_places() -> None:
    workbook = read(ods(ods_rows([["Stage", "Subject"], ["", "ENG & co"]])))
    (sheet,) = workbook.sheets
    assert workbook.kind == "ods"
    assert sheet.name == "Codes"
    assert sheet.rows[2][2].address == "B2"
    assert [c.text for cells in sheet.rows.values() for c in cells.values()] == [
        "Stage",
        "Subject",
        "ENG & co",
    ]


@pytest.mark.parametrize(
    ("attributes", "inside", "text", "kind"),
    [
        ('office:value-type="float" office:value="2.0"', "2,00", "2", Kind.NUMBER),
        (
            'office:value-type="percentage" office:value="0.5"',
            "50 %",
            "0.5",
            Kind.NUMBER,
        ),
        ('office:value-type="float"', "7", "7", Kind.NUMBER),
        (
            'office:value-type="date" office:date-value="2021-09-01T10:00:00"',
            "1 Sep",
            "2021-09-01",
            Kind.DATE,
        ),
        (
            'office:value-type="boolean" office:boolean-value="true"',
            "",
            "TRUE",
            Kind.FLAG,
        ),
        ('office:value-type="string"', "EXS", "EXS", Kind.TEXT),
        ('office:value-type="string" office:string-value="GDS"', "", "GDS", Kind.TEXT),
        (
            'office:value-type="string" calcext:value-type="error"',
            "#N/A",
            "#N/A",
            Kind.ERROR,
        ),
    ],
)
def test_a_cell_is_what_the_file_says_it_is(
    attributes: str, inside: str, text: str, kind: Kind
) -> None:
    found = cell(f"<text:p>{inside}</text:p>" if inside else "", attributes)
    assert (found.text, found.kind) == (text, kind)


def test_text_keeps_spaces_tabs_and_lines_and_leaves_out_notes_and_drawings() -> None:
    found = cell(
        "<office:annotation><text:p>a note</text:p></office:annotation>"
        "<text:p>A<text:s text:c='2'/>B<text:s/><text:span>C\n  D</text:span>"
        "<text:tab/>E<text:line-break/>F<text:s text:c='x'/></text:p>"
        "<draw:frame><text:p>drawn</text:p><text:p>twice</text:p></draw:frame>"
        "<text:p>second</text:p>"
    )
    assert found.text == "A  B C D\tE\nF \nsecond"


def test_a_formula_is_flagged() -> None:
    assert cell("<text:p>32</text:p>", 'table:formula="of:=[.A1]"').formula
    assert not cell("<text:p>32</text:p>").formula


def test_repeated_cells_and_rows_are_that_many() -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="3"/>'
        '<table:table-cell table:number-columns-repeated="2"><text:p>A</text:p>'
        "</table:table-cell></table:table-row>"
        "<table:table-row><table:table-cell><text:p>B</text:p></table:table-cell>"
        "</table:table-row>"
    )
    found = [
        c.address for cells in only(ods(rows)).rows.values() for c in cells.values()
    ]
    assert found == ["D1", "E1", "D2", "E2", "A3"]


def test_empty_cells_repeated_to_the_end_of_the_sheet_cost_nothing() -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert not only(ods(ods_rows([["A"]]) + rows)).rows.get(2)


def test_a_repetition_that_is_no_number_is_once() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="many">'
        '<table:table-cell table:number-columns-repeated="0"><text:p>A</text:p>'
        "</table:table-cell></table:table-row>"
    )
    assert list(only(ods(row)).rows) == [1]


def test_a_merged_area_shows_its_first_cell_and_what_it_covers_is_not_read() -> None:
    rows = (
        '<table:table-row><table:table-cell table:number-rows-spanned="2">'
        "<text:p>KS2</text:p></table:table-cell>"
        "<table:table-cell><text:p>A</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:covered-table-cell><text:p>old</text:p>"
        "</table:covered-table-cell><table:table-cell><text:p>L</text:p>"
        "</table:table-cell></table:table-row>"
    )
    sheet = only(ods(rows))
    assert [[c.text for c in cells.values()] for cells in sheet.rows.values()] == [
        ["KS2", "A"],
        ["KS2", "L"],
    ]
    assert sheet.rows[2][1].merged


@pytest.mark.parametrize("how", ["collapse", "filter"])
def test_hidden_rows_and_columns_are_read_and_flagged(how: str) -> None:
    rows = (
        "<table:table-column/><table:table-column table:number-columns-repeated='2' "
        f"table:visibility='{how}'/>" + ods_rows([["1", "2"]]) + ods_rows([["3"]])
    ).replace(
        "<table:table-row>",
        f"<table:table-row table:visibility='{how}'>",
    )
    sheet = only(ods(rows + ods_rows([["4", "5"]])))
    hidden = {c.text: c.hidden for cells in sheet.rows.values() for c in cells.values()}
    assert hidden == {"1": True, "2": True, "3": True, "4": False, "5": True}


def test_a_sheet_whose_style_is_not_shown_is_hidden() -> None:
    for style, hidden in (("ta9", True), ("ta1", False)):
        attributes = f'table:name="Old" table:style-name="{style}"'
        sheet = only(ods(ods_rows([["A"]]), HIDDEN, attributes))
        assert sheet.hidden is hidden


def test_a_table_inside_a_cell_is_no_sheet_of_its_own() -> None:
    inner = f'<table:table table:name="in">{ods_rows([["x"]])}</table:table>'
    row = (
        f"<table:table-row><table:table-cell><text:p>A</text:p>{inner}</table:table-cell>"
        "</table:table-row>"
    )
    sheet = only(ods(row))
    assert [c.text for cells in sheet.rows.values() for c in cells.values()] == ["A"]


def test_several_sheets_come_in_order_and_each_begins_at_its_first_cell() -> None:
    tables = "".join(
        f'<table:table table:name="{name}"><table:table-column/>{ods_rows([[name]])}'
        "</table:table>"
        for name in ("one", "two")
    )
    found = [
        (s.name, s.rows[1][1].text) for s in read(zipped(ods_parts(tables))).sheets
    ]
    assert found == [("one", "one"), ("two", "two")]


def test_a_manifest_is_not_needed() -> None:
    parts = ods_parts(f'<table:table table:name="t">{ods_rows([["A"]])}</table:table>')
    del parts["META-INF/manifest.xml"]
    assert only(zipped(parts)).rows[1][1].text == "A"


def test_hidden_rows_past_the_last_row_read_are_not_remembered() -> None:
    row = (
        '<table:table-row table:visibility="filter" '
        'table:number-rows-repeated="999999999"/>'
    )
    assert not read(ods(row), TableLimits(rows=10)).sheets[0].rows
