"""Rows as text with separators, as programs save it."""

import csv
import io
from collections.abc import Iterable, Sequence

_MARK = "\ufeff"


def write(
    rows: Iterable[Sequence[object]], separator: str = ",", encoding: str = "utf-8"
) -> bytes:
    """Return the rows as text; lines end in CR LF, None is an empty cell.

    A text that `encoding` has no letters for is written in UTF-8 with its mark. UTF-16
    is the little-endian one with its mark, whatever machine this is.
    """
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    text = out.getvalue()
    if encoding == "utf-16":
        return (_MARK + text).encode("utf-16-le")
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return (_MARK + text).encode("utf-8")
