"""How often each code stands in each column of a sheet: what is looked at before signing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from keystage_web.returns.sheet.model import Accepts, Column, Row, Sheet, State


@dataclass(frozen=True, slots=True)
class Tally:
    """Columns that take the same: heads (a code and its name), and a line for each."""

    heads: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]


def tallies(sheet: Sheet) -> list[Tally]:
    """Return a table for each kind of column, of all rows of the sheet."""
    kinds = dict.fromkeys(column.accepts for column in sheet.results)
    return [_tally(sheet, sheet.accepts[name]) for name in kinds]


def _tally(sheet: Sheet, accepts: Accepts) -> Tally:
    columns = [one for one in sheet.results if one.accepts == accepts.id]
    counted = [Counter(_names(sheet.rows, one, accepts)) for one in columns]
    heads = [
        (name, said)
        for name, said in _heads(accepts)
        if name not in _RARE or any(each[name] for each in counted)
    ]
    lines = [
        (column.title, tuple(each[name] for name, _said in heads))
        for column, each in zip(columns, counted, strict=True)
    ]
    words = {_MARK: _("Marks"), _OTHER: _("Other"), _BLANK: _("Blank")}
    shown = tuple((words.get(name, name), said) for name, said in heads)
    return Tally(shown, tuple(lines))


# Names that no code has.
_MARK, _OTHER, _BLANK = "+mark", "+other", "+blank"
_RARE = {_OTHER, _BLANK}


def _heads(accepts: Accepts) -> Iterator[tuple[str, str]]:
    if accepts.most is not None:
        told = {"least": accepts.least or 0, "most": accepts.most}
        yield _MARK, _("%(least)d to %(most)d") % told
    for code in accepts.codes:
        yield code.id, code.name
    yield _OTHER, _("not possible here")
    yield _BLANK, _("still to come")


def _names(rows: tuple[Row, ...], column: Column, accepts: Accepts) -> Iterator[str]:
    """Yield under which head the cell of each row counts; a closed blank one under none."""
    codes = {code.id for code in accepts.codes}
    for row in rows:
        cell = row.cells[column.id]
        if cell.value in codes:
            yield cell.value
        elif cell.value:
            yield _OTHER if cell.mark else _MARK
        elif column.required and cell.state is not State.CLOSED:
            yield _BLANK
