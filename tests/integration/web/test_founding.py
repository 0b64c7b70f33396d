"""`keystage setup --authority`: the first thing there is."""

import argparse
import re
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from keystage.core.errors import UsageError
from keystage_web.accounts.actions import invitations
from keystage_web.accounts.models import Authority, Membership, Person
from keystage_web.accounts.register import founding
from keystage_web.accounts.roles import Role
from keystage_web.audit import signing
from keystage_web.audit.models import Event
from keystage_web.config import Config
from keystage_web.verbs.runs import lacking, setup

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
NOW = datetime(2026, 6, 10, 9, tzinfo=UTC)
WORDS = {"name": "Anyshire", "administrator": "Colin@Anyshire.invalid"}


def found(number: str = "999", **words: str) -> str:
    return founding.found(number=number, **{**WORDS, **words}, now=NOW)


def token(link: str) -> str:
    return link.rsplit("/", 1)[1]


def test_the_link_lets_the_administrator_in_once(
    client: Client, settings: Settings
) -> None:
    settings.CLOCK, settings.BEGAN = NOW, time.time()
    link = found()
    assert client.get(link).status_code in {200, 302}
    person = invitations.accept(token=token(link), now=NOW + timedelta(days=6))
    held = Membership.live(person).get()
    assert (held.role, held.authority.number) == (Role.ADMINISTRATOR, "999")
    assert Person.objects.get(pk=person).email == "colin@anyshire.invalid"
    with pytest.raises(invitations.Closed):
        invitations.accept(token=token(link), now=NOW)


def test_the_link_holds_for_seven_days() -> None:
    link = found()
    with pytest.raises(invitations.Closed):
        invitations.accept(token=token(link), now=NOW + timedelta(days=7))


def test_an_authority_is_made_once_and_its_making_is_kept() -> None:
    found()
    with pytest.raises(founding.Founded):
        found(administrator="other@anyshire.invalid")
    assert Authority.numbers() == ["999"]
    assert [event.action for event in Event.objects.all()] == ["users.found"]


def asked(config: Config, number: str = "999", **words: str) -> None:
    setup._found(config, number, *{**WORDS, **words}.values())


def test_setup_prints_the_link(
    capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    asked(settings.CONFIG)
    told = capsys.readouterr().out
    assert "Authority 999: made" in told
    assert "/sign-in/invitation/" in told
    asked(settings.CONFIG)
    assert "there already" in capsys.readouterr().out


def test_a_link_that_was_lost_is_made_again_until_somebody_came_in(
    capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    settings.CLOCK, settings.BEGAN = NOW + timedelta(days=9), time.time()
    old = found()
    setup._again(settings.CONFIG, " COLIN@anyshire.invalid")
    new = re.findall(r"/sign-in/invitation/\w+", capsys.readouterr().out)[0]
    with pytest.raises(invitations.Closed):
        invitations.accept(token=token(old), now=NOW)
    person = invitations.accept(token=token(new), now=NOW + timedelta(days=15))
    assert Membership.live(person).get().role == Role.ADMINISTRATOR
    actions = [event.action for event in Event.objects.order_by("number")]
    assert actions[:2] == ["users.found", "users.found_again"]
    for nobody in ("colin@anyshire.invalid", "other@anyshire.invalid"):
        with pytest.raises(UsageError, match="has yet to come in"):
            setup._again(settings.CONFIG, nobody)


def test_a_new_key_for_receipts_is_told_of_in_the_audit_of_each_authority(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in ("999", "998"):
        found(number, administrator=f"a{number}@anyshire.invalid")
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    signing.make(tmp_path, now=NOW)
    setup._renew(settings.CONFIG)
    named = signing.public_keys()[0].fingerprint
    assert named in capsys.readouterr().out
    told = Event.objects.filter(action="receipts.new_key")
    assert {event.by for event in told} == set(
        Authority.objects.values_list("id", flat=True)
    )
    assert {event.authority for event in told} == {event.by for event in told}


def test_check_notes_what_is_missing_though_it_would_start(
    client: Client, settings: Settings
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens: it does not answer
        port = taken.getsockname()[1]
        bare = replace(settings.CONFIG, https="proxy", hosts=("localhost",))
        bare = replace(bare, mail_host="127.0.0.1", mail_port=port, help_email="")
        settings.CONFIG = replace(bare, help_telephone="", demonstration=False)
        told = lacking.notes()
    for one, words in zip(
        told, ("no authority yet", "_HOSTS", "_HELP_", f":{port} does not"), strict=True
    ):
        assert words in one
    link = found()
    assert "Authority 999 has no administrator" in lacking.notes()[0]
    invitations.accept(token=token(link), now=NOW)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        settings.CONFIG = replace(
            settings.CONFIG, hosts=("a.example",), help_email="a@b.c", mail_port=port
        )
        assert lacking.notes() == []


def test_setup_says_what_cannot_be(settings: Settings) -> None:
    with pytest.raises(UsageError, match="three digits"):
        asked(settings.CONFIG, "12")
    with pytest.raises(UsageError, match="three digits"):
        asked(settings.CONFIG, "\uff11\uff12\uff13")
    real = replace(settings.CONFIG, https="proxy")
    with pytest.raises(UsageError, match="an invented one"):
        asked(real)
    asked(real, "123")
    with pytest.raises(UsageError, match="has the address"):
        asked(real, "124")
    words = argparse.Namespace(authority="123", name="", administrator="")
    with pytest.raises(UsageError, match="needs --authority, --name"):
        setup.run(words)
