"""An administrator's pages about systems that are told, and about work given up."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing.proofs import proof
from keystage_web.audit.models import Event
from keystage_web.jobs import worker
from keystage_web.jobs.models import Job
from keystage_web.jobs.models import State as Standing
from keystage_web.notices import wire
from keystage_web.notices.models import Delivery, Mail, Subscription
from tests.integration.web.accounts.town import BEGIN, Town, town
from tests.integration.web.authz.world import Place, actor
from tests.integration.web.notices.post import Post, standing

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("spared"),
]


@pytest.fixture
def place() -> Town:
    return town("999", "2001")


@pytest.fixture
def admin(place: Town, monkeypatch: pytest.MonkeyPatch) -> Client:
    """An administrator who gave the second factor just now."""
    monkeypatch.setattr(proof, "LASTS", timedelta(days=99_999))
    return actor(Role.ADMINISTRATOR, Place("here", place)).client


@pytest.fixture
def post(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> Iterator[Post]:
    """A system on this machine, which is the one inside that events may go to."""
    settings.CONFIG = replace(settings.CONFIG, webhook_inside="localhost")
    with standing(tmp_path) as one:
        monkeypatch.setenv("SSL_CERT_FILE", str(one.trusted))
        yield one


def page(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def added(admin: Client, url: str = "https://system.example.org/hook") -> str:
    """Add a system by its form, and return the page that shows its secret."""
    told = {"url": url, "events": ["file.sent"], "contact": "Who@x.invalid"}
    return page(admin.post("/authority/systems/add", told))


def works() -> None:
    """Let all be done that waits, however long it would have to."""
    Job.objects.update(due_at=BEGIN)
    worker.Worker().run(until_idle=True)


def done() -> list[str]:
    return list(Event.objects.order_by("number").values_list("action", flat=True))


def test_a_system_is_added_its_secret_is_shown_once_and_it_is_ended(
    admin: Client,
) -> None:
    assert "No system is told yet." in page(admin.get("/authority/systems"))
    shown = added(admin)
    hook = Subscription.objects.get()
    secret = wire.secret(hook.id)
    assert secret in shown
    assert (hook.events, hook.contact) == (["file.sent"], "who@x.invalid")
    listed = page(admin.get("/authority/systems"))
    one = page(admin.get(f"/authority/systems/{hook.id}"))
    for told in ("https://system.example.org/hook", "A file was sent", "Told"):
        assert told in listed
        assert told in one
    assert secret not in listed + one
    ended = page(admin.post(f"/authority/systems/{hook.id}/end", follow=True))
    assert "The system is told nothing more." in ended
    assert "Ended" in ended
    assert "End it" not in page(admin.get(f"/authority/systems/{hook.id}"))
    assert done() == ["webhook.subscribe", "webhook.unsubscribe"]
    for deed in ("end", "try"):
        again = admin.post(f"/authority/systems/{hook.id}/{deed}")
        assert again.status_code == 403
    assert not Delivery.objects.exists()


def test_a_secret_is_made_only_once_the_second_factor_was_given_again(
    admin: Client,
) -> None:
    session = admin.session
    session.pop("proved")
    session.save()
    told = {"url": "https://system.example.org/hook", "events": ["file.sent"]}
    sent = admin.post("/authority/systems/add", {**told, "contact": "who@x.invalid"})
    assert (sent.status_code, sent.headers["Location"].partition("?")[0]) == (
        302,
        "/sign-in/again",
    )
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("url", "http://system.example.org/", "Write the whole address"),
        ("url", "https://10.0.0.1/hook", "Write the whole address"),
        ("url", "", "Address of the system is missing"),
        ("events", [], "Choose at least one event"),
        ("events", ["file.lost"], "file.lost"),
        ("contact", "nobody", "E-mail address is not complete"),
    ],
)
def test_what_will_not_do_is_told_and_nothing_is_added(
    admin: Client, name: str, value: object, told: str
) -> None:
    sent = {
        "url": "https://system.example.org/",
        "events": ["file.sent"],
        "contact": "who@x.invalid",
    }
    answer = admin.post("/authority/systems/add", {**sent, name: value})
    assert answer.status_code == 422
    assert told in page(answer)
    assert not Subscription.objects.exists()


def test_a_try_is_sent_once_a_minute_and_its_answer_is_shown(
    admin: Client, post: Post
) -> None:
    added(admin, post.url)
    hook = Subscription.objects.get()
    for _ in range(2):
        tried = admin.post(f"/authority/systems/{hook.id}/try", follow=True)
        assert "It is on its way" in page(tried)
    works()
    assert len(post.taken) == 1
    shown = page(admin.get(f"/authority/systems/{hook.id}"))
    assert "A try, to see that it works" in shown
    assert "Taken It answered 204" in shown
    assert done() == ["webhook.subscribe", "webhook.try", "webhook.try"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"HTTP/1.1 503 Later\r\n\r\n", "It answered 503. It did not say that"),
        (b"hello", "Waiting It did not say that it took it"),
    ],
)
def test_an_answer_that_is_no_yes_is_shown_while_it_is_tried_again(
    admin: Client, post: Post, answer: bytes, told: str
) -> None:
    post.answer = answer
    added(admin, post.url)
    hook = Subscription.objects.get()
    admin.post(f"/authority/systems/{hook.id}/try")
    works()
    assert told in page(admin.get(f"/authority/systems/{hook.id}"))
    post.answer = b"HTTP/1.1 200 OK\r\n\r\n"
    works()
    assert "Taken It answered 200" in page(admin.get(f"/authority/systems/{hook.id}"))


def undone(place: Town, kind: str = "notices.mail", failure: str = "OSError") -> Job:
    """Make a mail to somebody by name that could not be sent, and the job of it."""
    mail = Mail.objects.create(
        authority=place.authority.id,
        to="ann.zaffre@x.invalid",
        template="accounts/invitation",
        values={},
        effect_key=f"mail:{kind}",
        made_at=BEGIN,
    )
    return Job.objects.create(
        authority=place.authority.id,
        kind=kind,
        values={"mail": mail.id},
        effect_key=kind,
        state=Standing.FAILED,
        failure=failure,
        tries=8,
        made_at=BEGIN,
        due_at=BEGIN,
        ended_at=BEGIN,
    )


def test_work_given_up_is_told_without_anyones_data_and_tried_again(
    admin: Client, place: Town
) -> None:
    assert "Nothing was given up." in page(admin.get("/authority/undone"))
    job = undone(place, failure="ConnectionRefusedError")
    other = undone(place, kind="old.kind", failure="Odd")
    shown = page(admin.get("/authority/undone"))
    for told in ("Send a mail", "10 June 2026", "Nobody listens there", "old.kind"):
        assert told in shown
    assert "zaffre" not in shown
    assert "Work that was given up (2)" in page(admin.get("/authority/"))
    again = admin.post(f"/authority/undone/{job.id}/again", follow=True)
    assert "It is tried again." in page(again)
    job.refresh_from_db()
    assert (job.state, job.tries) == (Standing.WAITING, 0)
    aside = admin.post(f"/authority/undone/{other.id}/aside", follow=True)
    assert "It was set aside." in page(aside)
    assert "Nothing was given up." in page(aside)
    other.refresh_from_db()
    assert other.state == Standing.ASIDE
    assert done() == ["job.again", "job.set_aside"]
    assert admin.post(f"/authority/undone/{other.id}/again").status_code == 403


def test_what_is_set_aside_is_never_taken_again(admin: Client, place: Town) -> None:
    job = undone(place)
    admin.post(f"/authority/undone/{job.id}/aside")
    works()
    job.refresh_from_db()
    assert job.state == Standing.ASIDE


def test_another_authoritys_work_and_systems_are_not_there(place: Town) -> None:
    job = undone(place)
    elsewhere = actor(Role.ADMINISTRATOR, Place("there", town("998", "2001")))
    assert "Nothing was given up." in page(elsewhere.client.get("/authority/undone"))
    assert elsewhere.client.post(f"/authority/undone/{job.id}/again").status_code == 404
