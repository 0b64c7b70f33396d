"""Workbooks that are broken, locked, or made to do harm."""

import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from keystage.core.errors import Refused
from keystage.tables import TableLimits, read
from keystage.tables.model import Fault
from tests.unit.tables.making import (
    KINDS,
    PACKAGE,
    Parts,
    ods,
    ods_parts,
    ods_rows,
    relations,
    xlsx,
    xlsx_parts,
    xlsx_rows,
    zipped,
)

ONE = "<row><c><v>1</v></c></row>"
DTD = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code(data: bytes, limits: TableLimits | None = None) -> str:
    """Return the code with which a file is refused."""
    with pytest.raises(Refused) as refused:
        read(data, limits)
    assert refused.value.message
    assert refused.value.fix
    return refused.value.code


def changed(**parts: str | bytes) -> bytes:
    """Return a workbook with parts replaced; '__' stands for '/'."""
    made: Parts = xlsx_parts(ONE)
    made |= {name.replace("__", "/"): data for name, data in parts.items()}
    return zipped(made)


def without(name: str) -> bytes:
    made = xlsx_parts(ONE)
    del made[name]
    return zipped(made)


def test_a_part_that_unpacks_to_far_more_than_it_is_is_refused_unread() -> None:
    bomb = zipped(xlsx_parts(f"<row><c><v>{'1' * 40_000_000}</v></c></row>"))
    assert len(bomb) < 60_000
    tracemalloc.start()
    assert code(bomb) == "SHEET-TOO-LARGE"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


def test_a_directory_that_lies_about_sizes_is_found_out() -> None:
    data = bytearray(zipped(xlsx_parts(f"<row><c><v>{'1' * 40_000_000}</v></c></row>")))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        entry = package.getinfo("xl/worksheets/sheet1.xml")
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    assert int.from_bytes(data[at + 24 : at + 28], "little") == entry.file_size
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    tracemalloc.start()
    assert code(bytes(data)) == "SHEET-BROKEN"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


def test_a_part_is_counted_again_while_it_unpacks() -> None:
    parts = xlsx_parts(ONE)
    parts["xl/workbook.xml"] = b"<" + b"a" * 5_000
    limits = TableLimits(part=5_001, ratio=10_000)
    assert (
        code(zipped(parts), limits) == "SHEET-BROKEN"
    )  # it is read: no more than that
    assert code(zipped(parts), TableLimits(part=5_000)) == "SHEET-TOO-LARGE"


def test_more_parts_than_a_workbook_has_are_refused() -> None:
    parts = xlsx_parts(ONE) | {f"xl/media/{at}.png": b"" for at in range(1_000)}
    assert code(zipped(parts)) == "SHEET-PARTS"


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "..\\x", "c:x"])
def test_names_that_lead_outside_the_file_are_refused(name: str) -> None:
    assert code(zipped(xlsx_parts(ONE) | {name: b""})) == "SHEET-BROKEN"


