"""Whether a file is a table or a Common Transfer File: by what is in it."""

import re
from pathlib import PurePosixPath

from keystage.marksheet import headings

_XML = ".xml"
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_TEXTS = frozenset({".csv", ".tsv"})
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
# What only a packed workbook has near its beginning or in its list of parts.
_PARTS = (b"xl/", b"application/vnd.oasis.opendocument.spreadsheet")
# Beginnings of files that are text, or look like it, and no table.
_OTHERS = (b"<", b"{", b"[", b"%PDF", b"\x1f\x8b")
_HEAD = 16_384
_MARKS = re.compile(r"[,;\t|]")
_FEWEST = 2  # headings that are known, in a line of a table without a telling name


def is_table(name: str, data: bytes) -> bool:
    """Whether `data`, sent under `name`, is to be read as a table of results.

    The name counts for two things: a file called .xml is held to that, and one called
    .csv is a table though its headings are nobody's.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending == _XML or not data:
        return False
    if data.startswith(_ZIP):
        return ending in _WORKBOOKS or any(part in data for part in _PARTS)
    if data.startswith(_OLE):
        return True
    text = _text(data[:_HEAD])
    if text.lstrip().encode().startswith(_OTHERS):
        return False
    return ending in _TEXTS | _WORKBOOKS or _has_headings(text)


def _text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    if head[1:2] == b"\0":
        return head.decode("utf-16-le", "replace")
    return head.decode("utf-8-sig", "replace")


def _has_headings(text: str) -> bool:
    """Whether a line parts into cells two of which head a column of pupils."""
    known = {
        headings.plain(way)
        for heading in (*headings.identity().values(), *headings.about().values())
        for way in heading.ways
    }
    return any(
        sum(headings.plain(cell) in known for cell in _MARKS.split(line)) >= _FEWEST
        for line in text.splitlines()
    )
