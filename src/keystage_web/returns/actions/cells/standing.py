"""Read what stands in the cells that are to be changed, in a few questions."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from keystage import rulebooks
from keystage.rulebooks.entry import Ask, entry_of
from keystage_web.returns.actions.cells.judging import Standing
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import Exemption, Result


def standing(
    writing: Writing, pupils: Collection[str], components: Collection[str]
) -> Standing:
    """Return what stands where values of these pupils and components are to be written.

    Raises `NotThere` where one of them is not there.
    """
    for component in set(components):
        writing.component(component)
    there = writing.pupils(set(pupils))
    asks = asked_of(writing.book.id)
    rows = Result.of(writing.by.authority).filter(
        of_return=writing.row, pupil__in=list(there)
    )
    fills = any(ask.fills for ask in asks)
    return Standing(
        book=writing.book,
        results={(row.pupil_id, row.component): row for row in rows},
        asks=asks,
        exempt=_exempt(writing, list(there)) if fills else set(),
    )


def _exempt(writing: Writing, pupils: Sequence[str]) -> set[str]:
    """Return the pupils of whom an exemption is on record."""
    found = Exemption.of(writing.by.authority).filter(
        of_return=writing.row, pupil__in=pupils, ended_at=None
    )
    return set(found.values_list("pupil_id", flat=True))


@lru_cache(maxsize=64)
def asked_of(book: str) -> tuple[Ask, ...]:
    """Return what a rulebook asks of whoever types a value."""
    return entry_of(rulebooks.load(book)).asks
