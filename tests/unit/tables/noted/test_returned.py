"""A person's own workbook comes back with notes, and otherwise as it was."""

import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.core.errors import MissingExtra, Refused
from keystage.core.findings import Severity
from keystage.tables import Kind, Workbook, read
from keystage.tables.noted import Noted, Returned, book, noted, words
from keystage.tables.noted import parts as clean
from keystage.tables.writing.model import CellOut, RowOut, SheetOut
from tests.unit.tables.making import MAIN, relations, zipped
from tests.unit.tables.noted.workbooks import (
    DATE,
    HOURS,
    MADE,
    findings,
    formula,
    note,
    number,
    parts,
    rows,
    text,
    with_sheet,
)

PLAIN = rows(
    [text("A1", "UPN"), text("B1", "Surname"), text("C1", "Mark")],
    [text("A2", "Y004100123001"), text("B2", "=1+1"), number("C2", "32")],
)


def returned(data: bytes, *notes: object, ours: bool = False) -> Returned:
    told = [one for one in notes if one is not None]
    return noted(data, told, findings("x"), made=MADE, ours=ours)  # type: ignore[arg-type]  # objects for brevity


def opened(found: Returned) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(found.data))


def seen(workbook: Workbook) -> dict[tuple[str, str], tuple[str, Kind]]:
    return {
        (sheet.name, cell.address): (cell.text, cell.kind)
        for sheet in workbook.sheets
        if sheet.name != "Keystage findings"
        for cells in sheet.rows.values()
        for cell in cells.values()
    }


def cells(at: str) -> st.SearchStrategy[str]:
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    inside_xml = anything.map(
        lambda one: re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", one)
    )
    numbers = st.floats(allow_nan=False, allow_infinity=False).map(repr)
    return st.one_of(
        inside_xml.map(lambda held: text(at, held)),
        st.sampled_from(["_x000D_", "_x005F_x000D_", "=1+1", " 32 ", "007"]).map(
            lambda held: text(at, held)
        ),
        numbers.map(lambda held: number(at, held)),
        st.integers(-10, 3_000_000).map(lambda held: number(at, str(held), DATE)),
        st.floats(0, 60_000).map(lambda held: number(at, repr(held), HOURS)),
        st.sampled_from(["1", "0"]).map(lambda v: f'<c r="{at}" t="b"><v>{v}</v></c>'),
        st.just(f'<c r="{at}" t="e"><v>#N/A</v></c>'),
        st.just(f'<c r="{at}" t="d"><v>2018-11-05</v></c>'),
        st.just(f'<c r="{at}" s="1"/>'),
    )


@given(st.tuples(*(cells(at) for at in ("A1", "B1", "C1", "D1"))), st.booleans())
def test_every_value_comes_back_as_it_was_whatever_it_is(
    held: tuple[str, ...], epoch: bool
) -> None:
    calendar = f'<workbookPr date1904="{int(epoch)}"/>'
    data = zipped(parts(rows(held), book=calendar))
    found = returned(data, note((1, 1)), note((1, 4)), note((9, 9)))
    assert found.whole
    assert seen(read(found.data)) == seen(read(data))


@given(st.lists(st.lists(st.text(max_size=9), min_size=1, max_size=4), max_size=6))
def test_a_csv_comes_back_as_a_workbook_with_the_same_cells(
    table: list[list[str]],
) -> None:
    safe = [
        [re.sub('[\x00-\x1f\ud800-\udfff",;|]', "", one) for one in row]
        for row in table
    ]
    data = ("H\r\n" + "\r\n".join(";".join(row) for row in safe)).encode()
    found = returned(data)
    assert not found.whole
    before, after = seen(read(data)), seen(read(found.data))
    assert before == after


def test_a_marked_cell_says_why_in_words_and_looks_its_part() -> None:
    data = zipped(parts(PLAIN))
    found = returned(
        data,
        note((2, 3), Severity.QUERY, "Query: look"),
        note((2, 3), Severity.ERROR, "Error: 41 is too much"),
        note((2, 2), Severity.NOTE, "Note: so it is"),
        note((3, 1), Severity.QUERY, "Query: nothing here"),
    )
    sheet = opened(found)["Codes"]
    mark, name, gap = sheet["C2"], sheet["B2"], sheet["A3"]
    assert mark.comment is not None
    assert mark.comment.text == (
        "Keystage found:\nError: 41 is too much\n\nQuery: look"
    )
    assert mark.value == 32
    lines = [slot.border.left.style for slot in (mark, gap, name)]
    assert lines == ["thick", "mediumDashed", "dotted"]
    assert len({slot.fill.fgColor.rgb for slot in (mark, gap, name)}) == 3
    assert sheet["A2"].comment is None
    assert sheet["A2"].border.left is None


