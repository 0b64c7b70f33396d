"""Take a file: bytes first, then rows, then the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum

from keystage.core.errors import Refused
from keystage_web.accounts import ids
from keystage_web.accounts.models import Person
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import actions as audit
from keystage_web.audit import chain
from keystage_web.files import messages, names, receipts
from keystage_web.files.actions.steps import ACTIONS, hold, step, store
from keystage_web.files.kinds import TABLES, Kind, any_kind_of, kind_of
from keystage_web.files.models import Cover, File, Step, Stored
from keystage_web.files.policies import UPLOAD_SHEET
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


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file is, and what was found in it where the rules of a collection were asked.

    `checked` says that they were; the counts are of findings and of pupils.
    """

    kind: Kind
    checked: bool = False
    errors: int = 0
    queries: int = 0
    notes: int = 0
    pupils: int = 0


def results(path: Path) -> Judged:
    """Judge a file that results can be read from, by its kind alone; raises `Refused`."""
    return Judged(kind_of(path, settings.CONFIG.upload_limit))


def unchecked(path: Path) -> Judged:
    """Judge a file that an officer looks at, and no rules; raises `Refused`."""
    return Judged(any_kind_of(path, settings.CONFIG.upload_limit))


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a file as it is sent: its tag in words, a comment, what it answers.

    `request` is the id of a request, `inside` the name of the zip it came in, `on_time`
    whether it came before the end, None where there is none. `judge` says
    what the file is; it raises the library's `Refused` for one that is not taken.
    """

    tag: str = ""
    comment: str = ""
    request: str = ""
    inside: str = ""
    on_time: bool | None = None
    judge: Callable[[Path], Judged] = results


NOTHING = Told()


def send(
    *,
    by: Scope,
    school: str,
    arrival: Arrival,
    name: str,
    now: datetime,
    key: str = "",
    bundle: str = "",
    told: Told = NOTHING,
) -> Receipt:
    """Keep a file a school sends, or the authority for it, and return its receipt.

    The same bytes for the same `bundle`, unless recalled, are no second file: their
    first receipt is returned. So it is for the same `key`, which the page gives. Raises
    `Http404` for a school out of sight, `Refused` (the accounts' without the right, the
    library's, kept by the audit, for a file not taken), `OSError` of the disk.
    """
    may_send(by=by, school=school)
    try:
        judged = _judged(by, arrival, name, told=told, now=now)
    except Refused as refused:
        _kept_out(by, school, now, refused.code)
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
        kind=judged.kind,
        sha256=place.sha256,
        length=arrival.length,
        state=after(None, Act.SEND),
    )
    return _written(row, _cover(row, told, judged, by), by, now)


def _judged(
    by: Scope, arrival: Arrival, name: str, *, told: Told, now: datetime
) -> Judged:
    """Return what a file is, if it is taken from who sends it."""
    _admitted(by, arrival, name, now)
    found = told.judge(arrival.path)
    if found.kind in TABLES:
        UPLOAD_SHEET.demand(by)
    return found


def _cover(row: File, told: Told, judged: Judged, by: Scope) -> Cover:
    """Return what is said of a file as it is sent; what its receipt says, the file keeps."""
    sender = Person.of(by.authority).filter(id=by.person).values_list("name", flat=True)
    cover = Cover(
        sender=sender.first() or "",
        role=by.role,
        on_time=told.on_time,
        authority_id=row.authority_id,
        school_id=row.school_id,
        file=row.id,
        tag=told.tag,
        comment=told.comment,
        request=told.request,
        inside=names.shown(told.inside),
        checked=judged.checked,
        errors=judged.errors,
        queries=judged.queries,
        notes=judged.notes,
        pupils=judged.pupils,
    )
    row.told = receipts.told(row, cover)
    return cover


def _admitted(by: Scope, arrival: Arrival, name: str, now: datetime) -> None:
    """Go on if there is time and room for a file; raises `Refused`."""
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


@transaction.atomic
def _written(row: File, cover: Cover, by: Scope, now: datetime) -> Receipt:
    """Write the rows of a file whose bytes are there, unless it was sent before."""
    place = Place(row.authority_id, row.sha256)
    held = hold(place.authority, place.sha256, row.length)
    if first := _first(row):
        if first.key != row.key:
            _kept_out(by, row.school_id, now, "FILE-AGAIN")
        return receipt_of(first, again=True)
    if not store().has(place, row.length):
        raise Swept
    held.count, held.damaged = held.count + 1, False
    held.save(update_fields=["count", "damaged"])
    row.save(force_insert=True)
    cover.save(force_insert=True)
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
def _kept_out(by: Scope, school: str, now: datetime, code: str) -> None:
    """Let the audit keep that a file came and was not taken, or not again."""
    audit.refused(
        authority=by.authority,
        by=by.person,
        action=ACTIONS[Act.SEND],
        now=now,
        school=school,
        said={"code": code},
    )
