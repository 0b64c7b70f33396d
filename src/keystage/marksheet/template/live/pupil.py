"""What the sheet works out beside each pupil: blanks, what to put right, measures."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from keystage.checks.model import Rulebook
from keystage.marksheet.grid import Column
from keystage.marksheet.template.live import pieces as f
from keystage.marksheet.template.model import LEFT, LOOK, Layout, Listed, Order
from keystage.measures.given import Given
from keystage.measures.goals import Scale, scale_of
from keystage.tables.writing import Area, Formula

YES, NO, NONE = "✓ Yes", "No", "\N{EN DASH}"
"""What stands for met, not met and not assessed."""


def worked_out(
    order: Order, layout: Layout, row: int, pupil: Listed | None
) -> Mapping[str, Formula]:
    """Return the formulas of a row by column; `pupil` is who stands there."""
    who = Area(row, layout.at("surname"), row, layout.at("forename")).name
    upn = Area(row, layout.at("upn"), row, layout.at("upn")).name
    here = f"COUNTA({who},{upn})>0"
    wanted = [
        column
        for column in layout.results
        if column.required or (pupil and column.id in pupil.below)
    ]
    left = _sum(f.total(f"--{f.empty(cells)}") for cells in _runs(wanted, layout, row))
    found = {
        LEFT: Formula(f'IF({here},{left},"")', len(wanted) if pupil else ""),
        LOOK: Formula(_look(order.book, layout, row)),
    }
    for column in layout.derived:
        made = _measure(order.book, column.id, layout, row)
        found[column.id] = Formula(f'IF({here},{made[0]},"")', made[1] if pupil else "")
    return found


def accepted(book: Rulebook, column: Column) -> tuple[str, ...]:
    """Return every way of writing what a school may enter in a column, in capitals."""
    written = f.forms(book, column.id, column.codes)
    if column.maximum is None:
        return written
    return (*f.marks(column.minimum or 0, column.maximum), *written)


def _look(book: Rulebook, layout: Layout, row: int) -> str:
    """Return the words on cells that hold what nobody may enter there."""
    counts = []
    for written, columns in groupby(
        layout.results, key=lambda column: accepted(book, column)
    ):
        for cells in _runs(list(columns), layout, row):
            known = f.among(cells, ("", *written))
            counts.append(f.total(f"1-{known}"))
    return f'IF({_sum(counts)}>0,"! "&{_sum(counts)},"")'


def _measure(book: Rulebook, name: str, layout: Layout, row: int) -> tuple[str, str]:
    """Return the formula of a measure of goals for one child, and its value at first."""
    given = Given(book, name)
    goals, scale = given.components(), scale_of(given)
    many = len(scale.goals)
    judged = _count(book, layout, (row, scale.goals, tuple(scale.points)))
    if given.text("kind") == "points":
        worth = "+".join(
            f"{points}*{_count(book, layout, (row, goals, (code,)))}"
            for code, points in scale.points.items()
        )
        unfinished = f'{judged}&" of {many}"'
        shown = f"0 ({min(scale.exempt)})" if len(scale.exempt) == 1 else "0"
        exempt = _exempt(book, layout, row, scale)
        made = (
            f"IF({judged}={many},{worth},IF({exempt},{f.quoted(shown)},{unfinished}))"
        )
        return made, f"0 of {many}"
    met = _count(book, layout, (row, goals, tuple(scale.met)))
    answer = f'IF({met}={len(goals)},"{YES}","{NO}")'
    return f'IF({judged}={many},{answer},"{NONE}")', NONE


def _exempt(book: Rulebook, layout: Layout, row: int, scale: Scale) -> str:
    known = tuple({*scale.points, *scale.exempt})
    return f"{_count(book, layout, (row, scale.goals, tuple(sorted(known))))}={len(scale.goals)}"


def _count(
    book: Rulebook, layout: Layout, what: tuple[int, Sequence[str], Sequence[str]]
) -> str:
    """Return how many of some components of a row have one of some codes."""
    row, components, codes = what
    columns = [column for column in layout.results if column.id in components]
    written = f.forms(book, components[0], codes)
    return _sum(
        f.total(f.each(cells, written)) for cells in _runs(columns, layout, row)
    )


def _runs(columns: Sequence[Column], layout: Layout, row: int) -> list[str]:
    """Return references to the cells of a row in `columns`, neighbours as one."""
    places = sorted(layout.at(column.id) for column in columns)
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return [Area(row, first, row, last).name for first, last in runs]


def _sum(parts: Iterable[str]) -> str:
    pieces = list(parts)
    return f"({'+'.join(pieces)})" if len(pieces) > 1 else "".join(pieces) or "0"
