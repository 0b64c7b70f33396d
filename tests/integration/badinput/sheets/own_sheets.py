"""Our own file of every bad workbook and CSV, its parts written by hand."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import Final
from xml.sax.saxutils import escape

from tests.unit.tables.making import (
    KINDS,
    PACKAGE,
    Parts,
    ods,
    ods_rows,
    relations,
    xlsx_parts,
    zipped,
)

HEADINGS: Final = ("UPN", "Surname", "Forename", "DOB", "Mark")
MINA: Final = ("Y004100123001", "Ashdown", "Mina", "2018-11-05", "32")
TAGGED: Final = "Keystage rulebook"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DATES: Final = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'


def text(value: str) -> str:
    """Return a cell's inside that holds a text."""
    return f'<is><t xml:space="preserve">{escape(value)}</t></is>'


def cell(address: str, value: str) -> str:
    """Return a cell that holds a text."""
    return f'<c r="{address}" t="inlineStr">{text(value)}</c>'


def number(address: str, value: str, style: int = 0) -> str:
    """Return a cell that holds a number."""
    return f'<c r="{address}" s="{style}"><v>{value}</v></c>'


def row(at: int, cells: str, more: str = "") -> str:
    """Return a row of cells."""
    return f'<row r="{at}"{more}>{cells}</row>'


def heads(at: int = 1, names: tuple[str, ...] = HEADINGS) -> str:
    """Return the row of headings."""
    return row(
        at, "".join(cell(f"{'ABCDEFGH'[n]}{at}", one) for n, one in enumerate(names))
    )


def pupil(at: int = 2, **other: str) -> str:
    """Return Mina's row; `other` are whole cells by their column's letter."""
    cells = {
        letter: number(f"{letter}{at}", value)
        if letter == "E"
        else cell(f"{letter}{at}", value)
        for letter, value in zip("ABCDE", MINA, strict=True)
    }
    return row(at, "".join({**cells, **other}.values()))


def parts(rows: str = "", **more: str) -> Parts:
    """Return the parts of a workbook with one sheet, Phonics."""
    how = {"sheet": 'name="Phonics"', "styles": _DATES, **more}
    return xlsx_parts(rows or heads() + pupil(), **how)


def book(rows: str = "", **more: str) -> bytes:
    """Return a workbook with one sheet, Phonics."""
    return zipped(parts(rows, **more))


def with_parts(added: Mapping[str, str | bytes]) -> bytes:
    """Return the control with other parts besides, or instead."""
    return zipped({**parts(), **added})


def tagged(rulebook: str, digest: str = "", school: str = "") -> bytes:
    """Return the control as a template's: its properties say what it is for."""
    said = {TAGGED: rulebook, "Keystage digest": digest, "Keystage school": school}
    held = "".join(
        f'<property name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for name, value in said.items()
        if value
    )
    made = parts()
    made["_rels/.rels"] = relations(
        ("officeDocument", "xl/workbook.xml"),
        ("custom-properties", "docProps/custom.xml"),
    )
    made["docProps/custom.xml"] = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/'
        f'2006/docPropsVTypes">{held}</Properties>'
    )
    return zipped(made)


def csv(*lines: str, separator: str = ",") -> str:
    """Return a CSV of the headings and lines, or of Mina."""
    return "\r\n".join(
        (separator.join(HEADINGS), *(lines or (separator.join(MINA),)), "")
    )


def _mark(inside: str, more: str = "") -> Callable[[], bytes]:
    return lambda: book(heads() + pupil(E=f'<c r="E2"{more}>{inside}</c>'))


def _birth(serial: str, **more: str) -> Callable[[], bytes]:
    return lambda: book(heads() + pupil(D=number("D2", serial)), **more)


def _surname(value: str) -> Callable[[], bytes]:
    return lambda: book(heads() + pupil(B=cell("B2", value)))


def _encrypted() -> bytes:
    return _OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 64


