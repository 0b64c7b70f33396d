"""Take an own save back, or put a return's cells as they were at a moment."""

from collections.abc import Collection
from datetime import datetime

from keystage_web.accounts.scopes import Scope
from keystage_web.returns import policies
from keystage_web.returns.actions.cells.judging import refused
from keystage_web.returns.actions.cells.model import Cell, Saved, Typed, Why
from keystage_web.returns.actions.cells.putting import Put, put
from keystage_web.returns.actions.cells.saving import Asked, once
from keystage_web.returns.actions.cells.standing import standing, still
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import Change, Save, Via
from keystage_web.returns.refusals import NotThere, Stale


def undo(*, by: Scope, round_id: str, key: str, seq: int, now: datetime) -> Saved:
    """Take one's own save, by the count of changes it came to, back; an undo, forward.

    Cells that have been changed since are refused, and whose value is there is told;
    refused, too, are those of pupils who are no longer on the sheet.
    Raises `NotThere` for a save that is not one's own, `Stale` for one that was taken
    back already, and what `save` does.
    """

    def how(writing: Writing) -> Put:
        row = _own(writing, seq)
        via = Via.REDONE if row.via == Via.UNDONE else Via.UNDONE
        changes = Change.within(by).filter(of_return=writing.row, seq=seq)
        cells = [
            Typed(one.pupil_id, one.component, one.before, one.version, sure=True)
            for one in changes.order_by("pupil", "component")
        ]
        done = _put(writing, cells, via)
        row.undone = True
        row.save(update_fields=["undone"])
        return done

    asked = Asked(key, policies.UNDO, seq)
    return once(by=by, round_id=round_id, asked=asked, how=how, now=now)


def restore(
    *,
    by: Scope,
    round_id: str,
    key: str,
    after: int,
    seen: int,
    now: datetime,
    klass: str = "",
) -> Saved:
    """Put the cells of a class (of all one sees, without) as they were after a save.

    `after` is the return's count of changes then: times go by who asked first, counts
    by who saved. What was there stands in the history. Raises `Stale` where the return has been
    changed since the person looked (`seen`), and what `save` does.
    """

    def how(writing: Writing) -> Put:
        if writing.row.seq != seen:
            raise Stale("The return has been changed since.")
        since = Change.within(by).filter(of_return=writing.row, seq__gt=after)
        if klass:
            since = since.filter(pupil__klass=klass)
        before = dict[Cell, str]()
        for one in since.order_by("version"):
            before.setdefault((one.pupil_id, one.component), one.before)
        on = still(writing, _pupils(before))
        there = standing(writing, on, {part for _, part in before})
        cells = [
            Typed(*cell, value, there.of(cell)[1])
            for cell, value in before.items()
            if cell[0] in on
        ]
        return put(writing, there, cells, Via.RESTORED)

    asked = Asked(key, policies.RESTORE, [after, seen, klass])
    return once(by=by, round_id=round_id, asked=asked, how=how, now=now)


def _put(writing: Writing, cells: Collection[Typed], via: Via) -> Put:
    on = still(writing, {typed.pupil for typed in cells})
    found = [typed for typed in cells if typed.pupil in on]
    there = standing(writing, on, {typed.component for typed in found})
    done = put(writing, there, found, via)
    gone = (typed for typed in cells if typed.pupil not in on)
    done.told += [refused(typed, there, Why.GONE) for typed in gone]
    return done


def _pupils(cells: Collection[Cell]) -> set[str]:
    return {pupil for pupil, _ in cells}


def _own(writing: Writing, seq: int) -> Save:
    """Return the save of the person that is to be taken back."""
    rows = Save.of(writing.by.authority).filter(of_return=writing.row, seq=seq)
    row = rows.filter(person=writing.by.person).first() if seq else None
    if row is None:
        raise NotThere("a save")
    if row.undone:
        raise Stale("The save was taken back already.")
    return row
