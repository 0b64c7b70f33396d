"""The worker's part: send what waits in the outboxes, and forget it in time."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F

from keystage_web.jobs.beat import wall
from keystage_web.jobs.registry import job
from keystage_web.jobs.values import ID
from keystage_web.jobs.work import Ended, Hopeless, Work, held
from keystage_web.notices import actions, letters, wire
from keystage_web.notices.models import Delivery, Mail, State, Subscription

_OPEN = (State.WAITING, State.FAILED)  # one that was given up may be tried again
_PATIENCE = 5  # events given up in a row, before a subscription is switched off
_REMEMBERED = timedelta(days=90)


def _mail_failed(ended: Ended) -> None:
    Mail.objects.filter(id=ended.values["mail"], state=State.WAITING).update(
        state=State.FAILED, failure=ended.failure, ended_at=ended.now
    )


@job("notices.mail", takes={"mail": ID}, failed=_mail_failed)
def send(work: Work) -> None:
    """Send one mail: at least once, and always under the same Message-ID.

    What it was filled from is forgotten once it is sent, as it may hold a link that
    lets somebody in.
    """
    mail = Mail.objects.filter(id=work.values["mail"], state__in=_OPEN).first()
    if mail is None:
        return
    kept = settings.CONFIG.demonstration
    if not kept:
        _post(mail)
    with work.once("sent") as fresh:
        if fresh:
            mail.state = State.KEPT if kept else State.SENT
            mail.ended_at, mail.failure = work.now, ""
            mail.values = mail.values if kept else {}
            mail.save(update_fields=["state", "ended_at", "failure", "values"])


def _post(mail: Mail) -> None:
    letter = letters.drawn(mail)
    sender = settings.CONFIG.mail_from
    EmailMessage(
        letter.subject,
        letter.body,
        sender,
        [mail.to],
        headers={
            "Message-ID": f"<{mail.id}@{sender.rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",
        },
    ).send(using="default")


def _event_failed(ended: Ended) -> None:
    """Note it, and switch a subscription off that nobody answers for."""
    row = Delivery.objects.get(id=ended.values["delivery"])
    row.state, row.failure, row.ended_at = State.FAILED, ended.failure, ended.now
    row.save(update_fields=["state", "failure", "ended_at"])
    own = Subscription.objects.filter(id=row.subscription_id, ended_at=None)
    own.update(failures=F("failures") + 1)
    for one in own.filter(failures__gte=_PATIENCE):
        own.update(ended_at=ended.now)
        actions.mail(
            authority=one.authority,
            to=one.contact,
            template="notices/webhook_off",
            values={"host": urlsplit(one.url).hostname, "count": _PATIENCE},
            now=ended.now,
            effect_key=f"webhook.off:{one.id}",
        )


@job("notices.event", takes={"delivery": ID}, failed=_event_failed)
def deliver(work: Work) -> None:
    """Send one event to one subscription: at least once, always under the same id."""
    row = (
        Delivery.objects.select_related("subscription")
        .filter(id=work.values["delivery"], state__in=_OPEN)
        .first()
    )
    if row is None:
        return
    if row.subscription.ended_at is not None:
        raise Hopeless("SubscriptionEnded")
    kept = settings.CONFIG.demonstration
    row.answer = None if kept else _told(row, work)
    with work.once("sent") as fresh:
        if fresh:
            row.state = State.KEPT if kept else State.SENT
            row.ended_at, row.failure = work.now, ""
            row.save(update_fields=["state", "ended_at", "failure", "answer"])
            Subscription.objects.filter(id=row.subscription_id).update(failures=0)


def _told(row: Delivery, work: Work) -> int:
    """Send an event and return the answer; keep what came of a try that failed."""
    try:
        return _tell(row)
    except (wire.NotTaken, wire.NotOutside, OSError) as error:
        answer = getattr(error, "status", 0) or None
        with transaction.atomic():
            held(work.id, work.turn)
            failed = Delivery.objects.filter(id=row.id)
            failed.update(answer=answer, failure=type(error).__name__)
        raise


def _tell(row: Delivery) -> int:
    told = {
        "id": row.id,
        "event": row.event,
        "at": row.made_at.isoformat(),
        "values": row.values,
    }
    body = json.dumps(told, sort_keys=True).encode()
    moment = int(wall().timestamp())
    signed = wire.signature(row.subscription_id, moment, body)
    headers = {
        "Keystage-Event": row.event,
        "Keystage-Signature": f"t={moment},v1={signed}",
    }
    return wire.post(row.subscription.url, body, headers)


@job("notices.sweep", every=timedelta(days=1))
def sweep(work: Work) -> None:
    """Forget what left the service, or did not, long ago."""
    before = work.now - _REMEMBERED
    Mail.objects.filter(ended_at__lt=before).delete()
    Delivery.objects.filter(ended_at__lt=before).delete()