def test_the_findings_stand_in_front_with_links_to_the_cells() -> None:
    workbook = opened(returned(zipped(parts(PLAIN))))
    assert workbook.sheetnames == ["Keystage findings", "Codes"]
    front = workbook["Keystage findings"]
    assert workbook.active is front
    assert front["B2"].hyperlink is not None
    assert front["B2"].hyperlink.location == "'Codes'!C2"
    assert front.freeze_panes == "A2"
    assert list(front.tables) == ["Keystage_findings"]


def test_the_same_file_and_findings_give_the_same_bytes() -> None:
    data = zipped(parts(PLAIN))
    assert returned(data, note((2, 3))) == returned(data, note((2, 3)))


def test_a_returned_file_returned_again_holds_only_the_newer_findings() -> None:
    own = "<comments><authors><author>Head</author></authors><commentList>" + "".join(
        f'<comment ref="{at}" authorId="0"><text><t>Ask home</t></text></comment>'
        for at in ("A2", "B2")
    )
    made = parts(PLAIN)
    made["xl/worksheets/_rels/sheet1.xml.rels"] = relations(("comments", "../c.xml"))
    made["xl/c.xml"] = own.replace("<comments>", f'<comments xmlns="{MAIN}">') + (
        "</commentList></comments>"
    )
    first = returned(zipped(made), note((2, 3)), note((2, 2), said="Error: why"))
    sheet = opened(first)["Codes"]
    assert sheet["B2"].comment.text == "Ask home\n\nKeystage found:\nError: why"
    again = returned(first.data, note((2, 1), said="Query: new"))
    assert again.whole
    workbook = opened(again)
    assert workbook.sheetnames == ["Keystage findings", "Codes"]
    sheet = workbook["Codes"]
    told = {
        slot.coordinate: slot.comment.text
        for row in sheet
        for slot in row
        if slot.comment
    }
    assert told == {
        "A2": "Ask home\n\nKeystage found:\nQuery: new",
        "B2": "Ask home",
    }
    assert sheet["C2"].border.left is None


FORMULAS = {
    "30+2": "=30+2",
    "SUM(C1:C9)": "=SUM(C1:C9)",
    "cmd|'/C x'!A0": words.ELSEWHERE,
    'WEBSERVICE("http://127.0.0.1:9")': words.ELSEWHERE,
    "[1]Sheet1!A1": words.ELSEWHERE,
    "Hidden!A1": words.ELSEWHERE,
    "Codes!A1": words.ELSEWHERE,
}


@pytest.mark.parametrize(("held", "left"), FORMULAS.items())
def test_a_formula_comes_back_as_a_text_and_is_never_worked_out(
    held: str, left: str
) -> None:
    found = returned(zipped(parts(rows([formula("A1", held, "32")]))))
    slot = opened(found)["Codes"]["A1"]
    assert (slot.value, slot.data_type) == (left, "s")


def test_formulas_of_our_own_templates_go_on_counting() -> None:
    held = rows([formula("A1", 'COUNTIF(B1:B9,"Y")'), formula("B1", "RAND()")])
    sheet = opened(returned(zipped(parts(held)), ours=True))["Codes"]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ('=COUNTIF(B1:B9,"Y")', "f")
    assert sheet["B1"].data_type == "s"


def test_a_formula_in_a_template_with_something_to_say_of_it_is_a_text() -> None:
    held = rows([formula("A1", "30+2"), formula("B1", "SUM(C1:C9)")])
    sheet = opened(returned(zipped(parts(held)), note((1, 1)), ours=True))["Codes"]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=30+2", "s")
    assert sheet["B1"].data_type == "f"


@pytest.mark.parametrize(
    "kind", ['t="array" ref="A1:A2"', 't="dataTable" ref="A1:A2" dt2D="1" r1="B1"']
)
def test_formulas_over_several_cells_come_back_as_texts_too(kind: str) -> None:
    held = f'<row r="1"><c r="A1"><f {kind}>SUM(B1:B2)</f><v>1</v></c></row>'
    slot = opened(returned(zipped(parts(held))))["Codes"]["A1"]
    assert slot.data_type == "s"


