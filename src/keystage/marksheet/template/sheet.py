"""The sheet that is filled in: headings, pupils, and what works itself out."""

import re
from collections.abc import Iterator, Mapping

from keystage.core import years
from keystage.marksheet import headings
from keystage.marksheet.grid import Column
from keystage.marksheet.tag import MARKSHEET
from keystage.marksheet.template import looks, words
from keystage.marksheet.template.live.pupil import worked_out
from keystage.marksheet.template.marks import entries, marks
from keystage.marksheet.template.model import (
    AREAS,
    HEADS,
    LEFT,
    LOOK,
    REASON,
    ROOM,
    TITLE,
    Layout,
    Listed,
    Order,
    titles,
)
from keystage.marksheet.template.top import above
from keystage.tables.writing import (
    Area,
    CellOut,
    ColumnOut,
    PrintOut,
    RowOut,
    SheetOut,
    Style,
    TableOut,
    Value,
    frame,
)

_WIDTHS = {
    "surname": 14.0,
    "forename": 12.0,
    "group": 8.0,
    "nc_year": 6.0,
    "dob": 11.0,
    "sex": 7.0,
    "upn": 16.0,
    REASON: 22.0,
    LEFT: 8.0,
    LOOK: 6.5,
}
_WORD = re.compile(r"[\s\-]+")
_NARROWEST, _NARROWEST_WORKED_OUT, _WIDEST = 6.0, 7.2, 12.0
_SMALL = "&8 "  # the blank keeps a figure that follows from being part of the size
_LINES = 12.0  # points a line of a heading is high
_HEIGHT, _HEIGHT_WITH_REASON = 20, 27
_FOOT = 200  # letters a foot of a page may hold besides its numbers


def marksheet(order: Order, layout: Layout) -> SheetOut:
    """Return the sheet, ready to be filled in."""
    widths = list(_widths(order, layout))
    heads = _heads(order, layout, widths)
    rows = {**above(order, layout, widths), HEADS: heads}
    for number in range(layout.first, layout.last + 1):
        place = number - layout.first
        pupil = order.pupils[place] if place < len(order.pupils) else None
        rows[number] = _row(order, layout, number, pupil)
    whole = Area(HEADS, 1, layout.last, layout.width)
    legend = words.legend(order.book, layout.results, _FOOT)
    school = _printed(" ".join(filter(None, (order.name, order.school))))
    return SheetOut(
        name=MARKSHEET,
        columns=[ColumnOut(width) for width in widths],
        rows=rows,
        merged=_merged(layout),
        frozen=(HEADS, 2),
        tables=[
            TableOut(
                name="Pupils",
                area=whole,
                title=order.book.title,
                description=words.TABLE_SAYS.format(**order.book.words),
            )
        ],
        entries=entries(order, layout),
        marks=marks(order, layout),
        printed=PrintOut(
            repeated=(AREAS, HEADS),
            area=Area(TITLE, 1, layout.last, layout.printed),
            head=f"&L{_SMALL}{_printed(order.book.title)}&R{_SMALL}{school}",
            foot=f"&L{_SMALL}{_printed(legend)}&R{_SMALL}&P / &N",
        ),
        locked=True,
        tab=frame.NAVY,
        quiet=[Area(layout.first, 1, layout.last, layout.width)],
        start=(layout.first, layout.at(layout.results[0].id)),
    )


def _widths(order: Order, layout: Layout) -> Iterator[float]:
    heads = titles(layout, order)
    roomy = len(layout.results) <= ROOM
    derived = {column.id for column in layout.derived}
    for name, head in heads.items():
        if name in _WIDTHS:
            yield _WIDTHS[name]
            continue
        longest = max(map(len, _WORD.split(head)))
        least = _NARROWEST_WORKED_OUT if name in derived else _NARROWEST
        width = min(max(least, 0.68 * longest + 1.3), _WIDEST)
        yield width + 4 if roomy else width


