"""The sheet of counts: how many pupils have each code in each result."""

from keystage.marksheet.grid import Column
from keystage.marksheet.tag import COUNTS
from keystage.marksheet.template import looks
from keystage.marksheet.template.live import pieces as f
from keystage.marksheet.template.live.everyone import nobody
from keystage.marksheet.template.model import Layout, Order
from keystage.tables.writing import (
    Area,
    CellOut,
    ColumnOut,
    Formula,
    PrintOut,
    RowOut,
    SheetOut,
    TableOut,
    frame,
)

_ROW = 4
_SAYS = "For each result, how many {pupils} have each code, and how many have none yet."
_FIRST_WIDTH, _WIDTH = 40, 9


def counts(order: Order, layout: Layout) -> SheetOut:
    """Return the sheet: a row for each result, a column for each code."""
    used = {name for one in layout.results for name in one.codes}
    codes = [name for name in order.book.codes if name in used]
    marked = any(one.is_mark for one in layout.results)
    heads = ("Result", "Blank", *(["Mark"] if marked else []), *codes)
    says = _SAYS.format(pupils=order.word("pupils"))
    rows = {
        **dict(
            enumerate(frame.top(f"{order.book.title}: how many of each", [says]), 1)
        ),
        _ROW: frame.headings(heads),
    }
    for number, column in enumerate(layout.results, _ROW + 1):
        made = _made(order, layout, column)
        cells = [_cell(made.get(head)) for head in heads[1:]]
        first = CellOut(column.title, looks.TABLE_STRONG)
        rows[number] = RowOut(dict(enumerate((first, *cells), 1)), 18)
    return SheetOut(
        name=COUNTS,
        columns=[ColumnOut(_FIRST_WIDTH), *(ColumnOut(_WIDTH) for _ in heads[1:])],
        rows=rows,
        frozen=(_ROW, 1),
        tables=[
            TableOut(
                name="HowManyOfEach",
                area=Area(_ROW, 1, max(rows), len(heads)),
                title="How many of each",
                description=says,
                filters=False,
            )
        ],
        printed=PrintOut(foot="&R&8 &P / &N"),
        locked=True,
        tab=looks.BLUE,
    )


def _made(order: Order, layout: Layout, column: Column) -> dict[str, Formula]:
    """Return what a row counts, by heading."""
    cells = layout.column(column.id)
    blank = f.total(f"{f.empty(cells)}*(1-{nobody(layout)})")
    found = {"Blank": Formula(blank, len(order.pupils))}
    if column.maximum is not None:
        every = f.marks(column.minimum or 0, column.maximum)
        found["Mark"] = Formula(f.total(f.each(cells, every)), 0)
    for code in column.codes:
        own = f.forms(order.book, column.id, [code])
        found[code] = Formula(f.total(f.each(cells, own)), 0)
    return found


def _cell(made: Formula | None) -> CellOut:
    return CellOut(made, looks.TABLE_NUMBER)
