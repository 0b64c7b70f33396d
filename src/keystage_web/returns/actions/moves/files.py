"""Rows that came in a file: written and sent in one, and taken back with the file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from keystage_web.accounts.scopes import Scope
from keystage_web.files.models import File
from keystage_web.files.policies import RECALL, TAKE
from keystage_web.files.states import State as FileState
from keystage_web.returns.actions.cells.judging import Standing
from keystage_web.returns.actions.cells.model import Typed
from keystage_web.returns.actions.cells.putting import put
from keystage_web.returns.actions.cells.standing import standing
from keystage_web.returns.actions.moves import ending
from keystage_web.returns.actions.moves.making import (
    Made,
    asked,
    before,
    judge,
    make,
    may_declare,
    record,
    signing,
)
from keystage_web.returns.actions.moves.model import Rows, Sent, sent
from keystage_web.returns.actions.moves.submitting import hold_sendable, step
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.locking.routes import routes_of
from keystage_web.returns.models import Act, Change, Result, Source, Version, Via
from keystage_web.returns.models.versions import GONE
from keystage_web.returns.policies import SUBMIT, WITHDRAW
from keystage_web.returns.refusals import Locked, NotThere, Stale, TooMany
from keystage_web.returns.states import ReturnMove, ReturnState, Route
from keystage_web.returns.versions.declaring import Declared

MOST = 20_000  # cells of one file

_THERE = frozenset({FileState.SENT, FileState.RECEIVED})
_BY_FILE = frozenset({Route.FILE, Route.TEMPLATE})
_AGAIN = (ReturnMove.WITHDRAW, ReturnMove.RESUME)


@transaction.atomic
def send_rows(
    *,
    by: Scope,
    round_id: str,
    key: str,
    file: str,
    rows: Rows,
    declared: Declared | None,
    explained: Mapping[str, str],
    now: datetime,
) -> Sent:
    """Write the rows of a file and send the return with them; sent twice, done once.

    What was sent before and nobody received gives way to it. Without `declared` it is
    sent, and waits to be confirmed. From the authority it is on the school's behalf.
    Raises as `submit` does, and `TooMany` for more than `MOST` cells.
    """
    if len(rows.cells) > MOST:
        raise TooMany(MOST)
    school = _file(by, file).school_id
    writing = Writing.begin(by, TAKE, round_id, now, school=school)
    told = asked(writing, file, rows, declared, dict(explained))
    if done := before(writing, key, told):
        return done
    held = _held(writing, file)
    _hold(writing, rows.seen)
    _demand(writing, declared)
    _write(writing, rows.cells, Via.IMPORTED)
    content = ending.content(writing)
    known = {**ending.reasons(writing), **explained}
    reasons = judge(content, known, whole=declared is not None)
    source = Source.BEHALF if by.whole else Source.FILE
    of = Made(
        *(TAKE, key, told, source, datetime.fromisoformat(held.at), file),
        reasons,
        *signing(writing, declared),
    )
    ending.end_unlock(writing)
    return sent(make(writing, content, of))


def _demand(writing: Writing, declared: Declared | None) -> None:
    """Go on where nothing is declared, or by one who may; raise `Refused` if not."""
    if declared is not None and not may_declare(writing):
        SUBMIT.demand(writing.by)


@transaction.atomic
def recall_rows(*, by: Scope, file: str, now: datetime) -> None:
    """Take back what came with a file: results are as they stood before it.

    A version sent before it stands again; without one the return is a draft. Where no
    version came of the file, nothing is done. Call it in one transaction with the
    file's own recall. Raises `NotThere`, `Refused`, and `Locked` where it was received
    or a later version was sent.
    """
    found = Version.within(by).filter(file=file).order_by("-number")
    row = found.select_related("of_return").defer("content").first()
    if row is None:
        return _untaken(by, file)
    about = {"school": row.school_id}
    writing = Writing.begin(by, RECALL, row.of_return.round_id, now, **about)
    if writing.row.version != row.number:
        if row.steps.filter(act__in=GONE).exists():
            return
        raise Locked(_("Another version has been sent since. Take that back first."))
    writing.move(*_AGAIN)
    if ending.received(writing, [row]):
        raise Locked(_("Your local authority has received this return already."))
    _write(writing, _as_before(writing, row), Via.RECALLED)
    stands = [one for one in ending.standing(writing) if one.id != row.id]
    writing.row.version = stands[-1].number if stands else 0
    if stands:
        writing.move(ReturnMove.SUBMIT)
    gone = [step(writing, row, Act.RECALLED)]
    record(writing, WITHDRAW.action, {"file": file, "version": row.number}, gone)


def _file(by: Scope, file: str) -> File:
    row = File.within(by).filter(id=file).first()
    if row is None:
        raise NotThere(file)
    return row


def _held(writing: Writing, file: str) -> File:
    """Lock a file until the end; raises `Locked` for one that was taken back."""
    rows = File.of(writing.by.authority).select_for_update(of=("self",))
    row = rows.get(id=file)
    if row.state not in _THERE:
        raise Locked(_("This file was taken back. Send it again."))
    return row


def _untaken(by: Scope, file: str) -> None:
    """Hold a file no version came of, so that none comes of it now."""
    _file(by, file)
    File.of(by.authority).select_for_update(of=("self",)).get(id=file)
    if Version.of(by.authority).filter(file=file).exists():
        raise Locked(_("This file is just being taken. Look again in a moment."))


def _hold(writing: Writing, seen: int) -> None:
    """Go on if a file can be sent into the return now, and take the return there."""
    hold_sendable(writing)
    row, now = writing.row, writing.now
    if not _BY_FILE & routes_of(row.round, row.school_id, now):
        raise Locked(_("In this collection results are not sent in a file."))
    if row.state == ReturnState.SUBMITTED:
        newest = [one for one in ending.standing(writing) if one.number == row.version]
        if ending.received(writing, newest):
            raise Locked(
                _("Your local authority has received this return. Ask it to unlock it.")
            )
        writing.move(*_AGAIN, ReturnMove.SUBMIT)
    else:
        writing.move(ReturnMove.SUBMIT)
    if row.seq != seen:
        raise Stale("The return has been changed since.")


def _write(writing: Writing, cells: Sequence[Typed], via: Via) -> None:
    """Write what a file told, or what stood before it, over what is there."""
    if not cells:
        return
    pupils = {one.pupil for one in cells}
    there = standing(writing, pupils, {one.component for one in cells})
    if _outside(there, cells):
        raise Locked(_("Only some of the results were unlocked: change them by hand."))
    closed = {} if via is Via.RECALLED else there.closed
    known = replace(there, closed=closed, exempt={*there.exempt, *pupils})
    found = [replace(one, base=there.of(one.cell)[1], sure=True) for one in cells]
    put(writing, known, found, via)


def _outside(there: Standing, cells: Sequence[Typed]) -> bool:
    """Return whether a value is for a cell that is not among what was unlocked."""
    return any(
        there.of(one.cell)[0] != one.value and not there.unlocked.holds(*one.cell)
        for one in cells
    )


def _as_before(writing: Writing, version: Version) -> list[Typed]:
    """Return the cells a file changed, and nobody since, as they stood before it."""
    changes = Change.of(writing.by.authority).filter(
        of_return=writing.row, seq=version.seq
    )
    held = Result.of(writing.by.authority).filter(
        of_return=writing.row, seq=version.seq
    )
    same = set(held.values_list("pupil", "component"))
    return [
        Typed(one.pupil_id, one.component, one.before, one.version)
        for one in changes.order_by("pupil", "component")
        if (one.pupil_id, one.component) in same
    ]
