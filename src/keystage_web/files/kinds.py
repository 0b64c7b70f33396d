"""What a file is: told by what is in it, whatever it is called."""

import codecs
import zipfile
from pathlib import Path

from django.db import models

from keystage import ctf, tables
from keystage.core.errors import Refused
from keystage.intake.zips import DAMAGED
from keystage.tables.messages import refusal
from keystage.tables.opendocument import MIMETYPE
from keystage.tables.package import Package
from keystage.xmlguard import Limits

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_WORKBOOK, _BINARY = "xl/", "xl/workbook.bin"
_HEAD = 4096
# What begins a text that is no table; what it is, the reader of XML says best.
_NO_TABLE = ("<", "{", "[", "%PDF", "{\\rtf", "\ufeff")
_PARTED = ",;\t|"
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_WORD, _TEXT = "word/", "application/vnd.oasis.opendocument.text"
_PARTS = "[Content_Types].xml"  # what a package of parts lists them in


class Kind(models.TextChoices):
    """The kinds of file a school may send."""

    CTF = "ctf"
    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"
    PDF = "pdf"
    DOCX = "docx"
    OTHER = "other"


class Expected(models.TextChoices):
    """What sort of file an authority asks for."""

    ANY = "any"
    RESULTS = "results"  # a Common Transfer File, a workbook or a CSV
    DOCUMENT = "document"  # anything that is read by people


TABLES = frozenset({Kind.XLSX, Kind.ODS, Kind.CSV})
"""The kinds that are filled in by hand, or made of what was."""
RESULTS = TABLES | {Kind.CTF}
"""The kinds that results can be read from."""
_READ_BY_PEOPLE = {
    b"%PDF-": Kind.PDF,
    b"\x89PNG\r\n\x1a\n": Kind.OTHER,
    b"\xff\xd8\xff": Kind.OTHER,
}

_EXPECTED = {
    Expected.ANY: frozenset(Kind),
    Expected.RESULTS: RESULTS,
    Expected.DOCUMENT: frozenset(Kind) - RESULTS,
}

TYPES = {
    Kind.CTF: "application/xml",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.CSV: "text/csv",
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.OTHER: "application/octet-stream",
}


def kind_of(path: Path, limit: int) -> Kind:
    """Return what a file is; raises `Refused` for what is none of these, or unsafe.

    A Common Transfer File is read to its end, so that one cut short is not taken; of
    a workbook only the parts are looked at, which costs little however large it is.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith((_ZIP, _OLE)) or _is_table_of_text(head):
        return _table(path, limit, head)
    for _ in ctf.stream(path, limits=Limits(size=limit)):
        continue
    return Kind.CTF


def any_kind_of(path: Path, limit: int) -> Kind:
    """Return what a file is, which may be one that people read and no rules do.

    Such are PDF and Word documents, pictures and plain text; raises as `kind_of` for
    anything else.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for mark, kind in _READ_BY_PEOPLE.items():
        if head.startswith(mark):
            return kind
    if head.startswith(_ZIP) and (document := _document(path, limit)):
        return document
    if not _is_table_of_text(head) and _is_text(head):
        return Kind.OTHER
    return kind_of(path, limit)


def fits(kind: Kind, expected: Expected) -> bool:
    """Return whether a file is of the sort that is asked for."""
    return kind in _EXPECTED[expected]


def is_table(path: Path, limit: int) -> bool:
    """Return whether a file is one that was filled in by hand, and no other system's."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.startswith((_ZIP, _OLE)):
        return _is_table_of_text(head)
    try:
        return _table(path, limit, head) in TABLES
    except Refused:
        return False


def is_bundle(path: Path) -> bool:
    """Return whether a file is a zip of files, and no document that is packed as one."""
    with path.open("rb") as file:
        if file.read(len(_ZIP)) != _ZIP:
            return False
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except DAMAGED:
        return False  # what is wrong with it, the reader of workbooks says
    return bool(names) and names.isdisjoint({_PARTS, MIMETYPE})


def _document(path: Path, limit: int) -> Kind | None:
    limits = tables.TableLimits(size=limit)
    package = Package(tables.load(path, limits), limits)
    if any(name.startswith(_WORD) for name in package.names):
        return Kind.DOCX
    if (
        MIMETYPE in package
        and package.read(MIMETYPE).decode("ascii", "replace") == _TEXT
    ):
        return Kind.OTHER
    return None


def _is_text(head: bytes) -> bool:
    """Return whether what a file begins with is plain text, and no page or program."""
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return False
    begin = text.lstrip()
    return bool(begin) and "\0" not in text and not begin.startswith(("<", "#!"))


def _table(path: Path, limit: int, head: bytes) -> Kind:
    if not head.startswith((_ZIP, _OLE)):
        return Kind.CSV
    limits = tables.TableLimits(size=limit)
    data = tables.load(path, limits)
    if head.startswith(_OLE):
        tables.read(data, limits)  # says which of the old kinds it is
    package = Package(data, limits)
    if MIMETYPE in package:
        return Kind.ODS
    if _BINARY in package:
        raise refusal("kind", what="a binary workbook (.xlsb)")
    if any(name.startswith(_WORKBOOK) for name in package.names):
        return Kind.XLSX
    raise refusal("kind", what="a zip file without a workbook's parts")


def _is_table_of_text(head: bytes) -> bool:
    """Return whether a file may be a table of text: letters, parted, no other kind's."""
    wide = head.startswith(_MARKS)
    if not wide and b"\0" in head:
        return False
    text = head[: len(head) // 2 * 2].decode(
        "utf-16" if wide else "utf-8-sig", "replace"
    )
    if text.lstrip().startswith(_NO_TABLE):
        return False
    return any(mark in text for mark in _PARTED)
