"""The sheet of figures: what the results come to so far, and how many of each."""

from collections.abc import Iterator, Sequence

from keystage import measures
from keystage.marksheet.tag import FIGURES
from keystage.marksheet.template import looks
from keystage.marksheet.template.live.everyone import Figure, Working
from keystage.marksheet.template.live.pupil import NONE
from keystage.marksheet.template.model import Layout, Order
from keystage.marksheet.template.top import figure_of
from keystage.measures import Spec, Unit
from keystage.tables.writing import (
    Area,
    BarChart,
    CellOut,
    ColumnOut,
    Formula,
    PrintOut,
    RowOut,
    SheetOut,
    TableOut,
    frame,
)

_HEADS = ("What", "Comes to", "Number", "Out of", "How it is counted")
_ROW, _FIRST = 4, 5
_INTRO = (
    "These figures follow what is entered on the sheet Marksheet. Nothing is to be "
    f"typed here. {NONE} stands where nobody counts yet."
)
_WIDTHS = (46, 11, 11, 11, 66)
_TALL, _WIDE = 24, 760


def figures(order: Order, layout: Layout) -> SheetOut:
    """Return the sheet, empty of figures until results are entered."""
    found = list(Working(order, layout).figures())
    unsaid = [
        spec
        for spec in measures.specs(order.book, order.situation)
        if spec.answer is None
    ]
    rows = {
        **dict(
            enumerate(frame.top(f"{order.book.title}: figures so far", [_INTRO]), 1)
        ),
        _ROW: frame.headings(_HEADS),
    }
    for number, figure in enumerate(found, _FIRST):
        rows[number] = _figure(figure)
    for number, spec in enumerate(unsaid, _FIRST + len(found)):
        rows[number] = _unsaid(spec)
    last = _FIRST + len(found) + len(unsaid) - 1
    return SheetOut(
        name=FIGURES,
        columns=[ColumnOut(width) for width in _WIDTHS],
        rows=rows,
        frozen=(0, 1),
        tables=[
            TableOut(
                name="FiguresSoFar",
                area=Area(_ROW, 1, last, len(_HEADS)),
                title="Figures so far",
                description=_INTRO,
                filters=False,
            ),
        ],
        charts=_charts(found, (last + 2, 1)),
        printed=PrintOut(foot="&R&8&P / &N", pages_high=1),
        locked=True,
        tab=looks.BLUE,
    )


def _figure(figure: Figure) -> RowOut:
    spec = figure.spec
    look = looks.TABLE_SHARE if spec.unit is Unit.SHARE else looks.TABLE_MEAN
    comes = figure_of(figure)
    if spec.unit is Unit.TOTAL:
        comes, look = Formula(figure.numerator, 0), looks.TABLE_NUMBER
    return RowOut(
        {
            1: CellOut(spec.title, looks.TABLE_STRONG),
            2: CellOut(comes, look),
            3: CellOut(Formula(figure.numerator, 0), looks.TABLE_NUMBER),
            4: CellOut(Formula(figure.denominator, 0), looks.TABLE_NUMBER),
            5: CellOut(_how(spec), looks.TABLE),
        },
        _height(_how(spec)),
    )


def _unsaid(spec: Spec) -> RowOut:
    cells = {at: CellOut(NONE, looks.TABLE_NUMBER) for at in (2, 3, 4)}
    cells |= {1: CellOut(spec.title, looks.TABLE_STRONG)}
    return RowOut(cells | {5: CellOut(spec.unsaid, looks.TABLE)}, _height(spec.unsaid))


def _how(spec: Spec) -> str:
    national = "" if spec.national else "Not a national measure."
    return " ".join(filter(None, (spec.note, national, spec.source))) or NONE


def _height(text: str) -> float:
    return 6 + 13 * (1 + len(text) // 62)


def _charts(found: Sequence[Figure], at: tuple[int, int]) -> list[BarChart]:
    shares = list(_shares(found))
    if len(shares) < 2:  # noqa: PLR2004 - one bar alone is no picture
        return []
    first, last = shares[0], shares[-1]
    return [
        BarChart(
            sheet=FIGURES,
            labels=Area(_FIRST + first, 1, _FIRST + last, 1),
            values=Area(_FIRST + first, 2, _FIRST + last, 2),
            at=at,
            size=(_WIDE, 70 + _TALL * len(shares)),
            title="Shares so far",
            described="A bar for each share in the table Figures so far, from nobody to "
            "everybody. The table above holds the same figures as numbers.",
            colour=looks.BLUE,
            most=1,
        )
    ]


def _shares(found: Sequence[Figure]) -> Iterator[int]:
    """Yield the places of the shares that stand together at the first of them."""
    begun = False
    for place, figure in enumerate(found):
        if figure.spec.unit is Unit.SHARE:
            begun = True
            yield place
        elif begun:
            return
