"""What a file is: told by what is in it, whatever it is called."""

from pathlib import Path

from django.db import models

from keystage import ctf, tables
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


class Kind(models.TextChoices):
    """The kinds of file a school may send."""

    CTF = "ctf"
    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"


TYPES = {
    Kind.CTF: "application/xml",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.CSV: "text/csv",
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
