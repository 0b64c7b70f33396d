"""Tables of text: which encoding, which separator, which cells."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from keystage.tables.grid import Grid, Tally
from keystage.tables.limits import TableLimits
from keystage.tables.messages import refusal
from keystage.tables.model import Cell, Fault, Workbook

_SEPARATORS = (",", ";", "\t", "|")
_TRIED = 50  # lines that decide which separator it is
_DECLARED = "sep="  # a first line some spreadsheet programs write and read
_LOWEST = 0x20
_BLANK = "\t\r\n\f"
_NUL = "\0"
_MOST_NULS = 100  # more are no slip of a program that writes text
_LOOKED_AT = 512  # bytes that tell UTF-16 without its mark
_MOST_WASTED = 1_000_000  # lines read in vain, after quotes that do not close
_FEWEST = 2  # separators by which a row is known again
_MOST_FIELDS = 16_384  # columns of the widest sheets programs make, and so export
_TOO_LONG = "field larger"  # how the reader of CSV begins to say so


class _Text(NamedTuple):
    text: str
    encoding: str
    guessed: bool


class _Record(NamedTuple):
    """A row cut into cells, or why it could not be."""

    cells: list[str]
    fault: Fault | None = None


def read_delimited(
    data: bytes, name: str, limits: TableLimits, *, forgiving: bool = False
) -> Workbook:
    """Return the one sheet of a CSV, called `name`.

    UTF-8 and UTF-16 with their marks, UTF-8 without, and else Windows-1252, which
    is then said; comma, semicolon, tab or bar, whichever cuts most of the first
    lines alike. Raises `Refused` for what is no text and, unless `forgiving`, for
    quotes that do not close and for characters no program types.
    """
    text, encoding, guessed = _decoded(data)
    _refuse_others(text, forgiving=forgiving)
    first, _, rest = text.partition("\n")
    separator = first.strip().lower().removeprefix(_DECLARED)
    if first.lower().startswith(_DECLARED) and separator in _SEPARATORS:
        # the line stays, empty, so that rows keep the numbers people see
        text = "\n" + rest
    else:
        separator = _separator(text)
    grid = Grid(name, limits, Tally(limits), forgiving=forgiving)
    if forgiving:
        _fill(grid, _all_records(text, separator))
    else:
        _fill(grid, _sound_records(text, separator))
    return Workbook(
        "csv",
        (grid.sheet(hidden=False),),
        guessed,
        encoding=encoding,
        separator=separator,
        oddities=tuple(grid.oddities),
    )


def _decoded(data: bytes) -> _Text:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return _Text(data.decode("utf-16"), "utf-16", guessed=False)
        except UnicodeDecodeError:
            raise refusal(
                "broken", reason="its characters are not the UTF-16 it says they are"
            ) from None
    first, second = data[:_LOOKED_AT:2], data[1:_LOOKED_AT:2]
    for encoding, full, empty in (
        ("utf-16-le", first, second),
        ("utf-16-be", second, first),
    ):
        if empty.count(0) > len(empty) // 2 and not full.count(0):
            return _Text(data.decode(encoding, "replace"), "utf-16", guessed=True)
    try:
        return _Text(data.decode("utf-8-sig"), "utf-8", guessed=False)
    except UnicodeDecodeError:
        return _Text(data.decode("cp1252", "replace"), "windows-1252", guessed=True)


def _refuse_others(text: str, *, forgiving: bool) -> None:
    """Raise `Refused` for what is no text; a few NULs may be forgiven."""
    allowed = _BLANK + _NUL if forgiving else _BLANK
    strange = any(ord(one) < _LOWEST and one not in allowed for one in text)
    if strange or text.count(_NUL) > _MOST_NULS:
        raise refusal("kind", what="data of another kind")


def _separator(text: str) -> str:
    lines = [line for line in text.splitlines()[:_TRIED] if line.strip()]

    def fit(separator: str) -> tuple[float, int]:
        try:
            rows = list(csv.reader(lines, delimiter=separator))
        except csv.Error:
            return (0.0, 1)
        columns, times = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
        return (times / len(rows), columns) if columns > 1 else (0.0, 1)

    return max(_SEPARATORS, key=fit)  # the first of equals: a comma


def _sound_records(text: str, separator: str) -> Iterator[_Record]:
    """Yield the rows of `text`; `Refused` at the first that cannot be cut."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield _Record(cells)
    except csv.Error as fault:
        reason = f"line {reader.line_num} cannot be cut into cells ({fault})"
        raise refusal("broken", reason=reason) from None


def _all_records(text: str, separator: str) -> Iterator[_Record]:
    """Yield the rows of `text`; one whose quotes are wrong costs no other.

    Reading goes on with the line after that on which such a row begins: what a quote
    that never closes has swallowed are rows. Raises `Refused` where it never ends.
    """
    lines = io.StringIO(text, newline="").readlines()
    held = next((line for line in lines if line.strip()), "").count(separator)
    start, wasted = 0, 0
    while start < len(lines):
        again = len(lines)
        for record, span in _records_from(lines, start, separator):
            swallowed = _has_rows_in_it(record.cells, separator, held)
            if record.fault is not Fault.QUOTE and not swallowed:
                yield record
                continue
            yield _Record([], Fault.QUOTE)
            again, wasted = span.stop - len(span) + 1, wasted + len(span)
            break
        if wasted > _MOST_WASTED:
            raise refusal("broken", reason="its quotes do not close, in many rows")
        start = again


def _records_from(
    lines: list[str], start: int, separator: str
) -> Iterator[tuple[_Record, range]]:
    """Yield rows from a line on, each with its lines, up to one with wrong quotes."""
    rest = (lines[at] for at in range(start, len(lines)))
    reader = csv.reader(rest, delimiter=separator, strict=True)
    while True:
        first = start + reader.line_num
        try:
            record = _Record(next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            long = _TOO_LONG in str(error)
            record = _Record([], Fault.LONG if long else Fault.QUOTE)
        yield record, range(first, start + reader.line_num)


def _has_rows_in_it(cells: list[str], separator: str, held: int) -> bool:
    """Whether a cell of several lines holds one that is a whole row of the table."""
    if held < _FEWEST:
        return False
    return any(
        line.count(separator) >= held
        for cell in cells
        if "\n" in cell or "\r" in cell
        for line in cell.splitlines()[1:]
    )


def _fill(grid: Grid, records: Iterator[_Record]) -> None:
    """Put the cells of all rows where they belong; say which are shorter than most."""
    widths: dict[int, int] = {}
    for row, (cells, fault) in enumerate(records, 1):
        if fault is not None:
            grid.odd(fault, row, detail=f"{csv.field_size_limit():,}")
        if len(cells) > _MOST_FIELDS:
            # empty ones count too: a file may hold millions, and each takes its time
            grid.odd(Fault.FAR, row, _MOST_FIELDS + 1)
        for column, held in enumerate(cells[:_MOST_FIELDS], 1):
            if not held:
                continue
            grid.put(Cell(grid.name, row, column, held))
            if _NUL in held:
                grid.odd(Fault.NUL, row, column)
        if any(map(str.strip, cells)):
            widths[row] = len(cells)
    grid.compare(widths)
