"""What the writer of returned workbooks would lose of a template is carried past it."""

import io
import re
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest

from keystage.tables import read
from keystage.tables.noted import Returned, noted
from keystage.tables.writing import (
    Area,
    BarChart,
    BookOut,
    CellOut,
    ColumnOut,
    Formula,
    PrintOut,
    RowOut,
    SheetOut,
    TableOut,
    xlsx,
)
from tests.unit.tables.noted.workbooks import MADE, findings, note

HEADS = RowOut({1: CellOut("UPN", note="x" * 400), 2: CellOut("Mark")})
HEARD = "How many of each, and what it says to who does not see it."
SAID = 'A bar for each <share> & "so on".'


def template(chart_of: str = "Codes") -> bytes:
    """Return a workbook as our templates are: numbers kept as texts, a table, a chart."""
    chart = BarChart(
        sheet=chart_of,
        labels=Area(2, 1, 3, 1),
        values=Area(2, 2, 3, 2),
        at=(6, 1),
        size=(400, 200),
        title="Shares so far",
        described=SAID,
        colour="#1D5A8A",
        most=1,
    )
    rows = {
        1: HEADS,
        2: RowOut({1: CellOut("0041"), 2: CellOut(Formula("1+1", 2))}),
        3: RowOut({1: CellOut("0042"), 2: CellOut(0.5)}),
    }
    sheet = SheetOut(
        name="Codes",
        columns=[ColumnOut(20), ColumnOut(9)],
        rows=rows,
        tables=[TableOut("Marks", Area(1, 1, 3, 2), "Marks & more", HEARD)],
        charts=[chart],
        quiet=[Area(2, 1, 3, 1)],
    )
    bare = SheetOut(
        name="Bare", rows={1: RowOut({1: CellOut("nothing")})}, charts=[chart]
    )
    return xlsx.write(BookOut(sheets=[sheet, bare], title="T", made=MADE))


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """Return a workbook with something else in one of its parts."""
    held = parts(data)
    assert old.encode() in held[name]
    held[name] = held[name].replace(old.encode(), new.encode())
    return packed(held)


def packed(held: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in held.items():
            package.writestr(name, part)
    return out.getvalue()


def back(data: bytes, *, ours: bool = True) -> Returned:
    found = noted(data, [note((2, 1))], findings("x"), made=MADE, ours=ours)
    assert found.whole
    assert read(found.data).sheets
    return found


def chart_parts(found: Returned) -> list[str]:
    return [name for name in parts(found.data) if "/charts/" in name]


def test_charts_of_a_template_come_back_with_what_is_said_of_them() -> None:
    found = back(template())
    book = openpyxl.load_workbook(io.BytesIO(found.data))
    drawn = [len(book[name]._charts) for name in book.sheetnames]  # type: ignore[attr-defined]  # not in the stubs
    assert drawn == [0, 1, 1]
    (chart,) = book["Codes"]._charts  # type: ignore[attr-defined]  # the same
    (series,) = chart.series
    assert series.val.numRef.f == "'Codes'!$B$2:$B$3"
    assert (chart.anchor._from.row, chart.anchor._from.col) == (5, 0)
    held = parts(found.data)
    said = [part for name, part in held.items() if "drawings/keystage" in name]
    escaped = b'descr="A bar for each &lt;share&gt; &amp; &quot;so on&quot;."'
    assert sum(escaped in part for part in said) == 2


def test_charts_come_back_as_of_the_program_that_drew_them() -> None:
    """LibreOffice reads what a chart leaves unsaid as that program and version mean it."""
    name = "docProps/app.xml"
    said = b"<Application>Microsoft Excel</Application>"
    assert said in parts(template())[name]
    assert said in parts(back(template()).data)[name]
    assert b"<AppVersion>12.0000</AppVersion>" in parts(back(template()).data)[name]
    assert said not in parts(back(template(), ours=False).data)[name]
    odd = changed(template(), name, "12.0000", "&lt;12&gt;")
    assert b"12" not in parts(back(odd).data)[name]
    silent = parts(template())
    del silent[name]
    assert said not in parts(back(packed(silent)).data)[name]


def test_what_a_chart_once_showed_is_not_passed_on() -> None:
    data = template()
    assert b"Cache>" in parts(data)["xl/charts/chart1.xml"]
    held = parts(back(data).data)
    assert not [name for name, part in held.items() if b"Cache>" in part]


def test_a_chart_of_ones_own_workbook_stays_behind_like_other_pictures() -> None:
    assert chart_parts(back(template(), ours=False)) == []


@pytest.mark.parametrize(
    "reference",
    ["[1]Codes!$A$2", "'Hidden'!$B$2", "WEBSERVICE(1)", "https://x.example"],
)
def test_a_chart_that_reaches_further_stays_behind(reference: str) -> None:
    name, old = "xl/charts/chart1.xml", "'Codes'!$B$2:$B$3"
    found = back(changed(template(), name, old, reference))
    assert len(chart_parts(found)) == 1


def test_shapes_pictures_and_macros_beside_a_chart_stay_behind() -> None:
    name = "xl/drawings/drawing1.xml"
    anchor = re.search(rb"<xdr:from>.*?</xdr:to>", parts(template())[name])
    assert anchor
    shape = (
        f"<xdr:twoCellAnchor>{anchor[0].decode()}<xdr:sp macro='[0]!Run'><a:t>Look</a:t>"
        "</xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    data = changed(template(), name, "</xdr:wsDr>", shape)
    data = changed(data, name, 'macro=""', 'macro="Run"')
    found = back(data)
    assert len(chart_parts(found)) == 2
    drawn = [part for name, part in parts(found.data).items() if "/drawings/" in name]
    assert not [part for part in drawn if b"Look" in part or b"Run" in part]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("xl/drawings/_rels/drawing1.xml.rels", "chart1.xml", "none.xml"),
        ("xl/drawings/_rels/drawing1.xml.rels", "/chart", "/image"),
        ("xl/drawings/drawing1.xml", "spreadsheetDrawing", "another"),
        ("xl/charts/chart1.xml", "drawingml/2006/chart", "drawingml/2006/other"),
        ("xl/drawings/drawing1.xml", 'r:id="rId1"', 'r:id="rId7"'),
    ],
)
def test_a_chart_that_is_not_what_it_should_be_stays_behind(
    name: str, old: str, new: str
) -> None:
    assert len(chart_parts(back(changed(template(), name, old, new)))) == 1


