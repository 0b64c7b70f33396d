"""What differs in who reports a pupil who moves."""

from collections.abc import Iterator, Mapping

from keystage.checks.model import Rulebook
from keystage.movement import Row, Table
from keystage.rulebooks.movers import movement_of


def movers(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield rules on movers that are new, read otherwise or have gone."""
    was, has = movement_of(old), movement_of(new)
    pupils = new.words["pupils"]
    if was is None and has is not None:
        yield f"Guidance on {pupils} who move is known for this year, and was not before."
    elif has is None and was is not None:
        yield f"No guidance on {pupils} who move is known for this year."
    elif was is not None and has is not None:
        yield from _rows(_by_id(was), _by_id(has))


def _by_id(table: Table) -> Mapping[str, Row]:
    return {row.id: row for row in table.rows}


def _rows(was: Mapping[str, Row], has: Mapping[str, Row]) -> Iterator[str]:
    for name, row in has.items():
        if name not in was:
            yield f"New: {row.says}"
        elif _ruling(was[name]) != _ruling(row):
            yield f"Now: {row.says} Before: {was[name].says}"
    yield from (f"No longer: {was[name].says}" for name in was if name not in has)


def _ruling(row: Row) -> object:
    """Return what a row rules; where it stands and what helps are not part of it."""
    return row.order, row.when, row.reports, row.says
