"""Our own file for each of B001 to B087, made when it is asked for."""

import gzip
import io
import zipfile
from collections.abc import Callable
from typing import Final

from tests.integration.badinput.catalogue.forge import (
    ALONE,
    DECLARATION,
    FIXTURES,
    GOOD,
    declared,
    doctype,
    forename,
    header_only,
    reading,
    recoded,
    surname,
    swap,
    upn,
)

SERVICE_LIMIT: Final = 3_145_728
_CANARY: Final = "canary.txt"


def _laughs() -> bytes:
    steps = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' if n else '<!ENTITY a0 "lol">'
        for n in range(10)
    )
    return doctype(f"<!DOCTYPE CTfile [{steps}]>", surname("&a9;"))


def _quadratic() -> bytes:
    entity = f'<!DOCTYPE CTfile [<!ENTITY a "{"A" * 20_000}">]>'
    return doctype(entity, surname("&a;" * 2_000))


def _nested(depth: int, *, close: bool) -> bytes:
    return header_only(b"<Pupil>" + b"<x>" * depth + b"</x>" * (depth * close))


def _zipped(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), GOOD)  # no clock: the same each time
    return held.getvalue()


def _padded(size: int) -> bytes:
    return swap("</CTFpupilData>", "</CTFpupilData>" + " " * (size - len(GOOD)))


def _respaced() -> bytes:
    text = swap("<SupplierID>Invented<", "<SupplierID>\t\r\n Invented \r<")
    return text.replace(b"\n", b"\r\n").replace(b"  ", b"\t")


def _utf16(codec: str, mark: bytes) -> bytes:
    return mark + recoded("UTF-16", codec)


def _entity(name: str, value: str, data: bytes) -> bytes:
    return doctype(f"<!DOCTYPE CTfile [<!ENTITY {name} {value}>]>", data)


