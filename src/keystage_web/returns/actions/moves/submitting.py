"""Send a return, confirm what was sent, take it back, start again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from keystage.core.errors import UsageError
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions.moves import ending
from keystage_web.returns.actions.moves.making import (
    Made,
    asked,
    before,
    declaration_of,
    judge,
    make,
    record,
    signature,
    signing,
)
from keystage_web.returns.actions.moves.model import Sent, sent
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.locking import run_out
from keystage_web.returns.models import Act, Confirmation, Source, Step, Version
from keystage_web.returns.models.remarks import TEXT
from keystage_web.returns.policies import CONFIRM, SUBMIT, WITHDRAW
from keystage_web.returns.refusals import Locked, NotThere, Stale
from keystage_web.returns.states import ReturnMove
from keystage_web.returns.versions.content import Content
from keystage_web.returns.versions.declaring import Declared


@transaction.atomic
def submit(
    *,
    by: Scope,
    round_id: str,
    key: str,
    seen: int,
    declared: Declared,
    explained: Mapping[str, str],
    now: datetime,
) -> Sent:
    """Send the return of the scope's school as it stands; sent twice, done once.

    `seen` is the return's count of changes when the person looked, `explained` the
    reason for the errors of each rule that are left. Raises `NotThere`, `Refused`,
    `Locked` where it cannot be sent, `Stale` where it has been changed since,
    `Unfinished` where something is left to do, `Reused` for a key of another sending.
    Where it is confirmed apart from the sending, nothing is declared with it.
    """
    writing = Writing.begin(by, SUBMIT, round_id, now)
    told = asked(writing, seen, declared, dict(explained))
    if done := before(writing, key, told):
        return done
    hold_sendable(writing)
    writing.move(ReturnMove.SUBMIT)
    if writing.row.seq != seen:
        raise Stale("The return has been changed since.")
    content = _content(writing)
    reasons = judge(content, {**ending.reasons(writing), **explained})
    declaration, signed = signing(writing, declared)
    of = Made(
        *(SUBMIT, key, told, Source.MARKSHEET, now),
        explained=reasons,
        declaration=declaration,
        signed=signed,
    )
    ending.end_unlock(writing)
    return sent(make(writing, content, of))


def _content(writing: Writing) -> Content:
    """Return what is sent; raise `Locked` where that is nobody."""
    found = ending.content(writing)
    if found.pupils:
        return found
    raise Locked(_("There is no pupil in this return. Say that it is a nil return."))


@transaction.atomic
def confirm(
    *, by: Scope, round_id: str, version: str, declared: Declared, now: datetime
) -> Sent:
    """Say that the version that was sent is right, apart from its sending.

    Said again by the same person, nothing is done. Raises `NotThere`, `Locked` where
    the version does not stand any more, `Unfinished` for a statement that is missing.
    """
    writing = Writing.begin(by, CONFIRM, round_id, now)
    row = version_of(writing, version)
    rows = Confirmation.of(by.authority).filter(version=row)
    if rows.filter(person=by.person).exists():
        return sent(row, again=True)
    if row.number != writing.row.version:
        raise Locked(_("Another version has been sent since."))
    if row.signed or rows.exists():
        raise Locked(_("This return has been confirmed already."))
    told = declaration_of(writing, declared)
    said = Confirmation(
        **writing.where(),
        **signature(writing),
        version=row,
        statements=told["statements"],
    )
    record(
        writing, CONFIRM.action, {"version": row.number, "declaration": told}, [said]
    )
    return sent(row)


@transaction.atomic
def withdraw(*, by: Scope, round_id: str, reason: str, now: datetime) -> None:
    """Take back what was sent, as long as nobody at the authority has received it.

    Raises `NotThere`, `Locked`, and `UsageError` for a reason that is too long.
    """
    writing = Writing.begin(by, WITHDRAW, round_id, now)
    writing.move(ReturnMove.WITHDRAW)
    standing = ending.standing(writing)
    if ending.received(writing, standing):
        raise Locked(
            _("Your local authority has received this return. Ask it to unlock it.")
        )
    if standing[-1].file:  # the school's own, or the authority's on its behalf
        raise Locked(_("This return came in a file. Recall the file."))
    words = sentence(reason, empty=True)
    steps = [step(writing, one, Act.WITHDRAWN, words) for one in standing]
    writing.row.version = 0
    record(writing, WITHDRAW.action, {"reason": words}, steps)


@transaction.atomic
def resume(*, by: Scope, round_id: str, now: datetime) -> None:
    """Start a return again that was withdrawn. Raises `NotThere`, `Locked`."""
    writing = Writing.begin(by, WITHDRAW, round_id, now)
    writing.move(ReturnMove.RESUME)
    writing.end(WITHDRAW.action, {})


def hold_sendable(writing: Writing) -> None:
    """Go on if a return can be sent now; raise `Locked` if not."""
    writing.hold_round()
    if said := run_out(writing.row, writing.now, writing.unlock):
        raise Locked(said)


def version_of(writing: Writing, version: str) -> Version:
    """Return a version of the return by its id; raises `NotThere`."""
    rows = Version.of(writing.by.authority).filter(of_return=writing.row)
    row = rows.filter(id=version).first()
    if row is None:
        raise NotThere(version)
    return row


def step(writing: Writing, version: Version, act: Act, reason: str = "") -> Step:
    """Return what became of a version, to be recorded with its event."""
    return Step(
        **writing.where(),
        **signature(writing),
        version=version,
        act=act,
        reason=reason,
    )


def sentence(text: str, *, empty: bool = False) -> str:
    """Return a reason without spaces around it; raises `UsageError` for none, too long."""
    found = text.strip()
    if (not found and not empty) or len(found) > TEXT:
        raise UsageError("A reason is given, and is not too long.")
    return found
