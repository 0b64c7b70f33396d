"""One door for all tables: what a file is, is told by what is in it."""

from collections.abc import Container
from pathlib import Path

from keystage.tables.delimited import read_delimited
from keystage.tables.excel import read_workbook
from keystage.tables.limits import TableLimits
from keystage.tables.messages import refusal
from keystage.tables.model import Workbook
from keystage.tables.opendocument import MIMETYPE, read_document
from keystage.tables.package import Package

ALL_KINDS = ("xlsx", "ods", "csv")

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "a rich-text document"),
    (b"{", "a JSON file"),
    (b"[", "a JSON file"),
    (b"<", "a web page or an XML file"),
)
_TYPES = "[Content_Types].xml"
_MEGABYTE = 1_048_576
_HEAD = 64


def read(
    source: bytes | Path,
    limits: TableLimits | None = None,
    *,
    forgiving: bool = False,
    kinds: Container[str] = ALL_KINDS,
) -> Workbook:
    """Return the sheets of an .xlsx, .ods or .csv; the name's ending is not asked.

    A `forgiving` reading leaves out the one cell or row that cannot be read, says so
    in the workbook's `oddities`, and shows the cells beneath merged areas as they are;
    else such a file is refused and merged areas are filled. `kinds` are those read.
    Raises `Refused`, and nothing else, for what cannot be read or is not safe to.
    """
    limits = limits or TableLimits()
    data = source if isinstance(source, bytes) else load(source, limits)
    if len(data) > limits.size:
        raise refusal("size", limit=f"{limits.size / _MEGABYTE:.3g}")
    if not data.strip(b"\0 \t\r\n"):
        raise refusal("empty")
    if data.startswith(_OLE):
        raise refusal("encrypted" if _LOCKED in data else "old")
    if data.startswith(_ZIP):
        return _packed(Package(data, limits), forgiving, kinds)
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    for start, what in _OTHERS:
        if head.startswith(start):
            raise refusal("kind", what=what)
    return read_delimited(data, "table", limits, forgiving=forgiving)


def load(path: Path, limits: TableLimits) -> bytes:
    """Return the bytes of a file, and not many more than `limits.size` of them.

    Raises `Refused` where it cannot be opened or read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(limits.size + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise refusal("unreadable", reason=reason) from None


def _packed(package: Package, forgiving: bool, kinds: Container[str]) -> Workbook:
    if MIMETYPE in package:
        if "ods" not in kinds:
            raise refusal("open")
        return read_document(package)
    if _TYPES in package:
        return read_workbook(package, forgiving=forgiving)
    raise refusal("kind", what="a zip file without a workbook's parts")
