"""Put into the outbox, in the transaction of what it tells of: a mail, an event."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction

from keystage.core.errors import UsageError
from keystage_web.audit.actions import record
from keystage_web.audit.chain import ID_FORM
from keystage_web.jobs.actions import enqueue
from keystage_web.jobs.values import key
from keystage_web.notices import letters, wire, words
from keystage_web.notices.models import Delivery, Mail, Notice, Subscription

TRIED = "webhook.tried"  # what a subscription is sent to see that it works
_TEMPLATE = re.compile(r"[a-z_]{1,30}/[a-z_]{1,30}")


def mail(
    *,
    authority: str,
    to: str,
    template: str,
    values: Mapping[str, Any],
    now: datetime,
    effect_key: str,
) -> str:
    """Write a mail and return its id; it is sent once the transaction is committed.

    `template` is `app/name` for the file `app/mail/name.txt` among the app's
    templates; `values` are on the list in `notices.words`, and become words when it
    is sent. The same `effect_key` of an authority gives the same mail again. Raises
    `UsageError` outside a transaction, for a template that is not there, and for
    an address or a value that is not in form; the message does not repeat it.
    """
    _judge(authority)
    if not _TEMPLATE.fullmatch(template) or not letters.exists(template):
        raise UsageError(f"There is no mail {template!a}.")
    row, fresh = Mail.objects.get_or_create(
        authority=authority,
        effect_key=key(effect_key),
        defaults={
            "to": _address(to),
            "template": template,
            "values": words.judged(values, now),
            "made_at": now,
        },
    )
    if fresh:
        _later(row, "notices.mail", "mail", now)
    return row.id


def event(
    *,
    authority: str,
    event: str,
    values: Mapping[str, str],
    now: datetime,
    effect_key: str,
) -> int:
    """Write that something happened, for all who subscribed; return how many.

    `event` is one that an app has announced in `notices.words`; `values` are random
    ids, or collections of a year. The same `effect_key` writes nothing again. Raises
    `UsageError` outside a transaction and for what is not in form.
    """
    _judge(authority)
    told = words.ids(values)
    words.known([event])
    wanted = [
        one
        for one in Subscription.objects.filter(authority=authority, ended_at=None)
        if event in one.events
    ]
    for one in wanted:
        _deliver(one, event=event, values=told, now=now, effect_key=effect_key)
    return len(wanted)


def _deliver(
    to: Subscription,
    *,
    event: str,
    values: dict[str, str],
    now: datetime,
    effect_key: str,
) -> None:
    row, fresh = Delivery.objects.get_or_create(
        subscription=to,
        effect_key=key(effect_key),
        defaults={
            "authority": to.authority,
            "event": event,
            "values": values,
            "made_at": now,
        },
    )
    if fresh:
        _later(row, "notices.event", "delivery", now)


@transaction.atomic
def subscribe(
    *,
    authority: str,
    by: str,
    url: str,
    events: Sequence[str],
    contact: str,
    now: datetime,
) -> tuple[str, str]:
    """Let a system hear of events; return the subscription's id, and its secret.

    `url` is an https address on the internet, `contact` who is told when it is
    switched off since nobody answers. Raises `UsageError` for an address, an event
    or a contact that will not do.
    """
    wire.judge(url)
    words.known(events)
    row = Subscription.objects.create(
        authority=authority,
        url=url,
        events=sorted(set(events)),
        contact=_address(contact),
        made_at=now,
    )
    record(
        authority=authority,
        by=by,
        action="webhook.subscribe",
        now=now,
        said={"subscription": row.id, "url": url, "events": row.events},
    )
    return row.id, wire.secret(row.id)


@transaction.atomic
def unsubscribe(*, authority: str, by: str, subscription: str, now: datetime) -> None:
    """End a subscription. Raises `UsageError` where the authority has none of this id."""
    row = _living(authority, subscription)
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    record(
        authority=authority,
        by=by,
        action="webhook.unsubscribe",
        now=now,
        said={"subscription": row.id},
    )


@transaction.atomic
def attempt(*, authority: str, by: str, subscription: str, now: datetime) -> None:
    """Send a subscription an event of its own, to see that it works; one a minute.

    Raises `UsageError` where the authority has no living one of this id.
    """
    row = _living(authority, subscription)
    minute = int(now.timestamp()) // 60
    told = {"subscription": row.id}
    _deliver(row, event=TRIED, values=told, now=now, effect_key=f"tried:{minute}")
    record(
        authority=authority,
        by=by,
        action="webhook.try",
        now=now,
        said=told,
    )


def _living(authority: str, subscription: str) -> Subscription:
    rows = Subscription.objects.select_for_update()
    row = rows.filter(authority=authority, id=subscription, ended_at=None).first()
    if row is None:
        raise UsageError("There is no such subscription.")
    return row


def _judge(authority: str) -> None:
    if not connection.in_atomic_block:
        raise UsageError("A notice is written in the transaction of what it tells of.")
    if not ID_FORM.fullmatch(authority):
        raise UsageError("An authority is told by its random id.")


def _later(row: Notice, kind: str, called: str, now: datetime) -> None:
    """Let the worker send it."""
    enqueue(
        authority=row.authority,
        kind=kind,
        values={called: row.id},
        now=now,
        effect_key=f"{kind}:{row.id}",
    )


def _address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise UsageError("A mail goes to one address, as name@example.org.") from None
    return text