def _lying() -> bytes:
    """Return a package whose directory says a part is 100 bytes long."""
    whole = bytearray(with_parts({"xl/sharedStrings.xml": "<sst>" + " " * 9_000}))
    for start, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        found = whole.find(b"xl/sharedStrings.xml")
        while found >= 0:
            head = whole.rfind(start, 0, found)
            if head >= 0 and found - head < 50:
                struct.pack_into("<I", whole, head + at, 100)
            found = whole.find(b"xl/sharedStrings.xml", found + 1)
    return bytes(whole)


def _slipping() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("../../../../slipped", "out")
        package.writestr("/absolutely", "out")
    return held.getvalue()


def _entities() -> bytes:
    laughs = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' if n else '<!ENTITY a0 "ha">'
        for n in range(9)
    )
    strings = f"<!DOCTYPE sst [{laughs}]><sst><si><t>&a8;</t></si></sst>"
    return with_parts({"xl/sharedStrings.xml": strings})


def _links() -> bytes:
    outside = (
        f'<Relationship Id="rId1" Type="{KINDS}externalLinkPath" '
        'Target="http://127.0.0.1:9/x.xlsx" TargetMode="External"/>'
    )
    return with_parts(
        {
            "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships">{outside}</Relationships>'
            ),
            "xl/connections.xml": "<connections/>",
        }
    )


def _two_sheets() -> bytes:
    made = parts(
        book="",
        sheet='name="Phonics" sheetId="7" r:id="rId1"/>'
        '<sheet state="veryHidden" name="Old"',
    )
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace(
        'name="Old" sheetId="1" r:id="rId1"', 'name="Old" sheetId="1" r:id="rId9"'
    )
    second = (
        f'<Relationship Id="rId9" Type="{KINDS}worksheet" '
        'Target="worksheets/sheet2.xml"/></Relationships>'
    )
    made["xl/_rels/workbook.xml.rels"] = str(
        made["xl/_rels/workbook.xml.rels"]
    ).replace("</Relationships>", second)
    other = pupil(A=cell("A2", "M004100123002"), B=cell("B2", "Other"))
    made["xl/worksheets/sheet2.xml"] = str(made["xl/worksheets/sheet1.xml"]).replace(
        pupil(), other
    )
    return zipped(made)


def _dressed() -> bytes:
    styles = "<cellXfs>" + '<xf numFmtId="0"/>' * 16_000 + "</cellXfs>"
    made = parts(
        styles=styles,
        after='<conditionalFormatting sqref="E2"/><drawing xmlns:r="r" r:id="d"/>',
    )
    made["xl/comments1.xml"] = "<comments><commentList/></comments>"
    made["xl/drawings/drawing1.xml"] = "<wsDr/>"
    return zipped(made)


def _swallowing() -> str:
    rows = [f"V0041001240{n:02},N{n},F,2018-11-05,30" for n in range(80)]
    return csv('Y004100123001,"Ashdown,Mina,2018-11-05,32', *rows)


def _sorted_wrong() -> bytes:
    names = ("Birch", "Cole", "Dean", "Ashdown")
    upns = ("Y004100123001", "V004100124000", "J004100124001", "Y004100124002")
    return book(
        heads()
        + "".join(
            pupil(at, A=cell(f"A{at}", one), B=cell(f"B{at}", name))
            for at, (one, name) in enumerate(zip(upns, names, strict=True), 2)
        )
    )


RUN: Final = (
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "|x", "%0A=1"),
    *('=HYPERLINK("http://127.0.0.1:9","x")', '=WEBSERVICE("http://127.0.0.1:9")'),
)

