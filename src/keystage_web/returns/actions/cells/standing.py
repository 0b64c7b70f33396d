"""Read what stands in the cells that are to be changed, in a few questions."""

from collections.abc import Sequence
from functools import lru_cache

from keystage import rulebooks
from keystage.core.errors import UsageError
from keystage.rulebooks.entry import Ask, entry_of
from keystage_web.returns.actions.cells.judging import Standing
from keystage_web.returns.actions.cells.model import Typed
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import Exemption, Result


def standing(writing: Writing, cells: Sequence[Typed]) -> Standing:
    """Return what stands where values are to be written.

    Raises `NotThere` where one is for a pupil or a component that is not there, and
    `UsageError` where two are for one cell.
    """
    if len({typed.cell for typed in cells}) < len(cells):
        raise UsageError("A cell is told once in a save.")
    for component in {typed.component for typed in cells}:
        writing.component(component)
    pupils = writing.pupils({typed.pupil for typed in cells})
    asks = _asks(writing.book.id)
    rows = Result.of(writing.by.authority).filter(
        of_return=writing.row, pupil__in=list(pupils)
    )
    return Standing(
        book=writing.book,
        results={(row.pupil_id, row.component): row for row in rows},
        asks=asks,
        exempt=_exempt(writing, list(pupils)) if any(x.fills for x in asks) else set(),
    )


def _exempt(writing: Writing, pupils: Sequence[str]) -> set[str]:
    """Return the pupils of whom an exemption is on record."""
    found = Exemption.of(writing.by.authority).filter(
        of_return=writing.row, pupil__in=pupils, ended_at=None
    )
    return set(found.values_list("pupil_id", flat=True))


@lru_cache(maxsize=64)
def _asks(book: str) -> tuple[Ask, ...]:
    return entry_of(rulebooks.load(book)).asks