def test_a_table_stays_and_works_nothing_out() -> None:
    made = parts(
        PLAIN,
        after='<tableParts xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships"><tablePart r:id="rId1"/></tableParts>',
    )
    made["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
        ("table", "../tables/t.xml")
    )
    made["xl/tables/t.xml"] = (
        f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="A1:C2" '
        'tableType="queryTable" connectionId="7"><tableColumns count="3">'
        '<tableColumn id="1" name="UPN"/><tableColumn id="2" name="Surname"/>'
        '<tableColumn id="3" name="Mark"><calculatedColumnFormula>[1]Other!A1'
        "</calculatedColumnFormula></tableColumn></tableColumns></table>"
    )
    found = returned(zipped(made))
    assert found.whole
    (table,) = opened(found)["Codes"].tables.values()
    assert (table.ref, table.tableType, table.connectionId) == ("A1:C2", None, None)
    assert all(one.calculatedColumnFormula is None for one in table.tableColumns)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_what_nobody_sees_is_not_passed_on(state: str) -> None:
    made = with_sheet(parts(PLAIN), "Others", rows([text("A1", "Secret")]), state)
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace(
        "</workbook>",
        '<definedNames><definedName name="Mine" hidden="1">Others!$A$1</definedName>'
        "</definedNames></workbook>",
    )
    found = returned(zipped(made), note((2, 3)))
    assert found.whole
    assert opened(found).sheetnames == ["Keystage findings", "Codes"]
    with zipfile.ZipFile(io.BytesIO(found.data)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"Secret" not in everything
    assert b"Mine" not in everything


def test_links_out_of_the_file_filters_and_rules_that_reach_out_are_left_behind() -> (
    None
):
    after = (
        '<autoFilter ref="A1:C2"/><mergeCells><mergeCell ref="A4:B4"/></mergeCells>'
        '<conditionalFormatting sqref="C2"><cfRule type="expression" priority="1">'
        "<formula>Hidden!A1=1</formula></cfRule></conditionalFormatting>"
        '<conditionalFormatting sqref="C3"><cfRule type="expression" priority="2">'
        "<formula>C3=1</formula></cfRule></conditionalFormatting>"
        '<dataValidations><dataValidation type="list" sqref="C2"><formula1>Hidden!$A$1:$A$9'
        '</formula1></dataValidation><dataValidation type="list" sqref="C3"><formula1>"A,B"'
        '</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A2" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/></hyperlinks>'
    )
    link = (
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/'
        '2006/relationships/hyperlink" Target="http://127.0.0.1:9" TargetMode="External"/>'
    )
    made = parts(PLAIN.replace('<row r="2">', '<row r="2" hidden="1">'), after=after)
    made["xl/worksheets/_rels/sheet1.xml.rels"] = relations(more=link)
    found = returned(zipped(made), note((4, 2)))
    assert found.whole
    sheet = opened(found)["Codes"]
    assert sheet["A2"].hyperlink is None
    assert sheet.auto_filter.ref is None
    assert not sheet.row_dimensions[2].hidden
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["C3"]
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["C3"]
    assert sheet["A4"].comment is not None  # the first of the merged area


@pytest.mark.parametrize(
    ("place", "stays"),
    [
        ("'Codes'!A1", True),
        ("\\\\127.0.0.1\\share\\book.xlsx", False),
        ("'[book.xlsx]Codes'!A1", False),
    ],
)
def test_a_link_stays_that_leads_to_a_cell_one_sees(place: str, stays: bool) -> None:
    after = f'<hyperlinks><hyperlink ref="A2" location="{place}"/></hyperlinks>'
    found = returned(zipped(parts(PLAIN, after=after)))
    assert (opened(found)["Codes"]["A2"].hyperlink is not None) is stays


def test_a_marked_cell_that_was_hidden_comes_into_view() -> None:
    made = parts(
        PLAIN.replace('<row r="2">', '<row r="2" hidden="1">'),
        before='<cols><col min="2" max="3" hidden="1"/><col min="9" max="9"/></cols>',
    )
    sheet = opened(returned(zipped(made), note((2, 3))))["Codes"]
    assert not sheet.row_dimensions[2].hidden
    assert not sheet.column_dimensions["B"].hidden


@pytest.mark.parametrize(
    ("what", "reference"),
    [
        ("mergeCell", "A1:XFD1048576"),
        ("mergeCell", "A2:A500000"),
        ("hyperlink", "A1:XFD1048576"),
        ("hyperlink", "nonsense"),
    ],
)
def test_what_would_take_for_ever_to_open_is_copied_instead(
    what: str, reference: str
) -> None:
    after = f'<{what}s><{what} ref="{reference}"/></{what}s>'
    data = zipped(parts(PLAIN, after=after))
    found = returned(data, note((2, 3)))
    assert not found.whole
    assert seen(read(found.data)) == seen(read(data, forgiving=True))


def test_more_cells_than_are_worth_opening_are_copied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clean, "MOST_CELLS", 5)
    assert not returned(zipped(parts(PLAIN))).whole