_WORKBOOKS: Final[dict[str, Callable[[], bytes]]] = {
    "B190": _mark("<f>30+2</f><v>32</v>", ' t="str"'),
    "B191": lambda: book(
        heads() + pupil(B='<c r="B2" t="str"><f>cmd|\'/C x\'!A0</f><v>Ashdown</v></c>')
    ),
    **{f"B{192 + n}": _surname(one) for n, one in enumerate(RUN)},
    "B202": lambda: with_parts({"xl/vbaProject.bin": b"\0"}),
    "B203": lambda: with_parts({"xl/vbaProject.bin": b"\0"}),
    "B204": _encrypted,
    "B205": lambda: _OLE + b"\0" * 700,
    "B206": lambda: with_parts({"xl/workbook.bin": b"\0"}),
    "B207": lambda: ods(ods_rows([HEADINGS, MINA])),
    "B208": lambda: with_parts({"xl/sharedStrings.xml": "A" * 100_000_000}),
    "B209": lambda: with_parts({f"x/{n}.xml": "" for n in range(5_000)}),
    "B210": _lying,
    "B211": _slipping,
    "B212": _entities,
    "B213": _links,
    "B214": lambda: book(
        after='<mergeCells><mergeCell ref="A2:A500000"/></mergeCells>'
    ),
    "B215": lambda: book(
        after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "B216": lambda: book(heads() + pupil() + row(1048576, number("XFD1048576", "1"))),
    "B217": lambda: book(before='<dimension ref="A1:XFD1048576"/>'),
    "B218": lambda: book(heads() + pupil() + row(3, number("AAAAAAAA3", "1"))),
    "B219": lambda: book(heads(3) + pupil(4, E=number("E4", "41"))),
    "B220": _two_sheets,
    "B221": lambda: book(sheet='name="Phonics" state="veryHidden"'),
    "B222": lambda: book(
        heads() + pupil() + pupil(3).replace("<row", '<row hidden="1"')
    ),
    "B223": _birth("43409"),
    "B224": _birth("43409", book='<workbookPr date1904="1"/>'),
    "B225": _birth("60"),
    "B226": _mark(text("32"), ' t="inlineStr"'),
    "B227": _mark("<v>32.0</v>"),
    "B228": _mark("<v>31.999999999999996</v>"),
    "B229": _mark("<v>45934</v>", ' s="1"'),
    "B230": _mark("<v>#N/A</v>", ' t="e"'),
    "B231": _mark("<v>1</v>", ' t="b"'),
    "B232": _mark(text(" "), ' t="inlineStr"'),
    "B233": lambda: book(
        heads() + row(2, number("A2", "1.234567890123E+12") + number("E2", "32"))
    ),
    "B234": lambda: book(
        heads(names=(*HEADINGS, "Estab")) + pupil(F=number("F2", "999"))
    ),
    "B235": lambda: book(
        heads(names=("Mark", "UPN", "Mark"))
        + row(2, number("A2", "1") + cell("B2", MINA[0]) + number("C2", "40"))
    ),
    "B236": lambda: tagged("phonics-2025"),
    "B237": _sorted_wrong,
    "B238": _dressed,
}

_TEXTS: Final[dict[str, Callable[[], bytes]]] = {
    "B239": lambda: csv().encode(),
    "B240": lambda: csv().encode("utf-8-sig"),
    "B241": lambda: csv(
        "\t".join((*MINA[:2], "Zo\u00eb", *MINA[3:])), separator="\t"
    ).encode("utf-16"),
    "B242": lambda: csv("Y004100123001,O\u2019Brien,Zo\u00eb,2018-11-05,32").encode(
        "cp1252"
    ),
    "B243": lambda: csv(";".join(MINA), separator=";").encode(),
    "B244": lambda: csv(
        'Y004100123001,"Ash""down, Lady\nJane",Mina,2018-11-05,32'
    ).encode(),
    "B245": lambda: _swallowing().encode(),
    "B246": lambda: csv(f"Y004100123001,{'A' * 70_000},Mina,2018-11-05,32").encode(),
    "B247": lambda: csv(
        f"Y004100123001,{'A' * 200_000},Mina,2018-11-05,32", ",".join(MINA)
    ).encode(),
    "B248": lambda: csv("Y004100123001,Ash\0down,Mina,2018-11-05,32").encode(),
    "B249": lambda: csv(
        "Y004100123001,Ashdown,Mina", ",".join((*MINA, "40")), ",".join(MINA)
    ).encode(),
    "B250": f"{','.join(HEADINGS)}\r\n".encode,
    "B251": lambda: csv().replace("\r\n", "\r").encode(),
    "B252": lambda: csv(",".join(MINA), *[",,,,"] * 1_000).encode(),
    "B253": f"{','.join(HEADINGS)}\r\n".encode,
}

OWN: Final = {**_WORKBOOKS, **_TEXTS}
