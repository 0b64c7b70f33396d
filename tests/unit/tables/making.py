"""Workbooks made by hand, part by part, so that any of them can be wrong."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = f"{LINKS}/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"

type Parts = dict[str, str | bytes]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of parts by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return held.getvalue()


def relations(*links: tuple[str, str], more: str = "") -> str:
    """Return a part of relations rId1, rId2 ... of (kind, target)."""
    rows = "".join(
        f'<Relationship Id="rId{at}" Type="{KINDS}{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links, 1)
    )
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">{rows}{more}</Relationships>'
    )


def xlsx_parts(
    rows: str,
    *,
    strings: Sequence[str] = (),
    styles: str = "",
    after: str = "",
    before: str = "",
    sheet: str = 'name="Codes"',
    book: str = "",
) -> Parts:
    """Return the parts of a workbook with one sheet that holds `rows` of XML."""
    shared = "".join(f"<si>{text}</si>" for text in strings)
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{book}'
        f'<sheets><sheet {sheet} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>",
    }


def xlsx_rows(table: Sequence[Sequence[str]]) -> str:
    """Return a table of texts as rows of XML."""
    return "".join(
        "<row>"
        + "".join(
            f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' for text in row
        )
        + "</row>"
        for row in table
    )


def xlsx(
    rows: str,
    *,
    styles: str = "",
    after: str = "",
    before: str = "",
    sheet: str = 'name="Codes"',
    book: str = "",
) -> bytes:
    """Return a workbook with one sheet that holds `rows` of XML."""
    return zipped(
        xlsx_parts(
            rows, styles=styles, after=after, before=before, sheet=sheet, book=book
        )
    )


def ods_parts(tables: str, styles: str = "") -> Parts:
    """Return the parts of an .ods that holds `tables` of XML."""
    spaces = " ".join(
        f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text")
    )
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    return {
        "mimetype": SPREADSHEET,
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{OASIS}:manifest:1.0"/>',
        "content.xml": f'<office:document-content {spaces} xmlns:calcext="{calc}" '
        f'xmlns:style="{OASIS}:style:1.0" xmlns:draw="{OASIS}:drawing:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet>"
        "</office:body></office:document-content>",
    }


def ods(rows: str, styles: str = "", attributes: str = 'table:name="Codes"') -> bytes:
    """Return an .ods with one sheet that holds `rows` of XML."""
    table = f"<table:table {attributes}>{rows}</table:table>"
    return zipped(ods_parts(table, styles))


def ods_rows(table: Sequence[Sequence[str]]) -> str:
    """Return a table of texts as rows of XML."""
    return "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>"
            for text in row
        )
        + "</table:table-row>"
        for row in table
    )
