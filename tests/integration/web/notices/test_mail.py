"""Mail: in the transaction of what it tells of, by an allow-list, at least once."""

import logging
import smtplib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from keystage import rulebooks
from keystage.core import upn
from keystage.core.errors import UsageError
from keystage_web.accounts import ids
from keystage_web.jobs import worker
from keystage_web.jobs.actions import again
from keystage_web.jobs.models import Job
from keystage_web.logs import Line
from keystage_web.notices import jobs, queries, words
from keystage_web.notices.actions import mail
from keystage_web.notices.models import Mail, State
from tests.integration.web.jobs.kinds import ASH, NOW

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
OFF = "notices/webhook_off"
VALUES = {"host": "system.invalid", "count": 5}
HEAD = "head@school.invalid"
UPN = upn.check_letter("004999920001") + "004999920001"


@pytest.fixture(autouse=True)
def helped(settings: Settings) -> Iterator[list[Any]]:
    """An installation that says whom to ask; yields what was sent."""
    settings.CONFIG = replace(
        settings.CONFIG, help_email="help@council.invalid", help_telephone="01 234"
    )
    yield django_mail.outbox
    words.forget("kiln")


def wrote(effect_key: str = "one", **more: Any) -> str:
    """Write a mail, in a transaction of its own."""
    told = {"to": HEAD, "template": OFF, "values": VALUES, "now": NOW, **more}
    with transaction.atomic():
        return mail(authority=ASH, effect_key=effect_key, **told)


def works() -> None:
    """Let everything be tried that waits, however long it would have to."""
    Job.objects.update(due_at=NOW)
    worker.Worker().run(until_idle=True)


def test_a_mail_is_sent_once_with_whom_to_ask_beneath_it(helped: list[Any]) -> None:
    assert wrote() == wrote()
    works()
    works()
    [sent] = helped
    assert sent.subject == "Events are no longer sent to a system"
    assert "system.invalid did not take 5 events" in sent.body
    assert "Write to help@council.invalid." in sent.body
    assert "Ring 01 234." in sent.body
    assert (sent.to, sent.from_email) == ([HEAD], "keystage@localhost")
    row = Mail.objects.get()
    assert sent.extra_headers["Message-ID"] == f"<{row.id}@localhost>"
    assert (row.state, row.values) == (State.SENT, {})


def test_a_mail_goes_with_the_transaction_it_was_written_in() -> None:
    with transaction.atomic():
        wrote()
        transaction.set_rollback(True)
    assert not Mail.objects.exists()
    assert not Job.objects.exists()


def test_outside_a_transaction_or_for_no_authority_nothing_is_written() -> None:
    told = {"to": HEAD, "template": OFF, "values": VALUES, "now": NOW}
    with pytest.raises(UsageError, match="in the transaction"):
        mail(authority=ASH, effect_key="k", **told)  # type: ignore[arg-type]  # fits
    with pytest.raises(UsageError, match="random id"), transaction.atomic():
        mail(authority="Ash Council", effect_key="k", **told)  # type: ignore[arg-type]  # fits
    assert not Mail.objects.exists()


