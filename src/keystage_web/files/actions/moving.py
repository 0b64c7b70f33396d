"""Recall, receive, supersede, erase: what changes where a file stands."""

from datetime import datetime
from functools import partial

from django.db import transaction

from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.files import sweep
from keystage_web.files.actions.steps import allowed, let_go, locked, step
from keystage_web.files.models import Cover, File
from keystage_web.files.policies import MARK_RECEIVED, RECALL
from keystage_web.files.states import Act, State, after, holds
from keystage_web.files.store import Place


def recall(*, by: Scope, file: str, now: datetime) -> None:
    """Take back a file that nobody at the authority has received; its bytes go.

    Raises `Http404` for one out of sight, `Refused` without the right, or too late.
    """
    _move(Act.RECALL, by=by, file=file, right=RECALL, now=now)


def mark_received(*, by: Scope, file: str, now: datetime) -> None:
    """Say that the authority has a file; raises as `recall`."""
    _move(Act.RECEIVE, by=by, file=file, right=MARK_RECEIVED, now=now)


@transaction.atomic
def _move(act: Act, *, by: Scope, file: str, right: Right, now: datetime) -> None:
    row = locked(by, file)
    to = allowed(row, act, by=by, right=right)
    _changed(row, to, erased=False)
    step(row, act, by=by.person, now=now)


@transaction.atomic
def supersede(*, by: str, authority: str, file: str, now: datetime) -> None:
    """Say that another file stands in the place of this one; raises `Impossible`.

    For the actions of returns, which have judged who may.
    """
    row = File.of(authority).select_for_update(of=("self",)).get(id=file)
    _changed(row, after(State(row.state), Act.SUPERSEDE), erased=row.erased)
    step(row, Act.SUPERSEDE, by=by, now=now)


@transaction.atomic
def erase(*, by: str, authority: str, file: str, policy: str, now: datetime) -> None:
    """Take away a file's bytes, name and comment under a policy of retention.

    The row stays, so that a receipt can still be answered. Raises `Impossible` for a
    file nobody received yet, or erased already.
    """
    row = File.of(authority).select_for_update(of=("self",)).get(id=file)
    to = after(State(row.state), Act.ERASE, erased=row.erased)
    row.name = ""
    row.save(update_fields=["name"])
    Cover.of(authority).filter(file=row.id).update(comment="", inside="")
    _changed(row, to, erased=True)
    step(row, Act.ERASE, by=by, now=now, said={"policy": policy})


def _changed(row: File, to: State, *, erased: bool) -> None:
    """Write where a file stands now, and let its bytes go if they are not kept."""
    before = row.held
    row.state, row.erased = to, erased
    row.save(update_fields=["state", "erased"])
    if before and not holds(to, erased=erased):
        let_go(row)
        place = Place(row.authority_id, row.sha256)
        transaction.on_commit(partial(sweep.release, place))
