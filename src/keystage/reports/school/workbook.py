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
_FIGURE = replace(_TEXT, across="right")
_MIDDLE = replace(_TEXT, across="center")
_SMALL = replace(frame.HEAD, size=8, down="bottom")
_FIRST, _OTHERS, _ACROSS = 44.0, 12.0, 6
_NARROWEST, _WIDEST = 5.0, 30.0
_OF_LETTERS = 1.6  # how much taller than its letters a line is
_OF_SMALL = 0.85  # of the room that letters take, those of small headings
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
    """A sheet being filled from the top, its columns of the `widths` given."""

    def __init__(self, widths: Sequence[float]) -> None:
        self.rows: dict[int, RowOut] = {}
        self.merged: list[Area] = []
        self.columns = tuple(map(ColumnOut, widths))
        self._widths = widths
        self._at = 0

    def say(self, text: str, style: Style = _TEXT) -> None:
        """Write a sentence across the sheet, as many lines high as it needs."""
        self._at += 1
        across = min(_ACROSS, len(self._widths))
        lines = frame.lines(text, sum(self._widths[:across]))
        high = max(frame.LINE * lines, style.size * _OF_LETTERS)
        self.rows[self._at] = RowOut({1: CellOut(text, style)}, high)
        self.merged.append(Area(self._at, 1, self._at, across))

    def skip(self) -> None:
        """Leave a row free."""
        self._at += 1

    def put(
        self, grid: Grid, head: Style = frame.HEAD, figure: Style = _FIGURE
    ) -> Area:
        """Write a table, figures and their heads in the style given; return where it is."""
        first = self._at + 1
        beside = [figure if one.number else _TEXT for one in grid.heads]
        heads = [
            CellOut(one.text, replace(head, across=style.across))
            for one, style in zip(grid.heads, beside, strict=True)
        ]
        self._put(heads)
        for row in grid.rows:
            self._put([_cell(*one) for one in zip(row, beside, strict=True)])
        return Area(first, 1, self._at, len(grid.heads))

    def _put(self, cells: Sequence[CellOut]) -> None:
        self._at += 1
        lines = max(
            frame.lines(str(cell.value), width)
            for cell, width in zip(cells, self._widths, strict=False)
        )
        high = frame.LINE * lines + 2
        self.rows[self._at] = RowOut(dict(enumerate(cells, 1)), high)


def _cell(text: str, style: Style) -> CellOut:
    held, shown = value(text)
    if style is _TEXT:
        return CellOut(text, style)
    return CellOut(held, replace(style, number=shown))


def _summary(report: Report) -> SheetOut:
    sections = (*report.summary, *report.groups)
    widest = max(len(split(one.grid).heads) for one in sections)
    page = _Page([_FIRST, *[_OTHERS] * max(widest, _ACROSS)])
    page.say(report.title, frame.TITLE)
    page.say(
        " ".join(part for part in (report.school, report.number) if part), frame.SECTION
    )
    page.say(f"School report, made {made_on(report)}. {report.rulebook}")
    page.skip()
    facts = tuple((fact.words, fact.figure) for fact in report.facts)
    page.put(Grid("", (Head("Figure"), Head("Value", number=True)), facts))
    _sentences(page, MISSING, report.missing)
    for section in sections:
        _sentences(page, section.title, section.says)
        page.put(split(section.grid))
    _sentences(page, ABOUT, report.notes)
    return SheetOut(
        name="Summary",
        columns=page.columns,
        rows=page.rows,
        merged=page.merged,
        printed=PrintOut(landscape=False, foot="&LPage &P of &N", pages_high=1),
    )


def _sentences(page: _Page, title: str, said: Sequence[str]) -> None:
    page.skip()
    page.say(title, frame.SECTION)
    for sentence in said:
        page.say(sentence)


def _list(section: Section, number: int) -> SheetOut:
    grid = replace(section.grid, heads=tuple(_apart(section.grid.heads)))
    page = _Page(list(_widths(grid)))
    page.say(section.title, frame.SECTION)
    for sentence in section.says:
        page.say(sentence)
    area = page.put(grid, _SMALL, _MIDDLE)
    return SheetOut(
        name=f"Pupils {number}" if number > 1 else "Pupils",
        columns=page.columns,
        rows=page.rows,
        merged=page.merged,
        frozen=(area.first_row, 1),
        tables=[TableOut(f"Pupils{number}", area, section.title, grid.caption)],
        printed=PrintOut(
            repeated=(area.first_row, area.first_row), foot="&LPage &P of &N"
        ),
    )


def _widths(grid: Grid) -> Iterator[float]:
    """Yield how wide each column must be for what stands in it; headings are broken."""
    for at, head in enumerate(grid.heads):
        longest = max((len(row[at]) for row in grid.rows), default=0)
        words = max(map(len, head.text.split())) * _OF_SMALL
        yield min(max(longest, words, _NARROWEST) + 1, _WIDEST)


def _apart(heads: Sequence[Head]) -> Iterator[Head]:
    """Yield the heads, in full where two would be the same in short."""
    short = [head.text for head in heads]
    for head in heads:
        twice = short.count(head.text) > 1 and head.long
        yield replace(head, text=head.long) if twice else head