def test_killed_between_sending_and_noting_it_goes_again_under_the_same_id(
    helped: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote()
    with monkeypatch.context() as patch:
        real = jobs._post

        def post(row: Mail) -> None:
            real(row)
            raise ConnectionError

        patch.setattr(jobs, "_post", post)
        works()
    assert Mail.objects.get().state == State.WAITING
    works()
    first, second = helped
    assert first.extra_headers == second.extra_headers
    assert Mail.objects.get().state == State.SENT


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "Mateus Costa"},
        {"to": f"{HEAD}\nBcc: all@school.invalid"},
        {"template": "notices/nothing"},
        {"template": "../secret/x"},
        {"values": {"pupil": "Mateus Costa"}},
        {"values": {"name": "Mateus Costa"}},
        {"values": {"host": "Mateus Costa"}},
        {"values": {"link": f"/pupil/{UPN}"}},
        {"values": {"link": "/pupil/2019-03-14"}},
        {"values": {"link": "//elsewhere.invalid/"}},
        {"values": {"link": "https://elsewhere.invalid/"}},
        {"values": {"deadline": "2019-03-14"}},
        {"values": {"deadline": "soon"}},
        {"values": {"count": "Mateus"}},
        {"values": {"count": 20190314}},
        {"effect_key": f"pupil:{UPN}"},
    ],
)
def test_nobodys_name_number_or_birth_date_comes_into_a_mail_or_a_refusal(
    wrong: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(UsageError) as caught:
        wrote(**{"effect_key": "one", **wrong})
    for canary in ("Mateus Costa", UPN, "2019-03-14", "20190314"):
        assert canary not in str(caught.value) + caplog.text
    assert not Mail.objects.exists()


def test_values_become_words_when_it_is_sent(helped: list[Any]) -> None:
    kiln = ids.new()
    words.name("kiln", lambda authority, one: f"{authority} {one[:4]}")
    with pytest.raises(UsageError):
        words.name("kiln", lambda _, one: one)
    told = {"kiln": kiln, "deadline": "2026-06-23", "link": "/reset/abc", "days": 3}
    with transaction.atomic():
        judged = words.judged({**told, "collection": "phonics-2026"}, NOW)
    shown = words.shown(ASH, judged)
    assert shown["kiln"] == f"{ASH} {kiln[:4]}"
    assert shown["deadline"] == "23 June 2026"
    assert shown["collection"] == rulebooks.load("phonics-2026").title
    assert shown["link"].startswith("http")
    assert shown["link"].endswith("/reset/abc")
    assert shown["days"] == 3
    assert helped == []


def test_links_lead_to_the_name_people_reach_it_by(settings: Settings) -> None:
    settings.CONFIG = replace(
        settings.CONFIG, https="proxy", hosts=("results.example.gov.uk",)
    )
    shown = words.shown(ASH, {"link": "/reset/abc"})
    assert shown == {"link": "https://results.example.gov.uk/reset/abc"}


def test_one_that_cannot_be_sent_is_given_up_by_name_and_can_be_sent_again(
    helped: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)

    def refused(_: Mail) -> None:
        raise smtplib.SMTPRecipientsRefused({HEAD: (550, b"no such person")})

    wrote()
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "_post", refused)
        for _ in range(8):
            works()
    [trouble] = queries.troubles(authority=ASH)
    assert (trouble.to, trouble.failure) == (HEAD, "SMTPRecipientsRefused")
    assert queries.troubles(authority="elm-998") == []
    lines = "".join(Line().format(record) for record in caplog.records)
    assert "SMTPRecipientsRefused" in lines
    assert HEAD not in lines
    assert "no such person" not in lines
    again(by="operator", job=Job.objects.get(kind="notices.mail").id, now=NOW)
    works()
    assert len(helped) == 1
    assert Mail.objects.get().state == State.SENT


def test_what_was_sent_long_ago_is_forgotten() -> None:
    wrote()
    Mail.objects.update(state=State.SENT, ended_at=NOW - timedelta(days=1))
    works()  # by the clock as it is, months later
    assert not Mail.objects.exists()


def test_in_a_demonstration_it_is_kept_and_shown_with_its_links(
    client: Client, settings: Settings, helped: list[Any]
) -> None:
    assert client.get("/outbox").status_code == 404
    settings.CONFIG = replace(settings.CONFIG, demonstration=True)
    assert b"Nothing yet" in client.get("/outbox").content
    wrote("first")
    wrote("second", to="office@school.invalid", now=NOW + timedelta(minutes=1))
    assert client.get("/outbox").content.count(b"Waiting for the worker") == 2
    works()
    page = client.get("/outbox").content.decode()
    assert helped == []
    assert page.index("office@school.invalid") < page.index("head@school.invalid")
    assert "Waiting for the worker" not in page
    assert client.post("/outbox").status_code == 405


def test_an_address_of_this_service_becomes_a_link_and_no_other_does() -> None:
    base = words.base()
    text = f"Go to {base}/reset/abc. Or see ({base}/help), https://x.invalid/{base}"
    found = [piece for piece in queries.pieces(text) if piece.path]
    assert [piece.path for piece in found] == ["/reset/abc", "/help"]
    assert "".join(piece.text for piece in queries.pieces(text)) == text
