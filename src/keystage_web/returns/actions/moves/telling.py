"""What a school says of its return besides results: late, nothing to return, uploaded."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from keystage.checks.model import Rulebook
from keystage.core.errors import UsageError
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions.moves.submitting import sentence
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.locking import why
from keystage_web.returns.models import Excuse, Kind, Late, Ticked, Uploaded
from keystage_web.returns.moments import day_of
from keystage_web.returns.policies import EXCUSE, LATE, UPLOADED
from keystage_web.returns.refusals import Locked
from keystage_web.returns.states import ENTERED, ReturnMove, ReturnState

_OPTIONAL = "optional_collected"  # the state of a rulebook no school owes


@transaction.atomic
def late(
    *,
    by: Scope,
    round_id: str,
    day: date,
    reason: str,
    moderation: bool,
    now: datetime,
) -> None:
    """Say that the return will be late: the day it is expected, and why.

    Said again, it takes the place of what was said. Raises `NotThere`, `Locked` where
    it was sent, `UsageError` for a day that is past, and without a reason.
    """
    said = sentence(reason, empty=moderation)
    if day < day_of(now):
        raise UsageError("The day that is expected is past.")
    writing = Writing.begin(by, LATE, round_id, now)
    writing.hold_round()
    state = ReturnState(writing.row.state)
    if state not in ENTERED:
        raise Locked(why(state))
    _end_late(writing)
    Late.of(by.authority).create(
        **writing.where(),
        day=day,
        reason=said,
        moderation=moderation,
        person_id=by.person,
        at=now,
    )
    told = {"day": day.isoformat(), "reason": said, "moderation": moderation}
    writing.end(LATE.action, told)


@transaction.atomic
def not_late(*, by: Scope, round_id: str, now: datetime) -> None:
    """Take back that the return will be late; not said, nothing is done."""
    writing = Writing.begin(by, LATE, round_id, now)
    if _end_late(writing):
        writing.end(LATE.action, {"withdrawn": True})


@transaction.atomic
def excuse(*, by: Scope, round_id: str, kind: Kind, reason: str, now: datetime) -> None:
    """Say that the school returns nothing in a round: no pupils, or not taking part.

    Raises `NotThere`, `Locked` where something was sent, or every school takes part,
    `UsageError` for a reason that is too long, or none where it does not take part.
    """
    said = sentence(reason, empty=kind == Kind.NIL)
    writing = Writing.begin(by, EXCUSE, round_id, now)
    writing.hold_round()
    if kind not in excuses(writing.plan.book):
        raise Locked(_("No school may leave this collection out."))
    writing.move(ReturnMove.EXCUSE)
    Excuse.of(by.authority).create(
        **writing.where(), kind=kind, reason=said, person_id=by.person, at=now
    )
    writing.end(EXCUSE.action, {"kind": Kind(kind).value, "reason": said})


def excuses(book: Rulebook) -> tuple[Kind, ...]:
    """Return what a school may say where it returns nothing by a rulebook."""
    return (Kind.NIL, Kind.ABSENT) if book.status == _OPTIONAL else (Kind.NIL,)


@transaction.atomic
def include(*, by: Scope, round_id: str, now: datetime) -> None:
    """Take part again. Raises `NotThere`, `Locked` where the school does already."""
    writing = Writing.begin(by, EXCUSE, round_id, now)
    writing.hold_round()
    writing.move(ReturnMove.INCLUDE)
    rows = Excuse.of(by.authority).filter(of_return=writing.row, ended_at=None)
    rows.update(ended_at=now)
    writing.end(EXCUSE.action, {"included": True})


@transaction.atomic
def uploaded(
    *, by: Scope, round_id: str, kind: Ticked, day: date, now: datetime
) -> None:
    """Say that the school uploaded, or declared, on the national gateway, and when.

    Said again, the day is another. Raises `NotThere`, `Locked` in a round where the
    authority uploads, `UsageError` for a day to come.
    """
    if day > day_of(now):
        raise UsageError("The day is to come.")
    writing = Writing.begin(by, UPLOADED, round_id, now)
    if not writing.row.round.gateway:
        raise Locked(_("In this collection your local authority uploads the results."))
    Uploaded.of(by.authority).update_or_create(
        of_return=writing.row,
        kind=kind,
        defaults={**writing.where(), "day": day, "person_id": by.person, "at": now},
    )
    told = {"kind": Ticked(kind).value, "day": day.isoformat()}
    writing.end(UPLOADED.action, told)


def _end_late(writing: Writing) -> int:
    rows = Late.of(writing.by.authority).filter(of_return=writing.row)
    return rows.filter(withdrawn_at=None).update(withdrawn_at=writing.now)
