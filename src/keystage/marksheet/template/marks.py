"""What may be entered where, with notes, and how cells show their state."""

from datetime import date

from keystage.checks.model import Rulebook
from keystage.marksheet.grid import Column
from keystage.marksheet.template import looks, words
from keystage.marksheet.template.live import pieces as f
from keystage.marksheet.template.live.pupil import YES, accepted
from keystage.marksheet.template.model import LEFT, Layout, Order
from keystage.tables.writing import Area, Entry, Mark

_MOST_CHOICES = 255  # letters a list of choices may take in a workbook
_MOST_NOTE = 255
_YEARS = 25  # a date of birth lies this far back at most


def entries(order: Order, layout: Layout) -> list[Entry]:
    """Return the drop-downs and notes: of results, then of those who joined."""
    found = [_result(order.book, layout, column) for column in layout.results]
    spare = layout.first + len(order.pupils)
    if spare <= layout.last:
        found += [_joined(order, layout, column, spare) for column in layout.identity]
    return found


def marks(order: Order, layout: Layout) -> list[Mark]:
    """Return how results, and what is worked out, show their state."""
    found = []
    for column in layout.results:
        found += _of_result(order, layout, column)
    for column in layout.derived:
        area = layout.down(column.id)
        found.append(Mark(area, f"{_first(area)}={f.quoted(YES)}", looks.GOOD))
    area = layout.down(LEFT)
    found.append(
        Mark(area, f"AND(ISNUMBER({_first(area)}),{_first(area)}=0)", looks.DONE)
    )
    return found


def _result(book: Rulebook, layout: Layout, column: Column) -> Entry:
    choices = column.codes
    if column.maximum is not None:
        choices = (*f.marks(column.minimum or 0, column.maximum), *choices)
    fits = len(",".join(choices)) <= _MOST_CHOICES
    return Entry(
        area=layout.down(column.id),
        choices=choices if fits else (),
        title=column.title,
        note=words.prompt(book, column, _MOST_NOTE),
        refused_title=column.title,
        refused=words.REFUSED,
    )


def _joined(order: Order, layout: Layout, column: Column, first: int) -> Entry:
    area = Area(first, layout.at(column.id), layout.last, layout.at(column.id))
    note = words.JOINED.format(pupil=order.word("pupil"), note=column.note)
    title = column.title
    if column.id == "dob":
        year = order.book.year
        least, most = date(year - _YEARS, 1, 1), date(year, 12, 31)
        return Entry(
            area=area,
            least=least,
            most=most,
            title=title,
            note=note,
            refused_title=title,
            refused=f"This is not a date. {column.note}",
        )
    choices: tuple[str, ...] = ()
    if column.id == "nc_year":
        choices = tuple(year for one in order.book.cohorts for year in one.nc_years)
    if column.id == "sex":
        choices = ("F", "M")
    return Entry(
        area=area,
        choices=choices,
        strict=False,
        title=title,
        note=note,
        refused_title=title,
        refused=f"Is this meant? {column.note}",
    )


def _of_result(order: Order, layout: Layout, column: Column) -> list[Mark]:
    area, book = layout.down(column.id), order.book
    cell = _first(area)
    known = f.among(cell, ("", *accepted(book, column)))
    found = [Mark(area, f"NOT({known})", looks.IMPOSSIBLE, last=True)]
    stand_in = [
        name
        for name in column.codes
        if book.codes[name].counts in {"out", "denominator"}
    ]
    below = [name for name in column.codes if book.codes[name].counts == "not_met"]
    low: tuple[str, ...] = ()
    threshold, rule = order.threshold, book.threshold
    if threshold is not None and rule is not None and rule.component == column.id:
        low = f.marks(column.minimum or 0, threshold - 1)
    for codes, more, style in (
        (stand_in, (), looks.STANDS_IN),
        (below, low, looks.NOT_MET),
    ):
        written = (*more, *f.forms(book, column.id, codes))
        if written:
            found.append(Mark(area, f.among(cell, written), style))
    return found


def _first(area: Area) -> str:
    return area.name.partition(":")[0]
