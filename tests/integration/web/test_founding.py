"""`keystage setup --authority`: the first thing there is."""

import argparse
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from keystage.core.errors import UsageError
from keystage_web.accounts.actions import invitations
from keystage_web.accounts.models import Authority, Membership, Person
from keystage_web.accounts.register import founding
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event
from keystage_web.config import Config
from keystage_web.verbs.runs import setup

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