def test_two_parts_of_one_name_are_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("a.xml", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            package.writestr("a.xml", "2")
    assert code(held.getvalue()) == "SHEET-BROKEN"


@pytest.mark.parametrize(
    "data",
    [
        changed(xl__vbaProject_bin=b"").replace(b"vbaProject_bin", b"vbaProject.bin"),
        zipped(xlsx_parts(ONE) | {"xl/vbaProject.bin": b""}),
        zipped(
            xlsx_parts(ONE)
            | {
                "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override '
                'PartName="/xl/workbook.xml" ContentType="x.sheet.macroEnabled.main+xml"'
                "/></Types>"
            }
        ),
        zipped(ods_parts("") | {"Basic/Standard/Module1.xml": b""}),
        zipped(ods_parts("") | {"Scripts/python/x.py": b""}),
    ],
)
def test_a_workbook_with_a_program_in_it_is_refused(data: bytes) -> None:
    assert code(data) == "SHEET-MACRO"


def test_a_workbook_locked_with_a_password_is_refused() -> None:
    assert code(OLE + "EncryptedPackage".encode("utf-16-le")) == "SHEET-ENCRYPTED"
    manifest = ods_parts("")
    manifest["META-INF/manifest.xml"] = "<manifest><encryption-data/></manifest>"
    assert code(zipped(manifest)) == "SHEET-ENCRYPTED"
    data = bytearray(zipped(xlsx_parts(ONE)))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert code(bytes(data)) == "SHEET-ENCRYPTED"


def test_other_kinds_of_file_are_named() -> None:
    assert code(OLE + b"Workbook") == "SHEET-OLD"
    assert code(zipped({"a.txt": "x"})) == "SHEET-TYPE"
    word = zipped({"mimetype": "application/vnd.oasis.opendocument.text"})
    assert code(word) == "SHEET-TYPE"
    assert code(without("_rels/.rels")) == "SHEET-TYPE"
    other = {"_rels/.rels": relations(("officeDocument", "word/document.xml"))}
    assert code(zipped(xlsx_parts(ONE) | other)) == "SHEET-TYPE"
    binary = {"_rels/.rels": relations(("officeDocument", "xl/workbook.bin"))}
    assert code(zipped(xlsx_parts(ONE) | binary)) == "SHEET-TYPE"


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_a_doctype_is_refused_before_an_entity_exists(part: str) -> None:
    assert code(zipped(xlsx_parts(ONE) | {part: f"{DTD}<x>&b;</x>"})) == "SHEET-DTD"
    parts = ods_parts("")
    parts["content.xml"] = f"{DTD}<x>&b;</x>"
    assert code(zipped(parts)) == "SHEET-DTD"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and nothing more",
        zipped(xlsx_parts(ONE))[:-30],
        without("xl/worksheets/sheet1.xml"),
        without("xl/workbook.xml"),
        changed(xl__workbook=b"").replace(b"_rels/.rels", b"_rels/.rats"),
        zipped(xlsx_parts(ONE) | {"xl/worksheets/sheet1.xml": "<row>"}),
        xlsx('<row><c r="AAAAAAAA1"><v>1</v></c></row>'),
        xlsx('<row><c r="A0"><v>1</v></c></row>'),
        xlsx('<row><c t="s"><v>7</v></c></row>'),
        xlsx('<row><c t="s"><v>x</v></c></row>'),
        xlsx(ONE, after='<mergeCells><mergeCell ref="A1:"/></mergeCells>'),
        xlsx(ONE, after='<mergeCells><mergeCell ref=":A1"/></mergeCells>'),
    ],
)
def test_damaged_workbooks_are_refused_in_words(data: bytes) -> None:
    assert code(data) in {"SHEET-BROKEN", "SHEET-TYPE"}


def test_bytes_that_do_not_unpack_are_refused() -> None:
    data = bytearray(zipped(xlsx_parts(ONE * 200)))
    at = data.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    data[at : at + 20] = b"\xff" * 20
    assert code(bytes(data)) == "SHEET-BROKEN"


def test_a_cell_far_outside_is_refused_and_an_empty_one_is_not() -> None:
    assert code(xlsx('<row><c r="XFD1048576"><v>1</v></c></row>')) == "SHEET-SHAPE"
    assert not read(xlsx('<row><c r="XFD1048576"/></row>')).sheets[0].rows


def test_a_row_of_more_commas_than_any_program_has_columns_is_refused_at_once() -> None:
    head = b"UPN,Surname,Forename\n"
    began = time.process_time()
    assert code(head + b"," * 1_500_000) == "SHEET-SHAPE"
    assert time.process_time() - began < 2
    wide = read(head + b"1,Moss,Bob" + b"," * 16_000 + b"\n").sheets[0]
    assert [cell.text for cell in wide.rows[2].values()] == ["1", "Moss", "Bob"]