OWN: Final[dict[str, Callable[[], bytes]]] = {
    "B001": lambda: GOOD,
    "B002": lambda: _entity("x", f'SYSTEM "{_CANARY}"', surname("&x;")),
    "B003": lambda: _entity("x", 'SYSTEM "http://127.0.0.1:9/x"', surname("&x;")),
    "B004": lambda: doctype(
        '<!DOCTYPE CTfile [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>'
    ),
    "B005": lambda: doctype('<!DOCTYPE CTfile SYSTEM "http://127.0.0.1:9/c.dtd">'),
    "B006": lambda: doctype(
        '<!DOCTYPE CTfile PUBLIC "-//X//DTD X//EN" "http://127.0.0.1:9/x.dtd">'
    ),
    "B007": _laughs,
    "B008": _quadratic,
    "B009": lambda: doctype(
        '<!DOCTYPE CTfile [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', surname("&a;")
    ),
    "B010": lambda: _entity("e", '"41"', upn("Y00&e;00123001")),
    "B011": lambda: _entity("e", '"S"', reading("EX&e;")),
    "B012": lambda: doctype(
        '<!DOCTYPE CTfile [<!ATTLIST Result kind CDATA "assumed">]>'
    ),
    "B013": lambda: swap(
        "<Sex>F</Sex>\n",
        '<Sex>F</Sex>\n<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
        f'href="{_CANARY}" parse="text"/>\n',
    ),
    "B014": lambda: swap(
        DECLARATION,
        DECLARATION + b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>\n',
    ),
    "B015": lambda: swap("<Result>EXS<", "<Result>EX<?x y?>S<"),
    "B016": lambda: swap("<Result>GDS<", "<Result>GD<!--c-->S<"),
    "B017": lambda: swap("Y004100123001", "Y0041<!--c-->00123001"),
    "B018": lambda: surname("<![CDATA[O'Brien & Sons]]>"),
    "B019": lambda: forename("<![CDATA[<script>alert(1)</script>]]>"),
    "B020": lambda: reading("<![CDATA[EX]]><![CDATA[S]]>"),
    "B021": lambda: swap("Y004100123001", "Y0041<b>00</b>123001"),
    "B022": lambda: _nested(300, close=True),
    "B023": lambda: _nested(100_000, close=True),
    "B024": lambda: _nested(30_000, close=False),
    "B025": lambda: swap("<Header>", f'<Header a="{"x" * 2_900_000}">'),
    "B026": lambda: swap(
        "<Header>", "<Header" + "".join(f' a{n}="1"' for n in range(50_000)) + ">"
    ),
    "B027": lambda: swap("<Sex>F</Sex>", f"<Sex>F</Sex><{'n' * 70_000}/>"),
    "B028": lambda: swap("  <Header>", f"  <!--{'c' * 2_900_000}--><Header>"),
    "B029": lambda: surname("N" * 2_900_000),
    "B030": lambda: header_only(b"<Pupil/>" * 60_000),
    "B031": lambda: b"\xef\xbb\xbf" + GOOD,
    "B032": lambda: b"\xef\xbb\xbf\xef\xbb\xbf" + GOOD,
    "B033": lambda: b"\xef\xbb\xbf" + declared("UTF-16"),
    "B034": lambda: _utf16("utf-16-le", b"\xff\xfe"),
    "B035": lambda: _utf16("utf-16-be", b"\xfe\xff"),
    "B036": lambda: _utf16("utf-16-le", b""),
    "B037": lambda: declared("UTF-16"),
    "B038": lambda: declared("UTF-7").replace(b"<Surname>", b"+ADw-Surname+AD4-", 1),
    "B039": lambda: b"\xff\xfe\x00\x00" + recoded("UTF-32", "utf-32-le"),
    "B040": lambda: recoded("ISO-8859-1", "latin-1", forename("Zoë")),
    "B041": lambda: recoded("UTF-8", "latin-1", forename("Zoë")),
    "B042": lambda: declared("ISO-8859-1", forename("Zoë")),
    "B043": lambda: recoded("windows-1252", "cp1252", surname("O\u2019Brien")),
    "B044": lambda: swap(DECLARATION, b""),
    "B045": lambda: swap(
        DECLARATION, b"", recoded("UTF-8", "latin-1", forename("Zoë"))
    ),
    "B046": lambda: declared("klingon"),
    "B047": lambda: declared("IBM037"),
    "B048": lambda: declared("Shift_JIS"),
    "B049": lambda: swap("Larch", b"\xc0\xaf"),
    "B050": lambda: swap("Larch", b"\xed\xa0\x80"),
    "B051": lambda: surname("A&#0;B"),
    "B052": lambda: surname("A&#xD800;B"),
    "B053": lambda: surname("A\x0bB"),
    "B054": lambda: surname("A\x00B"),
    "B055": lambda: GOOD + bytes(4096),
    "B056": lambda: bytes(4096),
    "B057": lambda: b"",
    "B058": lambda: b"  \r\n\r\n",
    "B059": lambda: GOOD[: GOOD.index(b"</KeyStage>")],
    "B060": lambda: GOOD.rstrip()[:-1],
    "B061": lambda: GOOD + b"junk",
    "B062": lambda: GOOD + swap(DECLARATION, b""),
    "B063": lambda: b"  \n" + GOOD,
    "B064": lambda: swap("<Header>", '<Header a="1" a="2">'),
    "B065": lambda: surname("Smith & Sons"),
    "B066": lambda: swap("<Surname>Larchwood</Surname>", "<x:Surname>L</x:Surname>"),
    "B067": lambda: swap("<CTfile>", '<CTfile xmlns="urn:x">'),
    "B068": lambda: swap(
        "<Sex>F</Sex>", '<Sex>F</Sex><x:UPN xmlns:x="urn:x">M004100123002</x:UPN>'
    ),
    "B069": lambda: swap(
        "<CTfile>",
        '<CTfile xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="http://127.0.0.1:9/c.xsd">',
    ),
    "B070": lambda: DECLARATION + GOOD,
    "B071": lambda: swap('version="1.0"', 'version="1.1"'),
    "B072": lambda: swap('version="1.0"', 'version="2.0"'),
    "B073": lambda: GOOD.replace(b"CTfile", b"ctfile"),
    "B074": (FIXTURES / "census.xml").read_bytes,
    "B075": (FIXTURES / "sign_in_page.html").read_bytes,
    "B076": lambda: b"UPN,Surname,Result\r\nY004100123001,Larchwood,EXS\r\n",
    "B077": lambda: b'{"CTfile": {}}',
    "B078": lambda: gzip.compress(GOOD, mtime=0),
    "B079": lambda: _zipped("9991001_KS1_999LLLL_001.xml"),
    "B080": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\n%%EOF",
    "B081": lambda: _zipped("xl/workbook.xml"),
    "B082": lambda: swap(DECLARATION, DECLARATION + b"<!-- %PDF-1.7 -->\n"),
    "B083": _respaced,
    "B084": lambda: swap("<Result>EXS<", "<Result>\n  EXS\n <", ALONE),
    "B085": lambda: reading("\u00a0EXS\u200b"),
    "B086": lambda: _padded(SERVICE_LIMIT),
    "B087": lambda: _padded(SERVICE_LIMIT + 1),
}
