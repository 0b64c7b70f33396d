"""Put one event at the end of an authority's chain."""

import secrets
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from keystage.core import canonical
from keystage.core.errors import UsageError
from keystage_web.audit import chain
from keystage_web.audit.models import Event, Head, Kind, Payload, Subject
from keystage_web.database.questions import Question
from keystage_web.database.rows import Rows

_SALT = 32  # bytes: enough that a payload cannot be guessed from its digest


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """An event by its number and digest: who holds one can prove what stood there."""

    authority: str
    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.authority}:{self.number}:{self.digest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be written; `body` has the pupils' ids under `about`."""

    authority: str
    by: str
    action: str
    now: datetime
    kind: Kind
    body: Mapping[str, Any]
    school: str = ""


def append(entry: Entry) -> Checkpoint:
    """Write an event, its payload and its subjects, and move the head on to it.

    The caller's transaction holds the head from here to its end, so that this is the
    last thing it does. Raises `UsageError` outside a transaction and for an id or an
    action that is not of its form; the message does not repeat it.
    """
    _judge(entry)
    head = _HEAD.first(None, entry.authority) or _begun(entry.authority)
    number = head.number + 1
    payload = Payload(
        authority=entry.authority,
        number=number,
        salt=secrets.token_hex(_SALT),
        body=canonical.canonical_bytes(entry.body).decode(),
    )
    event = Event(
        authority=entry.authority,
        number=number,
        at=chain.moment(entry.now),
        kind=entry.kind.value,
        action=entry.action,
        by=entry.by,
        school=entry.school,
        payload=chain.salted(payload),
        previous=head.digest,
    )
    event.digest = chain.sealed(event)
    _EVENTS.put([event])
    _PAYLOADS.put([payload])
    _SUBJECTS.put(
        [
            Subject(authority=entry.authority, number=number, subject=one)
            for one in entry.body["about"]
        ]
    )
    head.number, head.digest = number, event.digest
    _HEADS.renew(head)
    return Checkpoint(entry.authority, number, event.digest)


def _begun(authority: str) -> Head:
    """Return the locked head of an authority that had none, whoever made it."""
    begun = {"number": 0, "digest": chain.beginning(authority)}
    heads = Head.objects.select_for_update()
    head, _ = heads.get_or_create(authority=authority, defaults=begun)
    return head


def _head(_: Hashable, authority: str) -> QuerySet[Head]:
    return Head.objects.select_for_update().filter(authority=authority)


_HEAD, _HEADS = Question(_head), Rows(Head)
_EVENTS, _PAYLOADS, _SUBJECTS = Rows(Event), Rows(Payload), Rows(Subject)


def _judge(entry: Entry) -> None:
    if not connection.in_atomic_block:
        raise UsageError("An event is written in the transaction of what it tells.")
    if entry.now.tzinfo is None:
        raise UsageError("The moment of an event needs its time zone.")
    if not chain.ACTION_FORM.fullmatch(entry.action):
        raise UsageError("An action is written as thing.act, in small letters.")
    ids = [entry.authority, entry.by, *entry.body["about"]]
    if entry.school:
        ids.append(entry.school)
    if not all(chain.ID_FORM.fullmatch(one) for one in ids):
        raise UsageError("Authority, person, school and pupil are told by random ids.")
