"""One step of a file, and the event and the row that tell of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404

from keystage_web.accounts.rights import Refused, Right
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import actions as audit
from keystage_web.audit.append import Checkpoint
from keystage_web.files.models import File, Step, Stored
from keystage_web.files.states import Act, Impossible, State, after
from keystage_web.files.store import Store
from keystage_web.notices.actions import event

_NOTHING: Mapping[str, Any] = {}
ACTIONS = {
    Act.SEND: "file.upload_ctf",
    Act.RECALL: "file.recall",
    Act.RECEIVE: "file.mark_received",
    Act.OPEN: "file.download_original",
    Act.FETCH: "file.download_original",
    Act.SUPERSEDE: "file.supersede",
    Act.ERASE: "file.erase",
}
# Told to systems that subscribed; that it is opened, only where nobody had it before.
EVENTS = {
    Act.SEND: "file.sent",
    Act.RECALL: "file.recalled",
    Act.RECEIVE: "file.received",
    Act.OPEN: "file.received",
}


def store() -> Store:
    """Return the files of this installation."""
    return Store(settings.CONFIG.data)


def locked(by: Scope, file: str) -> File:
    """Return a file the scope sees, locked until the transaction ends; else 404."""
    row = File.within(by).select_for_update(of=("self",)).filter(id=file).first()
    if row is None:
        raise Http404
    return row


def allowed(row: File, act: Act, *, by: Scope, right: Right) -> State:
    """Return where an act leads; raises `Refused` for a role, or a state, without it."""
    right.demand(by)
    try:
        return after(State(row.state), act, erased=row.erased)
    except Impossible:
        raise Refused(right) from None


def step(
    row: File, act: Act, *, by: str, now: datetime, said: Mapping[str, Any] = _NOTHING
) -> Checkpoint:
    """Write what was done with a file: the event, and the row that points to it."""
    done = audit.record(
        authority=row.authority_id,
        by=by,
        action=ACTIONS[act],
        now=now,
        school=row.school_id,
        said={**told(row, act), **said},
    )
    Step.objects.create(
        authority=done.authority,
        number=done.number,
        file=row.id,
        act=act,
        digest=done.digest,
    )
    if act in EVENTS:
        event(
            authority=row.authority_id,
            event=EVENTS[act],
            values={"file": row.id, "school": row.school_id},
            now=now,
            effect_key=f"{EVENTS[act]}:{row.id}",
        )
    return done


def told(row: File, act: Act) -> dict[str, str]:
    """Return what the event of a step says; the seal only where it begins."""
    said = {"file": row.id, "act": act.value}
    if act is Act.SEND:
        said |= {"facts": row.facts, "called": row.called, "sha256": row.sha256}
    return said


def hold(authority: str, sha256: str, length: int) -> Stored:
    """Return the row of some bytes, made if need be, locked until the end."""
    rows = Stored.objects.select_for_update()
    held, _ = rows.get_or_create(
        authority=authority, sha256=sha256, defaults={"length": length, "count": 0}
    )
    return held


def let_go(row: File) -> None:
    """Count one file less for its bytes."""
    held = hold(row.authority_id, row.sha256, row.length)
    held.count -= 1
    held.save(update_fields=["count"])
