"""Take a file: bytes first, then rows, then the answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum

from keystage.core.errors import Refused
from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import actions as audit
from keystage_web.audit import chain
from keystage_web.files import messages, names
from keystage_web.files.actions.steps import ACTIONS, hold, step, store
from keystage_web.files.kinds import Kind, kind_of
from keystage_web.files.models import File, Step, Stored
from keystage_web.files.queries import may_send
from keystage_web.files.states import Act, State, after
from keystage_web.files.store import Arrival, Place

_HOUR = timedelta(hours=1)


class Swept(Exception):
    """The bytes were taken away as they were kept; sent again, they will stay."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a file was taken; `again` where it had been before, with this receipt.

    `number` is that of the audit's event, by which receipts are ordered, and `digest`
    the event's: who holds both can prove what stood there.
    """

    file: str
    number: int
    digest: str
    again: bool = False


def send(
    *,
    by: Scope,
    school: str,
    arrival: Arrival,
    name: str,
    now: datetime,
    key: str = "",
    bundle: str = "",
) -> Receipt:
    """Keep a file a school sends, or the authority for it, and return its receipt.

    The same bytes for the same `bundle`, unless recalled, are no second file: their
    first receipt is returned. So it is for the same `key`, which the page gives. Raises
    `Http404` for a school out of sight, the accounts' `Refused` without the right, the
    library's `Refused` for a file that is not taken, which the audit keeps, and
    `OSError` where the disk did not take it. Nothing is left then.
    """
    may_send(by=by, school=school)
    try:
        kind = _judged(by, arrival, name, now)
    except Refused as refused:
        _told(by, school, now, refused.code)
        raise
    place = store().keep(arrival, by.authority)
    row = File(
        authority_id=by.authority,
        school_id=school,
        by=by.person,
        key=key or ids.new(),
        bundle=bundle,
        behalf=by.whole,
        at=chain.moment(now),
        name=names.shown(name),
        kind=kind,
        sha256=place.sha256,
        length=arrival.length,
        state=after(None, Act.SEND),
    )
    return _written(row, place, by, now)


def _judged(by: Scope, arrival: Arrival, name: str, now: datetime) -> Kind:
    """Return what a file is, if it may be taken; raises `Refused`."""
    config = settings.CONFIG
    if not names.shown(name):
        raise messages.nameless()
    since = chain.moment(now - _HOUR)
    own = File.of(by.authority).filter(by=by.person, at__gt=since)
    if own.count() >= config.uploads_an_hour:
        raise messages.too_many(config.uploads_an_hour)
    kept = Stored.objects.filter(authority=by.authority)
    room = kept.aggregate(all=Sum("length", default=0))["all"]
    if room + arrival.length > config.quota:
        raise messages.no_room()
    return kind_of(arrival.path, config.upload_limit)


@transaction.atomic
def _written(row: File, place: Place, by: Scope, now: datetime) -> Receipt:
    """Write the rows of a file whose bytes are there, unless it was sent before."""
    held = hold(place.authority, place.sha256, row.length)
    if first := _first(row):
        if first.key != row.key:
            _told(by, row.school_id, now, "FILE-AGAIN")
        return receipt_of(first, again=True)
    if not store().has(place, row.length):
        raise Swept
    held.count, held.damaged = held.count + 1, False
    held.save(update_fields=["count", "damaged"])
    row.save(force_insert=True)
    step(row, Act.SEND, by=by.person, now=now)
    return receipt_of(row)


def _first(row: File) -> File | None:
    """Return the file that this one would be a second of: same page, or same bytes."""
    same = File.of(row.authority_id).filter(sha256=row.sha256)
    page = Q(by=row.by, key=row.key)
    live = Q(state__in=(State.SENT, State.RECEIVED), erased=False)
    bytes_ = Q(school=row.school_id, bundle=row.bundle) & live
    return same.filter(page | bytes_).order_by("at", "id").first()


def receipt_of(row: File, *, again: bool = False) -> Receipt:
    """Return the receipt a file was given."""
    first = Step.objects.get(authority=row.authority_id, file=row.id, act=Act.SEND)
    return Receipt(row.id, first.number, first.digest, again)


@transaction.atomic
def _told(by: Scope, school: str, now: datetime, code: str) -> None:
    """Let the audit keep that a file came and was not taken, or not again."""
    audit.refused(
        authority=by.authority,
        by=by.person,
        action=ACTIONS[Act.SEND],
        now=now,
        school=school,
        said={"code": code},
    )