def test_a_drawing_that_is_not_there_is_not_missed() -> None:
    held = parts(template())
    del held["xl/drawings/drawing1.xml"]
    assert len(chart_parts(back(packed(held)))) == 1


@pytest.mark.parametrize("ours", [True, False])
def test_what_a_table_is_said_to_be_comes_back(ours: bool) -> None:
    held = parts(back(template(), ours=ours).data)
    tables = [part.decode() for name, part in held.items() if "/tables/" in name]
    (own,) = (part for part in tables if 'displayName="Marks"' in part)
    assert f'altText="Marks &amp; more" altTextSummary="{HEARD}"' in own


def test_the_table_of_findings_says_what_it_is_too() -> None:
    front = findings("x")
    (table,) = front.tables
    told = TableOut(table.name, table.area, "Findings", "What is to be put right.")
    held = SheetOut(name=front.name, rows=front.rows, tables=[told])
    found = noted(template(), [], held, made=MADE)
    assert any(
        b'altText="Findings" altTextSummary="What is to be put right."' in part
        for part in parts(found.data).values()
    )


def test_numbers_kept_as_texts_are_not_called_a_slip() -> None:
    held = parts(back(template()).data)
    quiet = b'<ignoredErrors><ignoredError sqref="A2:A3" numberStoredAsText="1"/>'
    assert sum(quiet in part for part in held.values()) == 1


def test_an_area_that_is_none_is_not_passed_on() -> None:
    name = "xl/worksheets/sheet1.xml"
    data = changed(template(), name, 'sqref="A2:A3" num', 'sqref="A2:A3 No&amp;" num')
    assert b"No&amp;" not in parts(back(data).data)["xl/worksheets/sheet2.xml"]
    data = changed(template(), name, 'sqref="A2:A3" num', 'sqref="none" num')
    assert b"ignoredError" not in parts(back(data).data)["xl/worksheets/sheet2.xml"]


def test_a_note_of_the_template_is_as_tall_as_its_words() -> None:
    book = openpyxl.load_workbook(io.BytesIO(back(template()).data))
    assert book["Codes"]["A1"].comment is not None
    drawn = next(
        part.decode()
        for name, part in parts(back(template()).data).items()
        if "vml" in name.lower()
    )
    tall = [float(one) for one in re.findall(r"height:([0-9.]+)", drawn)]
    assert len(tall) == 2
    assert max(tall) >= 8 * 18


def test_the_sheet_in_front_is_printed_as_it_is_described() -> None:
    front = findings("x")
    printed = PrintOut(
        repeated=(1, 1), foot="&LFile &F&CMiddle&RPage &P of &N", head="&CTop"
    )
    held = SheetOut(name=front.name, rows=front.rows, printed=printed)
    found = noted(template(), [], held, made=MADE)
    sheet = openpyxl.load_workbook(io.BytesIO(found.data))[front.name]
    assert sheet.print_title_rows == "$1:$1"
    assert str(sheet.oddFooter) == "&LFile &F&CMiddle&RPage &P of &N"
    assert str(sheet.oddHeader) == "&CTop"
    assert sheet.page_margins.top < 0.6
    assert sheet.page_margins.footer < sheet.page_margins.bottom
