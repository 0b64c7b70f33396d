"""Choose between two values that met."""

from collections.abc import Sequence
from datetime import datetime

from keystage_web.accounts.scopes import Scope
from keystage_web.returns import policies
from keystage_web.returns.actions.cells.judging import Standing, theirs
from keystage_web.returns.actions.cells.model import Saved, State, Told, Typed
from keystage_web.returns.actions.cells.putting import Put, put
from keystage_web.returns.actions.cells.saving import MOST, Asked, once
from keystage_web.returns.actions.cells.standing import standing
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import Clash, Kept, Via
from keystage_web.returns.refusals import NotThere, Stale, TooMany


def settle(
    *,
    by: Scope,
    clash: str,
    keep: Kept,
    key: str,
    base: int,
    now: datetime,
) -> Saved:
    """Keep the value that was there, or write the one that met it.

    `base` is the version that the person saw beside it: where there is another by
    now, nothing is done, and the two that meet now are told. Raises `NotThere`,
    `Stale` where somebody has chosen already, and what `save` does.
    """
    found = Clash.within(by).filter(id=clash).select_related("of_return").first()
    if found is None:
        raise NotThere(clash)

    def how(writing: Writing) -> Put:
        row = Clash.of(by.authority).get(id=clash)
        if row.settled_at is not None:
            raise Stale("Somebody has chosen already.")
        there = standing(writing, [row.pupil_id], [row.component])
        _, version = there.of((row.pupil_id, row.component))
        if base != version:
            return Put(Via.SETTLED, told=[_still(row, there)])
        return _settled(writing, row, there, keep)

    asked = Asked(key, policies.SETTLE, [clash, keep, base])
    round_id = found.of_return.round_id
    return once(by=by, round_id=round_id, asked=asked, how=how, now=now)


def leave_all(
    *, by: Scope, round_id: str, clashes: Sequence[str], key: str, now: datetime
) -> Saved:
    """Leave what is saved in the cells of many clashes, each as `settle` would.

    Those that somebody has settled meanwhile, or one does not see, are passed over.
    Raises what `save` does.
    """
    if len(clashes) > MOST:
        raise TooMany(MOST)

    def how(writing: Writing) -> Put:
        waiting = Clash.within(by).filter(of_return=writing.row, settled_at=None)
        rows = list(waiting.filter(id__in=clashes))
        return _left(writing, rows) if rows else Put(Via.SETTLED)

    asked = Asked(key, policies.SETTLE, ["leave", *sorted(clashes)])
    return once(by=by, round_id=round_id, asked=asked, how=how, now=now)


def _left(writing: Writing, rows: Sequence[Clash]) -> Put:
    pupils = {row.pupil_id for row in rows}
    there = standing(writing, pupils, {row.component for row in rows})
    cells = dict.fromkeys((row.pupil_id, row.component) for row in rows)
    typed = [Typed(*cell, *there.of(cell), sure=True) for cell in cells]
    done = put(writing, there, typed, Via.SETTLED)
    kept = {(one.pupil, one.component) for one in done.told if one.state is State.SAVED}
    ids = [row.id for row in rows if (row.pupil_id, row.component) in kept]
    Clash.of(writing.by.authority).filter(id__in=ids).update(
        settled_at=writing.now,
        settled_by=writing.by.person,
        kept=Kept.THEIRS,
        seq=writing.seq,
    )
    writing.about |= {pupil for pupil, _ in kept}
    if ids:
        done.said = {"settled": sorted(ids), "kept": Kept.THEIRS}
    return done


def _settled(writing: Writing, row: Clash, there: Standing, keep: Kept) -> Put:
    value, version = there.of((row.pupil_id, row.component))
    chosen = row.value if keep is Kept.MINE else value
    typed = Typed(row.pupil_id, row.component, chosen, version, sure=True)
    done = put(writing, there, [typed], Via.SETTLED)
    if done.told[0].state is State.SAVED:
        row.settled_at, row.settled_by_id = writing.now, writing.by.person
        row.kept, row.seq = keep, writing.seq
        row.save(update_fields=["settled_at", "settled_by", "kept", "seq"])
        writing.about.add(row.pupil_id)
        done.said = {"clash": row.id, "kept": keep}
    return done


def _still(row: Clash, there: Standing) -> Told:
    """Return that the two still meet: what is there is another by now."""
    cell = row.pupil_id, row.component
    held = there.results[cell]
    return Told(
        *cell,
        held.value,
        held.version,
        state=State.CONFLICT,
        clash=row.id,
        theirs=theirs(held),
    )
