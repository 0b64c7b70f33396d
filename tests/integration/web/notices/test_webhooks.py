"""Events for other systems: signed, sent once each, tried again, switched off at last."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from keystage.core.errors import UsageError
from keystage_web.accounts import ids
from keystage_web.audit.models import Event
from keystage_web.jobs import worker
from keystage_web.jobs.models import Job
from keystage_web.notices import queries, wire, words
from keystage_web.notices.actions import event, subscribe, unsubscribe
from keystage_web.notices.models import Delivery, Mail, State, Subscription
from tests.integration.web.jobs.kinds import ASH, NOW
from tests.integration.web.notices.post import Post, standing

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
ACCEPTED = "return.accepted"


@pytest.fixture(autouse=True)
def announced(monkeypatch: pytest.MonkeyPatch) -> None:
    """An event that an app tells of."""
    monkeypatch.setattr(words, "_EVENTS", {})
    words.announce(ACCEPTED)
    words.announce("file.received")


@pytest.fixture
def post(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> Iterator[Post]:
    """A system on this machine, which is the one inside that events may go to."""
    settings.CONFIG = replace(settings.CONFIG, webhook_inside="localhost")
    with standing(tmp_path) as one:
        monkeypatch.setenv("SSL_CERT_FILE", str(one.trusted))
        yield one


def subscribed(url: str = "https://system.example.org/hook") -> tuple[str, str]:
    """Let a system hear of what was accepted."""
    return subscribe(
        authority=ASH,
        by="admin-1",
        url=url,
        events=[ACCEPTED],
        contact="admin@council.invalid",
        now=NOW,
    )


def happened(effect_key: str = "one", **values: str) -> int:
    """Let something be accepted."""
    with transaction.atomic():
        return event(
            authority=ASH,
            event=ACCEPTED,
            values=values or {"return": "0123456789abcdef"},
            now=NOW,
            effect_key=effect_key,
        )


def works() -> None:
    """Let everything be tried that waits, however long it would have to."""
    Job.objects.update(due_at=NOW)
    worker.Worker().run(until_idle=True)


def test_an_event_arrives_once_signed_with_ids_alone(post: Post) -> None:
    subscription, secret = subscribed(post.url)
    assert happened() == happened() == 1
    works()
    works()
    [request] = post.taken
    head, _, body = request.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /hook?from=keystage HTTP/1.1\r\n")
    told = json.loads(body)
    row = Delivery.objects.get(subscription_id=subscription)
    assert (row.state, told["id"]) == (State.SENT, row.id)
    assert (told["event"], told["values"]) == (ACCEPTED, {"return": "0123456789abcdef"})
    [line] = [one for one in head.split(b"\r\n") if b"Keystage-Signature" in one]
    moment, signed = (one.split(b"=")[1] for one in line.split(b": ")[1].split(b","))
    expected = hmac.new(secret.encode(), moment + b"." + body, hashlib.sha256)
    assert signed.decode() == expected.hexdigest()


def test_the_check_the_guide_gives_takes_what_we_sign_and_nothing_else() -> None:
    guide = (Path(__file__).parents[4] / "docs/how-to/be-told-of-events.md").read_text(
        encoding="utf-8"
    )
    scope: dict[str, Any] = {}
    # The guide's own code, as a developer would take it over.
    exec(guide.split("```python")[1].split("```")[0], scope)  # noqa: S102
    ours, body = scope["ours"], b'{"event": "file.sent"}'
    signed = wire.signature("subscription", 1000, body)
    secret, header = wire.secret("subscription"), f"t=1000,v1={signed}"
    assert ours(header, body, secret, 1010.0)
    assert not ours(header, body + b" ", secret, 1010.0)
    assert not ours(header, body, wire.secret("another"), 1010.0)
    assert not ours(header, body, secret, 1400.0)
    assert not ours(f"t=1001,v1={signed}", body, secret, 1010.0)
    assert not any(
        ours(bad, body, secret, 1010.0) for bad in ("", "t=x,v1=é", "t=1000")
    )


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 302 Found\r\nLocation: https://localhost/other\r\n\r\n",
        b"HTTP/1.1 500 Oh\r\n\r\n",
        b"hello",
        b"x" * 2000,
        b"",
    ],
)
def test_what_is_not_taken_is_tried_again_and_nothing_is_followed(
    post: Post, answer: bytes
) -> None:
    post.answer = answer
    subscribed(post.url)
    happened()
    works()
    assert len(post.taken) == 1
    job = Job.objects.get(kind="notices.event")
    assert (job.state, job.failure) == ("waiting", "NotTaken")
    post.answer = b"HTTP/1.1 200 OK\r\n\r\n"
    works()
    assert Delivery.objects.get().state == State.SENT
    first, second = (json.loads(one.partition(b"\r\n\r\n")[2]) for one in post.taken)
    assert first == second


def test_an_answer_that_drips_is_cut_off(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "_PATIENCE", 2.0)
    post.pause = 0.3
    subscribed(post.url)
    happened()
    works()
    assert Job.objects.get(kind="notices.event").failure == "TimeoutError"


def test_a_system_nobody_vouches_for_is_sent_nothing(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    subscribed(post.url)
    happened()
    works()
    assert post.taken == []
    assert Job.objects.get(kind="notices.event").failure == "SSLCertVerificationError"


def test_without_the_setting_nothing_on_this_machine_is_reached(
    post: Post, settings: Settings
) -> None:
    settings.CONFIG = replace(settings.CONFIG, webhook_inside="")
    subscribed(post.url)
    happened()
    works()
    assert post.taken == []
    assert Job.objects.get(kind="notices.event").failure == "NotOutside"


def test_a_system_that_takes_nothing_for_long_is_switched_off_and_somebody_is_told(
    settings: Settings,
) -> None:
    settings.CONFIG = replace(settings.CONFIG, webhook_inside="localhost")
    subscription, _ = subscribed("https://localhost:9/hook")
    for number in range(6):
        happened(f"event-{number}")
        Job.objects.filter(kind="notices.event").update(tries=7)
        works()
    assert Subscription.objects.get(id=subscription).ended_at is not None
    mail = Mail.objects.get()
    assert (mail.to, mail.template) == ("admin@council.invalid", "notices/webhook_off")
    assert happened("event-9") == 0
    assert Delivery.objects.filter(state=State.FAILED).count() == 5
    [told] = queries.subscriptions(authority=ASH)
    assert told.ended_at is not None


def test_an_event_under_way_to_a_subscription_that_ended_is_not_sent(
    post: Post,
) -> None:
    subscription, _ = subscribed(post.url)
    happened()
    unsubscribe(authority=ASH, by="admin-1", subscription=subscription, now=NOW)
    works()
    assert post.taken == []
    assert Delivery.objects.get().failure == "SubscriptionEnded"
    with pytest.raises(UsageError):
        unsubscribe(authority=ASH, by="admin-1", subscription=subscription, now=NOW)
    with pytest.raises(UsageError):
        unsubscribe(authority="elm-998", by="x", subscription=subscription, now=NOW)
    told = list(Event.objects.order_by("number").values_list("action", flat=True))
    assert told == ["webhook.subscribe", "webhook.unsubscribe"]


def test_an_event_goes_to_those_of_its_authority_who_want_it() -> None:
    subscribed()
    with transaction.atomic():
        own = {"values": {}, "now": NOW, "effect_key": "k"}
        assert event(authority="elm-998", event=ACCEPTED, **own) == 0  # type: ignore[arg-type]  # fits
        assert event(authority=ASH, event="file.received", **own) == 0  # type: ignore[arg-type]  # fits


@pytest.mark.parametrize(
    "values",
    [{"pupil": "Mateus Costa"}, {"upn": "A123456789012"}, {"Name": ids.new()}],
)
def test_an_event_carries_ids_and_nothing_else(values: dict[str, str]) -> None:
    subscribed()
    with pytest.raises(UsageError) as caught:
        happened(**values)
    assert not any(value in str(caught.value) for value in values.values())


def test_events_are_announced_in_form_before_they_are_told_or_asked_for() -> None:
    for wrong in ("accepted", "Return.Accepted"):
        with pytest.raises(UsageError):
            words.announce(wrong)
    with pytest.raises(UsageError, match="in the transaction"):
        event(authority=ASH, event=ACCEPTED, values={}, now=NOW, effect_key="k")
    with pytest.raises(UsageError, match=ACCEPTED), transaction.atomic():
        event(authority=ASH, event="a.b", values={}, now=NOW, effect_key="k")
    with pytest.raises(UsageError):
        subscribe(
            authority=ASH,
            by="admin-1",
            url="https://system.example.org/",
            events=[],
            contact="admin@council.invalid",
            now=NOW,
        )


def test_in_a_demonstration_nothing_leaves_the_machine(
    post: Post, settings: Settings
) -> None:
    settings.CONFIG = replace(settings.CONFIG, demonstration=True)
    subscribed(post.url)
    happened()
    works()
    assert post.taken == []
    assert Delivery.objects.get().state == State.KEPT
    assert [one.event for one in queries.told()] == [ACCEPTED]


def test_what_went_long_ago_is_forgotten() -> None:
    subscribed()
    happened()
    Delivery.objects.update(state=State.SENT, ended_at=NOW - timedelta(days=1))
    works()  # by the clock as it is, months later
    assert not Delivery.objects.exists()
