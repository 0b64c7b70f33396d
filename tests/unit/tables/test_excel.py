"""Workbooks of the .xlsx kind, as spreadsheet programs and people make them."""

import pytest

from keystage.core.errors import Refused
from keystage.tables import Cell, Kind, Sheet, TableLimits, read
from tests.unit.tables.making import (
    MAIN,
    relations,
    xlsx,
    xlsx_parts,
    xlsx_rows,
    zipped,
)

DATES = (
    '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="0&quot; days&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>'
    '<xf numFmtId="165"/></cellXfs>'
)


def only(data: bytes) -> Sheet:
    (sheet,) = read(data).sheets
    return sheet


def first(data: bytes) -> Cell:
    return next(iter(next(iter(only(data).rows.values())).values()))


def test_a_table_of_texts_is_read_with_its_places() -> None:
    sheet = only(xlsx(xlsx_rows([["Stage", "Subject"], ["KS2", ""], ["", "ENG & co"]])))
    assert sheet.name == "Codes"
    assert not sheet.hidden
    assert {
        row: {at: c.text for at, c in cs.items()} for row, cs in sheet.rows.items()
    } == {
        1: {1: "Stage", 2: "Subject"},
        2: {1: "KS2"},
        3: {2: "ENG & co"},
    }
    assert sheet.rows[3][2].address == "B3"
    assert sheet.rows[3][2].sheet == "Codes"


def test_rows_and_cells_may_say_where_they_are_and_leave_gaps() -> None:
    rows = '<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>'
    sheet = only(xlsx(rows))
    found = {c.address: c.text for cells in sheet.rows.values() for c in cells.values()}
    assert found == {"C3": "1", "D3": "2", "A4": "3"}


@pytest.mark.parametrize(
    ("cell", "text", "kind"),
    [
        ("<c><v>2.0</v></c>", "2", Kind.NUMBER),
        ("<c><v>31.999999999999996</v></c>", "31.999999999999996", Kind.NUMBER),
        ('<c t="n"><v>1E2</v></c>', "100", Kind.NUMBER),
        ('<c s="1"><v>43409</v></c>', "2018-11-05", Kind.DATE),
        ('<c s="2"><v>43409.75</v></c>', "2018-11-05", Kind.DATE),
        ('<c s="2"><v>60</v></c>', "60", Kind.NUMBER),
        ('<c s="3"><v>7</v></c>', "7", Kind.NUMBER),
        ('<c s="99"><v>7</v></c>', "7", Kind.NUMBER),
        ('<c t="d"><v>2021-09-01T00:00:00</v></c>', "2021-09-01", Kind.DATE),
        ('<c t="b"><v>1</v></c>', "TRUE", Kind.FLAG),
        ('<c t="b"><v>0</v></c>', "FALSE", Kind.FLAG),
        ('<c t="e"><v>#N/A</v></c>', "#N/A", Kind.ERROR),
        ('<c t="str"><v>EXS</v></c>', "EXS", Kind.TEXT),
        ('<c t="inlineStr"><is><t>GDS</t></is></c>', "GDS", Kind.TEXT),
    ],
)
def test_a_cell_is_what_the_file_says_it_is(cell: str, text: str, kind: Kind) -> None:
    found = first(xlsx(f"<row>{cell}</row>", styles=DATES))
    assert (found.text, found.kind) == (text, kind)


def test_a_calendar_that_begins_in_1904_is_heeded() -> None:
    book = '<workbookPr date1904="1"/>'
    row = '<row><c s="1"><v>41947</v></c></row>'
    assert first(xlsx(row, styles=DATES, book=book)).text == "2018-11-05"


def test_shared_strings_are_whole_without_how_they_are_said_aloud() -> None:
    strings = (
        "<t>plain</t>",
        "<r><t>two </t></r><r><t>runs</t></r><rPh><t>aloud</t></rPh>",
    )
    parts = xlsx_parts(
        '<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"/></row>',
        strings=strings,
    )
    cells = only(zipped(parts)).rows[1]
    assert [cell.text for cell in cells.values()] == ["two runs", "plain"]


def test_inline_text_leaves_out_how_it_is_said_aloud_too() -> None:
    cell = '<c t="inlineStr"><is><t>A</t><rPh sb="0"><t>no</t></rPh></is></c>'
    assert first(xlsx(f"<row>{cell}</row>")).text == "A"


def test_a_formula_that_was_never_worked_out_is_remembered() -> None:
    cells = (
        '<c r="A1"><f>30+2</f></c>',
        '<c r="B1" t="str"><f>""</f><v></v></c>',
        '<c r="C1" t="inlineStr"><is><t>x</t></is></c>',
    )
    (sheet,) = read(xlsx(f'<row r="1">{"".join(cells)}</row>')).sheets
    assert sheet.unworked == ((1, 1),)
    assert list(sheet.rows[1]) == [3]
    with pytest.raises(Refused, match="cells"):
        read(xlsx(f'<row r="1">{cells[0] * 3}</row>'), TableLimits(cells=2))


