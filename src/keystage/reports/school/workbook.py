"""The report as a workbook: a sheet of figures, then a sheet for each list.

A figure is a number there, so that a person can work with it: `80.0%` is 0.8 shown
as such, and `24 of 30` stands in a column of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from keystage.reports.school.html import ABOUT, MISSING, made_on
from keystage.reports.school.model import Grid, Head, Report, Section
from keystage.tables.writing import (
    Area,
    BookOut,
    CellOut,
    ColumnOut,
    PrintOut,
    RowOut,
    SheetOut,
    Style,
    TableOut,
    frame,
    xlsx,
)

COUNTED = "{head}: how many"
_TEXT = Style(wrap=True, down="top")
_FIGURE = Style(down="top", across="right")
_STYLES = {"": _TEXT, "0": _FIGURE, "0.0": _FIGURE, "0.0%": _FIGURE}
_FIRST, _OTHERS, _ACROSS = 44, 12, 6
_LETTERS, _LINE = 100, 14
_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})*|[0-9]+)(\.[0-9])?(%)?")


def render(report: Report) -> bytes:
    """Return `report` as an .xlsx file; the same report gives the same bytes.

    Raises `MissingExtra` where XlsxWriter is not installed.
    """
    noon = datetime(*report.made.timetuple()[:3], 12, tzinfo=UTC)
    lists = [_list(section, number) for number, section in enumerate(report.lists, 1)]
    return xlsx.write(
        BookOut(
            sheets=[_summary(report), *lists],
            title=f"{report.title}: {report.school}",
            made=noon,
        )
    )


def value(text: str) -> tuple[str | int | float, str]:
    """Return what a cell holds, and how a spreadsheet shows it ('' for a text)."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return text, ""
    whole, tenths, share = found.groups()
    digits = whole.replace(",", "")
    if share:
        return round(float(f"{digits}{tenths or ''}") / 100, 3), "0.0%"
    return (float(digits + tenths), "0.0") if tenths else (int(digits), "0")


def split(grid: Grid) -> Grid:
    """Return `grid` with what stands in a second line of cells in its own columns."""
    double = {at for row in grid.rows for at, text in enumerate(row) if "\n" in text}

    def wider(parts: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
        found: list[str] = []
        for at, text in enumerate(parts):
            found += [text, second[at]] if at in double else [text]
        return tuple(found)

    names = [head.text for head in grid.heads]
    said = wider(names, [COUNTED.format(head=name) for name in names])
    lines = [[text.partition("\n") for text in row] for row in grid.rows]
    return replace(
        grid,
        heads=tuple(Head(text, number=at > 0) for at, text in enumerate(said)),
        rows=tuple(
            wider([line[0] for line in row], [line[2] for line in row]) for row in lines
        ),
    )


class _Page:
    """A sheet being filled from the top."""

    def __init__(self) -> None:
        self.rows: dict[int, RowOut] = {}
        self.merged: list[Area] = []
        self._at = 0

    def say(self, text: str, style: Style = _TEXT) -> None:
        """Write a sentence across the sheet, as many lines high as it needs."""
        self._at += 1
        lines = -(-len(text) // _LETTERS) or 1
        high = _LINE * lines if style is _TEXT else 0
        self.rows[self._at] = RowOut({1: CellOut(text, style)}, high)
        self.merged.append(Area(self._at, 1, self._at, _ACROSS))

    def skip(self) -> None:
        """Leave a row free."""
        self._at += 1

    def put(self, grid: Grid) -> Area:
        """Write a table; return where it is."""
        first = self._at + 1
        heads = [CellOut(head.text, frame.HEAD) for head in grid.heads]
        for cells in [heads, *map(_cells, grid.rows)]:
            self._at += 1
            self.rows[self._at] = RowOut(dict(enumerate(cells, 1)))
        return Area(first, 1, self._at, len(grid.heads))


def _cells(row: Sequence[str]) -> list[CellOut]:
    first, *others = row
    return [CellOut(first, _TEXT), *map(_cell, others)]


def _cell(text: str) -> CellOut:
    held, shown = value(text)
    return CellOut(held, replace(_STYLES[shown], number=shown))


def _summary(report: Report) -> SheetOut:
    page = _Page()
    page.say(report.title, frame.TITLE)
    page.say(
        " ".join(part for part in (report.school, report.number) if part), frame.SECTION
    )
    page.say(f"School report, made {made_on(report)}. {report.rulebook}")
    page.skip()
    facts = tuple((fact.words, fact.figure) for fact in report.facts)
    page.put(Grid("", (Head("Figure"), Head("Value", number=True)), facts))
    _sentences(page, MISSING, report.missing)
    sections = (*report.summary, *report.groups)
    for section in sections:
        _sentences(page, section.title, section.says)
        page.put(split(section.grid))
    _sentences(page, ABOUT, report.notes)
    widest = max(len(split(one.grid).heads) for one in sections)
    return SheetOut(
        name="Summary",
        columns=[ColumnOut(_FIRST), *[ColumnOut(_OTHERS)] * max(widest, _ACROSS)],
        rows=page.rows,
        merged=page.merged,
        printed=PrintOut(landscape=False, foot="&LPage &P of &N"),
    )


def _sentences(page: _Page, title: str, said: Sequence[str]) -> None:
    page.skip()
    page.say(title, frame.SECTION)
    for sentence in said:
        page.say(sentence)


def _list(section: Section, number: int) -> SheetOut:
    page = _Page()
    page.say(section.title, frame.SECTION)
    for sentence in section.says:
        page.say(sentence)
    grid = section.grid
    area = page.put(replace(grid, heads=tuple(_apart(grid.heads))))
    return SheetOut(
        name=f"Pupils {number}" if number > 1 else "Pupils",
        columns=[ColumnOut(_FIRST), *[ColumnOut(_OTHERS)] * len(grid.heads)],
        rows=page.rows,
        merged=page.merged,
        frozen=(area.first_row, 1),
        tables=[TableOut(f"Pupils{number}", area, section.title, grid.caption)],
        printed=PrintOut(
            repeated=(area.first_row, area.first_row), foot="&LPage &P of &N"
        ),
    )


def _apart(heads: Sequence[Head]) -> Iterator[Head]:
    """Yield the heads, in full where two would be the same in short."""
    short = [head.text for head in heads]
    for head in heads:
        twice = short.count(head.text) > 1 and head.long
        yield replace(head, text=head.long) if twice else head
