"""Exemptions on record follow the cells: taken back with them, and there again."""

from collections.abc import Mapping

from keystage_web.returns.actions.cells.judging import Standing
from keystage_web.returns.actions.cells.model import Cell
from keystage_web.returns.actions.cells.rows import whole
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import Exemption


def keep_exemptions(writing: Writing, there: Standing, new: Mapping[Cell, str]) -> None:
    """End the exemptions whose cells say otherwise now, and let undone ones stand again."""
    pupils = {pupil for pupil, _ in new}
    stand = {pupil for pupil in pupils if _stands(there, pupil, new)}
    over = sorted((pupils - stand) & set(there.exempt))
    rows = Exemption.of(writing.by.authority).filter(of_return=writing.row)
    if over:
        rows.filter(pupil__in=over, ended_at=None).update(
            ended_at=writing.now, seq=writing.seq
        )
    again = sorted(stand - set(there.exempt))
    if again:
        ended = rows.filter(pupil__in=again, ended_at__isnull=False)
        last = {row.pupil_id: row.id for row in ended.order_by("ended_at", "id")}
        rows.filter(id__in=last.values()).update(ended_at=None, seq=writing.seq)


def _stands(there: Standing, pupil: str, new: Mapping[Cell, str]) -> bool:
    """Return whether all cells hold what an exemption fills them with."""
    return any(whole(there, pupil, ask, new) for ask in there.asks if ask.fills)
