"""Unlock what was sent: asked for by the school, given by the authority, run out."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from keystage.core.errors import UsageError
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions.moves.submitting import sentence
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.locking import why
from keystage_web.returns.mailing import officers, schools
from keystage_web.returns.models import Unlock
from keystage_web.returns.policies import REQUEST_UNLOCK, UNLOCK
from keystage_web.returns.refusals import Locked
from keystage_web.returns.states import SHOWN, ReturnMove, ReturnState


@transaction.atomic
def ask_unlock(*, by: Scope, round_id: str, reason: str, now: datetime) -> None:
    """Ask the authority to unlock what was sent, and say why; asked again, said anew.

    Raises `NotThere`, `Locked` where nothing was sent, `UsageError` without a reason.
    """
    said = sentence(reason)
    writing = Writing.begin(by, REQUEST_UNLOCK, round_id, now)
    writing.hold_round()
    _hold_sent(writing)
    row = _asked(writing)
    row.asked_by_id, row.asked_at, row.asked = by.person, now, said
    row.save()
    officers.later(writing.row, now)
    writing.end(REQUEST_UNLOCK.action, {"reason": said})


@transaction.atomic
def unlock(
    *,
    by: Scope,
    round_id: str,
    school: str,
    pupils: Collection[str],
    components: Collection[str],
    until: datetime,
    reason: str,
    now: datetime,
) -> None:
    """Unlock a return until a moment: all of it, or named pupils and components.

    Raises `NotThere` for what is not on the sheet, `Locked` where nothing was sent or
    the round is closed, `UsageError` without a reason or for a moment that is past.
    """
    said = sentence(reason)
    if until <= now:
        raise UsageError("The time for changes is past already.")
    writing = Writing.begin(by, UNLOCK, round_id, now, school=school)
    writing.hold_round()
    writing.move(ReturnMove.UNLOCK)
    writing.pupils(set(pupils))
    for component in components:
        writing.component(component)
    row = _asked(writing)
    row.granted_by_id, row.granted_at, row.reason = by.person, now, said
    row.until = until
    row.pupils, row.components = sorted(set(pupils)), sorted(set(components))
    row.save()
    writing.about |= set(pupils)
    schools.tell(writing.row, schools.Told.UNLOCKED, now)
    told = {"until": until.isoformat(), "components": row.components, "reason": said}
    writing.end(UNLOCK.action, told)


@transaction.atomic
def decline_unlock(
    *, by: Scope, round_id: str, school: str, words: str, now: datetime
) -> None:
    """Say to a school that its return is not unlocked, and why.

    Raises `NotThere`, `Locked` where nobody asked, `UsageError` without words.
    """
    said = sentence(words)
    writing = Writing.begin(by, UNLOCK, round_id, now, school=school)
    _hold_sent(writing)
    row = _waiting(writing)
    if row is None:
        raise Locked(_("Nobody has asked to unlock this return."))
    row.declined_by_id, row.declined_at, row.words = by.person, now, said
    row.ended_at = now
    row.save()
    schools.tell(writing.row, schools.Told.NOT_UNLOCKED, now)
    writing.end(UNLOCK.action, {"declined": said})


def overdue(*, authority: str, now: datetime) -> list[str]:
    """Return the ids of what was unlocked in an authority and has run out."""
    rows = Unlock.of(authority).filter(ended_at=None, until__lt=now)
    return list(rows.exclude(granted_at=None).values_list("id", flat=True))


@transaction.atomic
def relock(*, authority: str, unlock: str, now: datetime) -> bool:
    """Lock a return whose time for changes has run out; return whether it had.

    For the worker: `by` in the audit is the authority itself. What was changed and not
    sent stays on the marksheet.
    """
    found = Unlock.of(authority).filter(id=unlock).values_list("of_return", flat=True)
    writing = Writing.of_worker(authority, found.first() or "", now)
    row = writing.unlock if writing else None
    if writing is None or row is None or row.until is None or row.until >= now:
        return False
    writing.move(ReturnMove.LOCK)
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    writing.end("return.lock", {"until": row.until.isoformat()})
    return True


def _hold_sent(writing: Writing) -> None:
    state = ReturnState(writing.row.state)
    if state not in SHOWN:
        raise Locked(why(state))


def _waiting(writing: Writing) -> Unlock | None:
    """Return what the school asked for and nobody answered."""
    rows = Unlock.of(writing.by.authority).filter(of_return=writing.row)
    return rows.filter(ended_at=None).first()


def _asked(writing: Writing) -> Unlock:
    return _waiting(writing) or Unlock(**writing.where())
