"""Choose between two values that met."""

from datetime import datetime

from keystage_web.accounts.scopes import Scope
from keystage_web.returns import policies
from keystage_web.returns.actions.cells.judging import Standing, theirs
from keystage_web.returns.actions.cells.model import Saved, State, Told, Typed
from keystage_web.returns.actions.cells.putting import Put, put
from keystage_web.returns.actions.cells.saving import Asked, once
from keystage_web.returns.actions.cells.standing import standing
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import Clash, Kept, Via
from keystage_web.returns.refusals import NotThere, Stale


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