def test_of_a_row_too_wide_that_is_forgiven_the_first_cells_are_read() -> None:
    book = read(b"a,b\n1,2" + b"," * 20_000 + b"3\n", forgiving=True)
    assert [cell.text for cell in book.sheets[0].rows[2].values()] == ["1", "2"]
    (odd,) = book.oddities
    assert (odd.fault, odd.row, odd.column) == (Fault.FAR, 2, 16_385)


def test_a_text_longer_than_a_cell_can_hold_is_refused() -> None:
    assert code(xlsx_of("A" * 101), TableLimits(text=100)) == "SHEET-SHAPE"
    assert read(xlsx_of("A" * 100), TableLimits(text=100)).sheets[0].rows


def xlsx_of(text: str) -> bytes:
    return xlsx(xlsx_rows([[text]]))


@pytest.mark.parametrize("what", ["columns", "rows"])
def test_a_million_repeated_cells_are_refused_before_they_are_made(what: str) -> None:
    row = (
        '<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        'table:number-columns-repeated="{columns}"><text:p>A</text:p>'
        "</table:table-cell></table:table-row>"
    )
    counts = {"rows": "1", "columns": "1"} | {what: "1000001"}
    begun = time.monotonic()
    assert code(ods(row.format(**counts))) == "SHEET-TOO-LARGE"
    assert time.monotonic() - begun < 5


def test_repeated_cells_past_the_last_row_are_refused() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1000000"/>'
        "<table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>"
        "</table:table-row>"
    )
    assert code(ods(row)) == "SHEET-SHAPE"


def test_cells_of_all_sheets_are_counted_together() -> None:
    sheet = f'<table:table table:name="t">{ods_rows([["A", "B"]])}</table:table>'
    assert len(read(zipped(ods_parts(sheet)), TableLimits(cells=2)).sheets) == 1
    assert code(zipped(ods_parts(sheet * 2)), TableLimits(cells=3)) == "SHEET-TOO-LARGE"


def test_merged_areas_are_counted_as_the_cells_they_fill() -> None:
    merge = '<mergeCell ref="A1:B2"/>'
    data = xlsx(xlsx_rows([["A", "B"], ["C", "D"]]), after=merge * 3)
    assert read(data, TableLimits(cells=16)).sheets
    assert code(data, TableLimits(cells=15)) == "SHEET-TOO-LARGE"
    assert code(data, TableLimits(merges=2)) == "SHEET-BROKEN"


def test_columns_may_be_hidden_so_often_and_no_oftener() -> None:
    cols = '<cols><col min="1" max="99999" hidden="1"/></cols>'
    (cell,) = read(xlsx(ONE, before=cols * 3)).sheets[0].rows[1].values()
    assert cell.hidden
    assert code(xlsx(ONE, before=cols * 3), TableLimits(merges=2)) == "SHEET-BROKEN"


def test_parts_packed_in_a_way_workbooks_never_are_are_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    assert code(held.getvalue()) == "SHEET-BROKEN"


def test_a_file_that_is_too_large_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" * 10)
    assert read(path).sheets[0].rows
    with pytest.raises(Refused) as refused:
        read(path, TableLimits(size=39))
    assert refused.value.code == "SHEET-TOO-LARGE"
    for missing in (tmp_path / "no.csv", tmp_path):
        with pytest.raises(Refused) as refused:
            read(missing)
        assert refused.value.code == "FILE-UNREADABLE"


def test_nothing_outside_the_workbook_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = xlsx_parts(ONE)
    parts["xl/externalLinks/externalLink1.xml"] = "<externalLink/>"
    parts["xl/connections.xml"] = "<connections/>"
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("worksheet", "worksheets/sheet1.xml"),
        more=f'<Relationship Id="rId7" Type="{KINDS}externalLink" '
        'Target="http://127.0.0.1:9/x" TargetMode="External"/>',
    )
    monkeypatch.setattr("builtins.open", None)
    monkeypatch.setattr("socket.socket", None)
    assert read(zipped(parts)).sheets[0].rows[1][1].text == "1"
