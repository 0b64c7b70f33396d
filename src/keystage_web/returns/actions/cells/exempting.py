"""An exemption: asked and answered, it fills a whole row; taken back, it empties it."""

from dataclasses import replace
from datetime import datetime

from keystage.core.errors import UsageError
from keystage.rulebooks.entry import Ask
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import policies
from keystage_web.returns.actions.cells.judging import Standing
from keystage_web.returns.actions.cells.model import Saved, State, Typed
from keystage_web.returns.actions.cells.putting import Put, put
from keystage_web.returns.actions.cells.saving import Asked, once
from keystage_web.returns.actions.cells.standing import standing
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import Exemption, Via
from keystage_web.returns.refusals import NotThere


def exempt(
    *,
    by: Scope,
    round_id: str,
    key: str,
    pupil: str,
    ground: str,
    seen: int,
    now: datetime,
) -> Saved:
    """Keep on which ground a pupil is exempt, and write so into the whole row.

    `seen` is the return's count of changes that the person saw: raises `Stale` where
    somebody else has changed the row since. Raises `NotThere` where the rulebook knows
    no exemption, `UsageError` for a ground it does not know, and what `save` does.
    """

    def how(writing: Writing) -> Put:
        ask = _ask(writing)
        if ground not in ask.grounds:
            raise UsageError("There is no such ground for an exemption.")
        there = standing(writing, [pupil], ask.fills)
        cells = _row(there, pupil, ask, ask.value)
        there.hold_seen([typed.cell for typed in cells], by.person, seen)
        known = replace(there, exempt={pupil})
        done = put(writing, known, cells, Via.EXEMPTED)
        if all(told.state is State.SAVED for told in done.told):
            _keep(writing, pupil, ask, ground)
            done.said = {"exempt": pupil, "ground": ground}
        return done

    asked = Asked(key, policies.EXEMPT, [pupil, ground, seen])
    return once(by=by, round_id=round_id, asked=asked, how=how, now=now)


def lift(
    *, by: Scope, round_id: str, key: str, pupil: str, seen: int, now: datetime
) -> Saved:
    """Take an exemption back: the cells it filled are blank again.

    Raises `NotThere` where there is none, `Stale` as `exempt`, and what `save` does.
    """

    def how(writing: Writing) -> Put:
        ask = _ask(writing)
        there = standing(writing, [pupil], ask.fills)
        if pupil not in there.exempt:
            raise NotThere(pupil)
        cells = [
            typed
            for typed in _row(there, pupil, ask, "")
            if there.of(typed.cell)[0] == ask.value
        ]
        there.hold_seen([typed.cell for typed in cells], by.person, seen)
        done = put(writing, there, cells, Via.EXEMPTED)
        writing.about.add(pupil)
        done.said = {"lifted": pupil}
        return done

    asked = Asked(key, policies.EXEMPT, [pupil, "", seen])
    return once(by=by, round_id=round_id, asked=asked, how=how, now=now)


def _ask(writing: Writing) -> Ask:
    """Return what the rulebook asks before a whole row is filled."""
    for ask in writing.plan.entry.asks:
        if ask.fills:
            return ask
    raise NotThere("an exemption")


def _row(there: Standing, pupil: str, ask: Ask, value: str) -> list[Typed]:
    cells = [(pupil, component) for component in ask.fills]
    return [Typed(*cell, value, there.of(cell)[1]) for cell in cells]


def _keep(writing: Writing, pupil: str, ask: Ask, ground: str) -> None:
    writing.about.add(pupil)
    fixed = {**writing.where(), **writing.told()}
    Exemption.of(writing.by.authority).update_or_create(
        of_return=writing.row,
        pupil_id=pupil,
        ended_at=None,
        defaults={**writing.told(), "code": ask.value, "reason": ground},
        create_defaults={
            **fixed,
            "pupil_id": pupil,
            "code": ask.value,
            "reason": ground,
        },
    )