def test_a_copy_holds_numbers_dates_flags_and_errors_as_they_were() -> None:
    held = rows(
        [number("A1", "31.999999999999996"), number("B1", "43409", DATE)],
        ['<c r="A2" t="b"><v>1</v></c>', '<c r="B2" t="e"><v>#N/A</v></c>'],
        ['<c r="A3" t="d"><v>1850-01-01</v></c>', formula("B3", "1+1", "2")],
    )
    data = zipped(
        parts(held, after='<mergeCells><mergeCell ref="D1:XFD9"/></mergeCells>')
    )
    found = returned(data)
    assert not found.whole
    before, after = seen(read(data)), seen(read(found.data))
    assert after.pop(("Codes", "B3")) == (
        "(a formula stood here; it last showed 2)",
        Kind.TEXT,
    )
    before.pop(("Codes", "B3"))
    assert before.pop(("Codes", "A3")) == ("1850-01-01", Kind.DATE)
    assert after.pop(("Codes", "A3")) == ("1850-01-01", Kind.TEXT)
    assert before == after


def test_what_cannot_be_opened_for_writing_is_copied() -> None:
    made = parts(PLAIN)
    made["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><fonts><font><sz val="x"/></font></fonts></styleSheet>'
    )
    found = returned(zipped(made), note((2, 3)))
    assert not found.whole
    assert opened(found)["Codes"]["C2"].comment is not None


def test_sheets_of_a_copy_get_names_that_a_workbook_allows() -> None:
    made = with_sheet(parts(PLAIN, sheet='name="A/B"'), "A\\B", PLAIN)
    made["xl/worksheets/sheet1.xml"] = str(made["xl/worksheets/sheet1.xml"]).replace(
        "</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="D1:XFD9"/></mergeCells>',
    )
    assert opened(returned(zipped(made))).sheetnames[1:] == ["A B", "A B 2"]


def test_a_value_beneath_a_merged_area_is_not_lost() -> None:
    after = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A3:B3"/></mergeCells>'
    data = zipped(parts(PLAIN, after=after))
    found = returned(data, note((3, 2)))
    assert not found.whole  # opening it would have dropped the value
    assert seen(read(found.data, forgiving=True)) == seen(read(data, forgiving=True))


def test_a_hidden_sheet_is_not_copied_and_gets_no_notes() -> None:
    made = with_sheet(parts(PLAIN), "Others", rows([text("A1", "Secret")]), "hidden")
    made["xl/worksheets/sheet1.xml"] = str(made["xl/worksheets/sheet1.xml"]).replace(
        "</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="D1:XFD9"/></mergeCells>',
    )
    found = returned(zipped(made), Noted("Others", 1, 1, Severity.NOTE, "Note"))
    assert opened(found).sheetnames == ["Keystage findings", "Codes"]


def test_the_sheet_in_front_may_hold_numbers_and_need_not_stand_still() -> None:
    front = SheetOut(name="Front", rows={1: RowOut({1: CellOut(7), 2: CellOut("=7")})})
    found = noted(zipped(parts(PLAIN)), (), front, made=MADE)
    sheet = opened(found)["Front"]
    assert [slot.data_type for slot in sheet[1]] == ["n", "s"]
    assert sheet.freeze_panes is None


def test_a_file_that_may_not_be_read_is_refused_as_ever() -> None:
    made = {**parts(PLAIN), "xl/vbaProject.bin": b"x"}
    with pytest.raises(Refused, match="macro"):
        returned(zipped(made))


def test_what_no_note_can_hold_is_shown_as_something_else() -> None:
    found = returned(zipped(parts(PLAIN)), note((2, 3), said="Error: \x00\ud800!"))
    comment = opened(found)["Codes"]["C2"].comment
    assert comment is not None
    assert comment.text == "Keystage found:\nError: \ufffd\ufffd!"


def test_only_our_own_properties_are_passed_on() -> None:
    made = parts(PLAIN)
    made["_rels/.rels"] = relations(
        ("officeDocument", "xl/workbook.xml"),
        ("custom-properties", "docProps/mine.xml"),
    )
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006"
    made["docProps/mine.xml"] = (
        f'<Properties xmlns="{kinds}/custom-properties" xmlns:vt="{kinds}/docPropsVTypes">'
        + "".join(
            f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{at}" '
            f'name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
            for at, (name, value) in enumerate(
                [("Keystage rulebook", "phonics-2026"), ("Owner", "Secret")], 2
            )
        )
        + "</Properties>"
    )
    found = returned(zipped(made))
    assert found.whole
    assert read(found.data).properties == {"Keystage rulebook": "phonics-2026"}


def test_without_the_extra_a_sentence_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(book, "find_spec", lambda _name: None)
    with pytest.raises(MissingExtra, match=r"keystage\[xlsx\]"):
        returned(zipped(parts(PLAIN)))
