"""A list of findings as one sheet: title, how to read it, and a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from keystage.core.findings import Severity
from keystage.reports.workbook.lines import word
from keystage.tables.noted.looks import LOOKS
from keystage.tables.writing import (
    Area,
    CellOut,
    ColumnOut,
    PrintOut,
    RowOut,
    SheetOut,
    Style,
    TableOut,
    frame,
)

_TABLE = "Keystage_findings"
_BESIDE = Style(across="left", indent=1)
_RULE = (("bottom", "thin", "#D0D4D8"),)
_LINK = Style(underlined=True, colour="#1D70B8", down="top", sides=_RULE)
_TOP = Style(down="top", wrap=True, sides=_RULE)
_TALLEST = 400.0  # points; a spreadsheet allows a little more
_MEANS = {
    Severity.ERROR: "must be put right",
    Severity.QUERY: "worth a look: put it right, or be ready to explain it",
    Severity.NOTE: "to know",
}
_NOTHING = "Nothing to put right was found."


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the table: its severity, its texts by heading, where a link leads."""

    severity: Severity
    texts: Mapping[str, str]
    link: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a table and how wide each is, in characters.

    Under `word` stands the severity, under `link` what leads to a cell.
    """

    widths: Mapping[str, float]
    word: str
    link: str = ""


def sheet(
    name: str, told: Sequence[str], columns: Columns, listed: Sequence[Listed]
) -> SheetOut:
    """Return the sheet `name`: `told` (the first line its title), key, table."""
    title, *said = told
    rows = dict(enumerate(chain(frame.top(title, said), _key()), 1))
    head = len(rows) + 1
    rows[head] = frame.headings(columns.widths)
    for at, line in enumerate(listed, head + 1):
        rows[at] = _listed(line, columns)
    if not listed:
        rows[head + 1] = _line({1: CellOut(_NOTHING)})
    last = max(head + len(listed), head + 1)
    area = Area(head, 1, last, len(columns.widths))
    return SheetOut(
        name=name,
        columns=tuple(ColumnOut(width) for width in columns.widths.values()),
        rows=rows,
        frozen=(head, 0),
        tables=(TableOut(_TABLE, area, title=title, description=" ".join(told)),),
        printed=PrintOut(repeated=(head, head), foot="&L&F&RPage &P of &N"),
        start=(1, 1),
    )


def _key() -> list[RowOut]:
    """Return what each mark means, a line each, and an empty line after it."""
    marks = [
        _line({1: CellOut(word(each), LOOKS[each]), 2: CellOut(_MEANS[each], _BESIDE)})
        for each in Severity
    ]
    return [_line({}), *marks, _line({})]


def _listed(line: Listed, columns: Columns) -> RowOut:
    cells = {
        at: CellOut(line.texts.get(heading) or None, _TOP)
        for at, heading in _numbered(columns)
    }
    places = {heading: at for at, heading in _numbered(columns)}
    mark = replace(LOOKS[line.severity], sides=_RULE, bold=True, down="top")
    cells[places[columns.word]] = CellOut(word(line.severity), mark)
    if line.link:
        text = line.texts[columns.link]
        cells[places[columns.link]] = CellOut(text, _LINK, line.link)
    return _line(cells, _height(line, columns))


def _height(line: Listed, columns: Columns) -> float:
    """Return how tall a line must be for its longest text."""
    texts = line.texts
    high = max(
        frame.lines(texts.get(heading, ""), width)
        for heading, width in columns.widths.items()
    )
    return min(frame.LINE * high, _TALLEST)


def _numbered(columns: Columns) -> list[tuple[int, str]]:
    return list(enumerate(columns.widths, 1))


def _line(cells: Mapping[int, CellOut], height: float = 0) -> RowOut:
    return RowOut(cells, height)
