"""The sheet that tells what to do, in plain words, and what every code means."""

from collections.abc import Iterable, Iterator

from keystage.marksheet.tag import INSTRUCTIONS, MARKSHEET
from keystage.marksheet.template import looks, words
from keystage.marksheet.template.model import HEADS, Layout, Order
from keystage.marksheet.template.top import about
from keystage.tables.writing import (
    Area,
    CellOut,
    ColumnOut,
    PrintOut,
    RowOut,
    SheetOut,
    TableOut,
    frame,
)

_COLUMNS = (7, 28, 42, 42, 42)
_START = f"{MARKSHEET}!A{HEADS}"
_HEADS = ("Code", "Called", "What it means", "Use it when", "Do not use it when")
_LINE = 13.5
_MOST_ON_A_PAGE = 760  # points, at about three quarters of their size
_ROOM = 1.18  # letters to a unit of width, about


class _Page:
    """Rows one beneath another, and which of them hold a paragraph."""

    def __init__(self) -> None:
        self.rows: list[RowOut] = []
        self.paragraphs: list[int] = []

    def line(self, cell: CellOut, height: float) -> None:
        """Add a line that takes up whatever width it needs."""
        self.rows.append(RowOut({1: cell}, height))

    def section(self, title: str, texts: Iterable[tuple[str | int, str]] = ()) -> None:
        """Add a heading, and paragraphs with what stands before each."""
        self.line(CellOut(title, frame.SECTION), 27)
        for label, text in texts:
            cells = {1: CellOut(label, looks.STEP), 2: CellOut(text, looks.TEXT)}
            height = 5 + _LINE * _high(text, sum(_COLUMNS[1:]))
            self.rows.append(RowOut(cells, height))
            self.paragraphs.append(len(self.rows))


def instructions(order: Order, layout: Layout) -> SheetOut:
    """Return the sheet: steps, dates, whom to ask, codes, the rulebook's guidance."""
    page = _Page()
    title = f"How to fill in: {order.book.title}"
    page.rows += frame.top(title, [about(order)])
    page.line(CellOut("Go to the marksheet", looks.LINK, link=_START), 20)
    page.section("What to do", _steps(order))
    dates = words.when(order.book) or [words.NO_DATES]
    page.section("By when", (("•", text) for text in dates))
    page.section("Whom to ask", [("•", order.ask or words.ASK)])
    page.section("What may be entered")
    head = len(page.rows) + 1
    page.rows += _codes(order, layout)
    codes = Area(head, 1, len(page.rows), len(_HEADS))
    page.section("Who, how and what", (("•", t) for t in order.book.guidance.values()))
    return _sheet(page, codes)


def _sheet(page: _Page, codes: Area) -> SheetOut:
    return SheetOut(
        name=INSTRUCTIONS,
        columns=[ColumnOut(width) for width in _COLUMNS],
        rows=dict(enumerate(page.rows, 1)),
        merged=[Area(row, 2, row, len(_COLUMNS)) for row in page.paragraphs],
        tables=[
            TableOut(
                name="Codes",
                area=codes,
                title="What may be entered",
                description="Every code, what it means, and when to use it or not.",
                filters=False,
            )
        ],
        printed=PrintOut(foot="&R&8 &P / &N", pages_high=int(_fits(page))),
        locked=True,
        tab=frame.GREY,
    )


def _fits(page: _Page) -> bool:
    """Whether the sheet is as good as one printed page: then it is made to be one."""
    return sum(row.height for row in page.rows) <= _MOST_ON_A_PAGE


def _steps(order: Order) -> Iterator[tuple[str | int, str]]:
    for number, text in enumerate(words.STEPS, 1):
        yield number, text.format(**order.book.words)
    yield "•", words.NO_FORMULAS


def _codes(order: Order, layout: Layout) -> list[RowOut]:
    book = order.book
    rows = [frame.headings(_HEADS)]
    for column in layout.results:
        if column.is_mark:
            span = f"{column.minimum or 0} to {column.maximum}"
            rows.append(
                _code(
                    (
                        span,
                        column.title,
                        f"The mark: a whole number from {span}.",
                        "",
                        "",
                    )
                )
            )
    used = dict.fromkeys(name for one in layout.results for name in one.codes)
    for name in book.codes:
        if name in used:
            code = book.codes[name]
            told = (code.meaning, code.use_when, code.do_not_use_when)
            rows.append(_code((name, code.name, *told)))
    return rows


def _code(texts: tuple[str, ...]) -> RowOut:
    cells = {1: CellOut(texts[0], looks.TABLE_STRONG)}
    cells |= {at: CellOut(text, looks.TABLE) for at, text in enumerate(texts[1:], 2)}
    lines = max(_high(text, width) for text, width in zip(texts, _COLUMNS, strict=True))
    return RowOut(cells, 4 + _LINE * lines)


def _high(text: str, width: float) -> int:
    """Return how many lines `text` takes in a column of `width`, about."""
    return 1 + int(len(text) / (width * _ROOM))
