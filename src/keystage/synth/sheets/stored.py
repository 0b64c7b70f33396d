"""A workbook whose parts are stored as they are.

What a zip's parts come to when made smaller differs from one build of the library that does
so to another, so the same workbook would not be the same bytes on every machine.
"""

import io
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from keystage.tables.writing import BookOut, xlsx

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def write(book: BookOut) -> bytes:
    """Return `book` as .xlsx; raises `MissingExtra` without XlsxWriter."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(xlsx.write(book))) as made, ZipFile(out, "w") as kept:
        for part in made.infolist():
            entry = ZipInfo(part.filename, _FIRST_DAY)
            entry.create_system = _UNIX  # else it tells which system wrote it
            kept.writestr(entry, made.read(part), ZIP_STORED)
    return out.getvalue()
