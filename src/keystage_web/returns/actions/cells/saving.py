"""Save cells, once for each key: all of it, or none of it."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from keystage.core import canonical
from keystage.core.errors import UsageError
from keystage_web.accounts.models import Person
from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.database.questions import Question
from keystage_web.database.rows import Rows
from keystage_web.returns import policies
from keystage_web.returns.actions.cells.model import Saved, Typed, kept, people, plain
from keystage_web.returns.actions.cells.putting import Put, put
from keystage_web.returns.actions.cells.standing import standing
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import Save, Via
from keystage_web.returns.models.returns import KEY
from keystage_web.returns.refusals import Reused, TooMany

KEPT = timedelta(days=30)  # an answer, for who sends its save again
_AT_ONCE = 500  # answers thrown away in one transaction
MOST = 2_500  # cells in one save: a school of 147 children in all 17 goals
_BY_PAGES = {
    Via.TYPED,
    Via.PASTED,
    Via.FILLED,
    Via.CUT,
    Via.UNDONE,
    Via.REDONE,
    Via.REPAIRED,
    Via.IMPORTED,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that changes cells once: its key, its right, and what is in it."""

    key: str
    right: Right
    content: object


def save(
    *,
    by: Scope,
    round_id: str,
    key: str,
    cells: Sequence[Typed],
    via: Via,
    now: datetime,
) -> Saved:
    """Save values into cells of the scope's school; sent twice, done once.

    Raises `NotThere` for a round, a pupil or a component that is not there, `Locked`
    where nothing is taken, `Reused` for a key that was sent with something else,
    `TooMany` for more than `MOST` cells; `UsageError` for a way no page has, and where
    two values are for one cell. Then nothing is saved.
    """
    if via not in _BY_PAGES:
        raise UsageError("Nobody saves cells in that way.")
    if len(cells) > MOST:
        raise TooMany(MOST)
    if len({typed.cell for typed in cells}) < len(cells):
        raise UsageError("A cell is told once in a save.")
    right = policies.FILL if via is Via.FILLED else policies.CELL
    asked = Asked(key, right, [via, list(cells)])

    def how(writing: Writing) -> Put:
        pupils = {typed.pupil for typed in cells}
        there = standing(writing, pupils, {typed.component for typed in cells})
        return put(writing, there, cells, via)

    return once(by=by, round_id=round_id, asked=asked, how=how, now=now)


@transaction.atomic
def once(
    *,
    by: Scope,
    round_id: str,
    asked: Asked,
    how: Callable[[Writing], Put],
    now: datetime,
) -> Saved:
    """Do what was asked and keep the answer; asked again, answer the same."""
    if not 0 < len(asked.key) <= KEY:
        raise UsageError("A save has a key of its own.")
    writing = Writing.begin(by, asked.right, round_id, now)
    told = [by.person, asked.right.action, asked.content]
    digest = canonical.digest(told)
    held = _HELD.first(None, by.authority, writing.row.id, asked.key)
    row = held or Save(**writing.where(), key=asked.key, digest=digest)
    if row.digest != digest:
        raise Reused("This key was sent before.")
    if row.answer:
        return _answered(by, row.answer)
    if row.seq:
        raise Reused("This key was sent long ago, and its answer was thrown away.")
    writing.hold_open()
    return _taken(writing, asked, how(writing), row)


@transaction.atomic
def forget(*, authority: str, now: datetime) -> bool:
    """Throw some old answers of an authority away; return whether more may be left.

    That a save was taken stays, with its key: it is not taken twice.
    """
    rows = Save.of(authority).filter(at__lt=now - KEPT).exclude(answer={})
    old = list(rows.values_list("id", flat=True)[:_AT_ONCE])
    return Save.of(authority).filter(id__in=old).update(answer={}) == _AT_ONCE


def _taken(writing: Writing, asked: Asked, done: Put, row: Save) -> Saved:
    """Keep the answer, move the return on, and write the one event.

    Of what changed nothing, no answer is kept: sent again, it is looked at again.
    """
    seq = writing.seq if done.changed else 0
    saved = Saved(seq or writing.row.seq, writing.now, tuple(done.told))
    answer = plain(saved)
    row.person_id, row.at = writing.by.person, writing.now
    row.answer, row.seq, row.via = answer if done.changed else {}, seq, done.via
    _SAVES.keep(row)
    if done.changed:
        told = {"via": done.via, "clashes": done.clashes, **done.said}
        writing.end(asked.right.action, told)
    return _answered(writing.by, answer)


def _answered(by: Scope, answer: Mapping[str, Any]) -> Saved:
    """Return an answer as it is kept, with the names of people as they are now."""
    ids = people(answer)
    if not ids:
        return kept(answer, {})
    names = Person.within(by).filter(id__in=ids).values_list("id", "name")
    return kept(answer, dict(names))


def _held(_: Hashable, authority: str, of_return: str, key: str) -> QuerySet[Save]:
    return Save.of(authority).filter(of_return=of_return, key=key)


_HELD, _SAVES = Question(_held), Rows(Save)