@pytest.mark.parametrize("empty", ["<v></v>", "<v/>", "<v> </v>"])
def test_a_formula_that_shows_an_empty_number_was_never_worked_out(empty: str) -> None:
    held = xlsx(
        f'<row r="1"><c r="A1"><f>1+1</f>{empty}</c>'
        f'<c r="B1" t="str"><f>""</f>{empty}</c></row>'
    )
    (sheet,) = read(held).sheets
    assert sheet.unworked == ((1, 1),)


def test_a_formula_is_flagged_and_its_last_value_shown() -> None:
    found = first(xlsx("<row><c><f>16*2</f><v>32</v></c></row>"))
    assert (found.text, found.formula) == ("32", True)
    plain = only(xlsx("<row><c><f>1</f><v>1</v></c><c><v>2</v></c></row>")).rows[1][2]
    assert not plain.formula


def test_empty_cells_are_none() -> None:
    assert not only(xlsx('<row><c s="1"/><c t="b"/><c><v> </v></c></row>')).rows


def test_a_merged_area_shows_its_first_cell_in_every_row_that_holds_anything() -> None:
    table = [["KS2", "A"], ["", "L"], ["", "F"]]
    merge = '<mergeCells><mergeCell ref="A1:A3"/><mergeCell ref="D1:D2"/></mergeCells>'
    sheet = only(xlsx(xlsx_rows(table), after=merge))
    assert [cells[1].text for cells in sheet.rows.values()] == ["KS2"] * 3
    assert [cells[1].merged for cells in sheet.rows.values()] == [True] * 3
    assert not sheet.rows[2][2].merged


def test_a_merged_area_as_large_as_the_sheet_costs_nothing() -> None:
    merge = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = only(xlsx(xlsx_rows([["KS2", "ENG"]]), after=merge))
    assert [cell.text for cell in sheet.rows[1].values()] == ["KS2", "KS2"]
    assert not only(xlsx("", after=merge)).rows


def test_hidden_rows_and_columns_are_read_and_flagged() -> None:
    rows = (
        '<row><c><v>1</v></c><c><v>2</v></c></row><row hidden="1"><c><v>3</v></c></row>'
    )
    cols = '<cols><col min="2" max="5" hidden="true"/><col min="1" max="1"/></cols>'
    sheet = only(xlsx(rows, before=cols))
    hidden = {c.text: c.hidden for cells in sheet.rows.values() for c in cells.values()}
    assert hidden == {"1": False, "2": True, "3": True}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_says_so_in_every_cell(state: str) -> None:
    sheet = only(
        xlsx("<row><c><v>1</v></c></row>", sheet=f'name="Old" state="{state}"')
    )
    assert sheet.hidden
    assert sheet.rows[1][1].hidden


def test_several_sheets_come_in_the_order_of_the_workbook_and_charts_are_none() -> None:
    parts = xlsx_parts("<row><c><v>1</v></c></row>")
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>'
        for at, name in enumerate(("Chart", "Second", "First", "Lost"), 1)
    )
    book = parts["xl/workbook.xml"]
    assert isinstance(book, str)
    start, end = book.index("<sheets>"), book.index("</workbook>")
    parts["xl/workbook.xml"] = book[:start] + f"<sheets>{sheets}</sheets>" + book[end:]
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("chartsheet", "chartsheets/sheet1.xml"),
        ("worksheet", "/xl/worksheets/sheet2.xml"),
        ("worksheet", "worksheets/sheet1.xml"),
        more='<Relationship Id="rId9" Type="x/hyperlink" Target="http://127.0.0.1:9" '
        'TargetMode="External"/>',
    )
    parts["xl/worksheets/sheet2.xml"] = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row><c><v>2</v></c></row></sheetData>'
        "</worksheet>"
    )
    found = [
        (sheet.name, sheet.rows[1][1].text) for sheet in read(zipped(parts)).sheets
    ]
    assert found == [("Second", "2"), ("First", "1")]


def test_comments_and_instructions_in_a_part_are_passed_over() -> None:
    rows = '<?a b?><!-- c --><row><c t="str"><v>E<!-- d -->XS</v></c></row>'
    assert first(xlsx(rows)).text == "EXS"


def test_a_part_may_call_itself_xml_1_1() -> None:
    parts = xlsx_parts("<row><c><v>1</v></c></row>")
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        parts[name] = f'<?xml version="1.1"?>{parts[name]!s}'
    assert first(zipped(parts)).text == "1"


@pytest.mark.parametrize("forgiving", [True, False])
@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>32</v></c><c r="A1"><v>5</v></c></row>',
        '<row r="1"><c r="A1"><v>32</v></c></row><row r="1"><c r="A1"><v>5</v></c></row>',
    ],
)
def test_two_cells_at_one_place_are_no_guess(rows: str, *, forgiving: bool) -> None:
    with pytest.raises(Refused, match="two cells of 'Codes' stand at A1"):
        read(xlsx(rows), forgiving=forgiving)
