"""Tables of text: which encoding, which separator, which cells."""

import codecs
import csv
import io
from collections import Counter

from keystage.tables.grid import Grid, Tally
from keystage.tables.limits import TableLimits
from keystage.tables.messages import refusal
from keystage.tables.model import Cell, Workbook

_SEPARATORS = (",", ";", "\t", "|")
_TRIED = 50  # lines that decide which separator it is
_DECLARED = "sep="  # a first line some spreadsheet programs write and read
_LOWEST = 0x20
_BLANK = "\t\r\n\f"


def read_delimited(data: bytes, name: str, limits: TableLimits) -> Workbook:
    """Return the one sheet of a CSV, called `name`.

    UTF-8 and UTF-16 with their marks, UTF-8 without, and else Windows-1252, which
    is then said; comma, semicolon, tab or bar, whichever cuts most of the first
    lines alike. Raises `Refused` for what is no text and for unclosed quotes.
    """
    text, guessed = _decoded(data)
    if any(ord(one) < _LOWEST and one not in _BLANK for one in text):
        raise refusal("kind", what="data of another kind")
    first, _, rest = text.partition("\n")
    separator = first.strip().lower().removeprefix(_DECLARED)
    if first.lower().startswith(_DECLARED) and separator in _SEPARATORS:
        # the line stays, empty, so that rows keep the numbers people see
        text = "\n" + rest
    else:
        separator = _separator(text)
    grid = Grid(name, limits, Tally(limits))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row, cells in enumerate(reader, 1):
            for column, held in enumerate(cells, 1):
                grid.put(Cell(name, row, column, held))
    except csv.Error as fault:
        reason = f"line {reader.line_num} cannot be cut into cells ({fault})"
        raise refusal("broken", reason=reason) from None
    return Workbook("csv", (grid.sheet(hidden=False),), guessed)


def _decoded(data: bytes) -> tuple[str, bool]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), False
        except UnicodeDecodeError:
            raise refusal(
                "broken", reason="its characters are not the UTF-16 it says they are"
            ) from None
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), True


def _separator(text: str) -> str:
    lines = [line for line in text.splitlines()[:_TRIED] if line.strip()]

    def fit(separator: str) -> tuple[float, int]:
        rows = list(csv.reader(lines, delimiter=separator))
        columns, times = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
        return (times / len(rows), columns) if columns > 1 else (0.0, 1)

    return max(_SEPARATORS, key=fit)  # the first of equals: a comma
