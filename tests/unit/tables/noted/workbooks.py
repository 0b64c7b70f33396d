"""Workbooks as people have them, with all that is not to be passed on."""

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from keystage.core.findings import Severity
from keystage.tables.noted import Noted
from keystage.tables.writing.model import (
    Area,
    CellOut,
    ColumnOut,
    RowOut,
    SheetOut,
    Style,
    TableOut,
)
from tests.unit.tables.making import KINDS, Parts, relations, xlsx_parts

MADE = datetime(2026, 6, 10, 10, tzinfo=UTC)
STYLES = (
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    "</cellStyleXfs>"
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0"/>'
    '<xf numFmtId="46" fontId="0" fillId="0" borderId="0"/></cellXfs>'
)
DATE, HOURS = 's="1"', 's="2"'


def text(address: str, held: str) -> str:
    """Return a cell of text."""
    kept = f'<is><t xml:space="preserve">{escape(held)}</t></is>'
    return f'<c r="{address}" t="inlineStr">{kept}</c>'


def number(address: str, held: str, style: str = "") -> str:
    """Return a cell of a number, as the file has it."""
    return f'<c r="{address}" {style}><v>{held}</v></c>'


def formula(address: str, formula: str, shown: str = "1") -> str:
    """Return a cell that is worked out."""
    return f'<c r="{address}"><f>{escape(formula)}</f><v>{shown}</v></c>'


def rows(*cells: Sequence[str]) -> str:
    """Return rows 1, 2 ... of cells."""
    return "".join(
        f'<row r="{at}">{"".join(row)}</row>' for at, row in enumerate(cells, 1)
    )


def parts(held: str, **more: str) -> Parts:
    """Return the parts of a workbook with one sheet, `Codes`, that can be opened."""
    return xlsx_parts(held, styles=STYLES, **more)


def with_sheet(made: Parts, name: str, held: str, state: str = "visible") -> Parts:
    """Return `made` with a second sheet."""
    book = str(made["xl/workbook.xml"])
    second = f'<sheet name="{name}" sheetId="2" state="{state}" r:id="rId9"/></sheets>'
    link = f'<Relationship Id="rId9" Type="{KINDS}worksheet" Target="worksheets/sheet2.xml"/>'
    sheet = str(made["xl/worksheets/sheet1.xml"])
    start, _, _ = sheet.partition("<sheetData>")
    return {
        **made,
        "xl/workbook.xml": book.replace("</sheets>", second),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
            more=link,
        ),
        "xl/worksheets/sheet2.xml": f"{start}<sheetData>{held}</sheetData></worksheet>",
    }


def findings(*told: str) -> SheetOut:
    """Return a sheet of findings: a heading and a line for each of `told`."""
    lines = {
        at: RowOut({1: CellOut(one), 2: CellOut("C2", link="'Codes'!C2")})
        for at, one in enumerate(told, 2)
    }
    head = RowOut({1: CellOut("Message", Style(bold=True)), 2: CellOut("Cell")}, 20)
    table = TableOut("Keystage_findings", Area(1, 1, len(told) + 1, 2))
    return SheetOut(
        name="Keystage findings",
        columns=(ColumnOut(40), ColumnOut(8)),
        rows={1: head, **lines},
        frozen=(1, 0),
        tables=(table,) if told else (),
    )


def note(
    address: tuple[int, int], severity: Severity = Severity.ERROR, said: str = "Error"
) -> Noted:
    """Return something to say of a cell of `Codes`."""
    return Noted("Codes", *address, severity, said)