def _heads(order: Order, layout: Layout, widths: list[float]) -> RowOut:
    notes = {one.id: words.at_length(order.book, one) for one in layout.results}
    notes |= {one.id: words.WORKED_OUT for one in layout.derived}
    first = _first_of_areas(layout)
    cells, lines = {}, 1
    for place, (name, head) in enumerate(titles(layout, order).items(), 1):
        style = looks.HEADING_FIRST if name in first else looks.HEADING
        look = _HEAD.get(name, style)
        cells[place] = CellOut(head, look, note=notes.get(name, ""))
        lines = max(lines, _lines(head, widths[place - 1]))
    return RowOut(cells, max(30, 6 + _LINES * lines))


def _lines(head: str, width: float) -> int:
    """Return how many lines `head` takes in a column of `width`, broken at words."""
    room, lines, used = width * 1.32, 1, 0
    for word in _WORD.split(head):
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + 1
    return lines


def _row(order: Order, layout: Layout, number: int, pupil: Listed | None) -> RowOut:
    cells = {layout.at(column.id): _who(column, pupil) for column in layout.identity}
    if REASON in layout:
        reason = pupil.reason if pupil else ""
        cells[layout.at(REASON)] = CellOut(reason or None, looks.WHY)
    first = _first_of_areas(layout)
    for column in layout.results:
        style = looks.RESULT_FIRST if column.id in first else looks.RESULT
        if pupil and _is_tested(order, column, pupil):
            style = looks.tested(style)
        cells[layout.at(column.id)] = CellOut(_result(column, pupil), style)
    for name, made in worked_out(order, layout, number, pupil).items():
        cells[layout.at(name)] = CellOut(made, _DERIVED.get(name, looks.DERIVED))
    high = _HEIGHT_WITH_REASON if pupil and pupil.reason else _HEIGHT
    return RowOut(cells, high)


def _who(column: Column, pupil: Listed | None) -> CellOut:
    style = _WHO.get(column.id, looks.WHO)
    if pupil is None:
        return CellOut(None, looks.spare(style))
    value: Value = getattr(pupil, column.id)
    if column.id == "dob":
        value = years.parse_date(pupil.dob) or pupil.dob
    return CellOut(value or None, style)


def _result(column: Column, pupil: Listed | None) -> Value:
    """Return a result known already, as a number where a person would type one."""
    value = pupil.results.get(column.id, "") if pupil else ""
    if value.isascii() and value.isdigit() and str(int(value)) == value:
        return int(value)
    return value or None


def _is_tested(order: Order, column: Column, pupil: Listed) -> bool:
    """Whether the pupil is known to sit the test that stands in place of a result."""
    told = f"below_{column.id}" in headings.roll() and any(
        one.below for one in order.pupils
    )
    return told and not column.required and column.id not in pupil.below


def _first_of_areas(layout: Layout) -> set[str]:
    """Return the columns with which an area of the curriculum begins, and what is worked out."""
    found, before = set(), None
    for column in layout.results:
        if column.area != before:
            found.add(column.id)
        before = column.area
    return found | {LEFT}


def _merged(layout: Layout) -> list[Area]:
    """Return the cells joined for the titles of areas, and for the legend."""
    spans: dict[str, list[int]] = {}
    for column in layout.results:
        spans.setdefault(column.area, []).append(layout.at(column.id))
    spans["worked out"] = [layout.at(LEFT), layout.printed]
    found = [Area(AREAS, at[0], AREAS, at[-1]) for at in spans.values() if len(at) > 1]
    return [Area(AREAS, 1, AREAS, 2), *found]


def _printed(text: str) -> str:
    """Return `text` for the margin of a page, where & gives orders."""
    return text.replace("&", "&&")


_WHO: Mapping[str, Style] = {
    "surname": looks.NAME,
    "dob": looks.BORN,
    "sex": looks.MIDDLE,
    "nc_year": looks.MIDDLE,
}
_HEAD: Mapping[str, Style] = {
    **dict.fromkeys(("surname", "forename", "group", REASON), looks.HEADING_LEFT),
    **dict.fromkeys(("dob", "sex", "nc_year"), looks.HEADING_MIDDLE),
    "upn": looks.HEADING_LEFT,
}
_DERIVED: Mapping[str, Style] = {LEFT: looks.LEFT, LOOK: looks.LOOK}
