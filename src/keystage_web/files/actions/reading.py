"""Give a file's bytes to who may have them, and only if they are what was sent."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.http import Http404

from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import actions as audit
from keystage_web.files.actions.steps import ACTIONS, allowed, locked, step, store
from keystage_web.files.kinds import TYPES, Kind
from keystage_web.files.models import File, Stored
from keystage_web.files.names import disposition
from keystage_web.files.policies import DOWNLOAD
from keystage_web.files.queries import copy_until
from keystage_web.files.states import Act
from keystage_web.files.store import Pieces, Place, Unsound


class Damaged(Exception):
    """The bytes are not what was sent, so nobody gets them."""


class Over(Exception):
    """The school's copy was kept for a while after it was received; that is over."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file's bytes in pieces, and how a browser is to be told of them."""

    pieces: Pieces
    length: int
    type: str
    disposition: str


def fetch(*, by: Scope, file: str, now: datetime, reason: str = "") -> Fetched:
    """Return a file as it was sent; an officer who gets it has received it.

    The `reason` that is given for it is kept with the event.
    Raises `Http404` for one out of sight, `Refused` without the right or where the
    file was recalled, `Over` where a school's time for it is, and `Damaged`, which the audit keeps and the health page shows.
    """
    row = File.within(by).filter(id=file).first()
    if row is None:
        raise Http404
    act = Act.OPEN if by.whole else Act.FETCH
    allowed(row, act, by=by, right=DOWNLOAD)
    until = None if by.whole else copy_until(row)
    if until is not None and now > until:
        raise Over
    place = Place(row.authority_id, row.sha256)
    opened = _opened(by, row, act, now)
    try:
        with transaction.atomic():
            row = locked(by, file)
            row.state = allowed(row, act, by=by, right=DOWNLOAD)
            row.save(update_fields=["state"])
            _whole(place)
            said = {"reason": reason} if reason else {}
            step(row, act, by=by.person, now=now, said=said)
    except BaseException:
        opened.close()
        raise
    return Fetched(
        Pieces(opened, row.sha256),
        row.length,
        TYPES[Kind(row.kind)],
        disposition(row.name, row.kind),
    )


def content(*, by: Scope, file: str, right: Right, now: datetime) -> bytes:
    """Return all of a file's bytes, for who reads its findings: that is no download.

    Raises `Http404`, `Refused` and `Damaged` as `fetch`.
    """
    row = File.within(by).filter(id=file).first()
    if row is None:
        raise Http404
    allowed(row, Act.FETCH, by=by, right=right)
    opened = _opened(by, row, Act.FETCH, now)
    with closing(Pieces(opened, row.sha256)) as pieces:
        return b"".join(pieces)


def _opened(by: Scope, row: File, act: Act, now: datetime) -> BinaryIO:
    """Return a file's bytes, found to be what was sent; raises `Damaged`."""
    place = Place(row.authority_id, row.sha256)
    try:
        return store().opened(place, row.length)
    except Unsound:
        _damaged(by, row.id, now, act)
        raise Damaged from None


@transaction.atomic
def _damaged(by: Scope, file: str, now: datetime, act: Act) -> None:
    """Keep that bytes were found changed, unless they were rightly taken away since."""
    row = locked(by, file)
    allowed(row, act, by=by, right=DOWNLOAD)
    Stored.objects.filter(authority=row.authority_id, sha256=row.sha256).update(
        damaged=True
    )
    audit.refused(
        authority=by.authority,
        by=by.person,
        action=ACTIONS[act],
        now=now,
        school=row.school_id,
        said={"code": "FILE-DAMAGED", "file": row.id},
    )


def _whole(place: Place) -> None:
    """Forget that bytes were damaged: they were put right since."""
    held = Stored.objects.filter(authority=place.authority, sha256=place.sha256)
    held.filter(damaged=True).update(damaged=False)
