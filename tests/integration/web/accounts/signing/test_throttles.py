"""Guessing is slow: by account and by address, in the database, for all processes."""

from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.test import Client
from pytest_django import Settings

from keystage_web.accounts.signing import throttles
from keystage_web.accounts.signing.models import Throttle
from keystage_web.accounts.signing.throttles import Limit
from tests.integration.web.accounts.signing.conftest import Hands
from tests.integration.web.accounts.signing.visitor import Visitor, now

pytestmark = [pytest.mark.database, pytest.mark.django_db]
WRONG = "another word here"


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[str]:
    """Every password that reached the hash."""
    found: list[str] = []
    [hasher] = hashers.get_hashers()
    for name in ("encode", "verify"):
        done = getattr(type(hasher), name)

        def noted(self: object, password: str, other: str, *_: object) -> object:
            found.append(password)
            return done(self, password, other)  # noqa: B023 - called within the turn

        monkeypatch.setattr(type(hasher), name, noted)
    return found


def test_ten_passwords_an_hour_reach_the_hash(
    head: Visitor, hands: Hands, hashed: list[str]
) -> None:
    """B308: brute force of one account, from ever new addresses."""
    hashed.clear()
    answers = []
    for number in range(120):
        there = {"REMOTE_ADDR": f"192.0.2.{number}"}
        said = {"email": head.person.email, "password": f"{WRONG} {number}"}
        answers.append(Client().post("/sign-in", said, **there).status_code)  # type: ignore[arg-type]  # an environment
        hands.on(seconds=30)
    assert len(hashed) <= 10
    assert answers.count(422) == len(hashed)
    assert answers.count(429) == 120 - len(hashed)


def test_a_stranger_keeps_nobody_out_for_longer_than_a_quarter_of_an_hour(
    head: Visitor, hands: Hands
) -> None:
    """B308: no lock-out by an outsider."""
    for _ in range(9):
        answer = head.types(WRONG)
    assert answer.status_code == 429
    wait = int(answer.headers["Retry-After"])
    assert 0 < wait <= 15 * 60
    page = answer.content.decode()
    assert "You can try again in 12 minutes." in page
    assert "you need not wait: ask for a new one" in page
    hands.on(seconds=wait)
    assert head.types().headers["Location"] == "/sign-in/second"


def test_a_trusted_browser_has_tries_of_its_own(inside: Visitor, hands: Hands) -> None:
    """B308: the real person still gets in."""
    hands.on(minutes=5)
    inside.client.post("/sign-in/out")
    inside.types()
    inside.gives(now(1), trust="on")
    inside.client.post("/sign-in/out")
    stranger = Visitor(inside.person)
    while stranger.types(WRONG).status_code == 422:
        pass
    assert stranger.types().status_code == 429
    assert inside.types().headers["Location"] == "/go-on"


def test_one_password_on_many_accounts_is_slowed_by_address(
    head: Visitor, hands: Hands
) -> None:
    """B308: one password on 10,000 accounts."""
    answers = []
    for number in range(60):
        said = {"email": f"nobody{number}@x.invalid", "password": WRONG}
        answers.append(Client().post("/sign-in", said).status_code)
    assert answers.count(422) == throttles.PASSWORD_FROM_ADDRESS.burst
    assert answers[-1] == 429
    other = Client(REMOTE_ADDR="192.0.2.9")
    assert (
        other.post("/sign-in", {"email": "a@x.invalid", "password": WRONG}).status_code
        == 422
    )


def test_behind_a_proxy_the_address_is_the_one_it_saw(
    head: Visitor, settings: Settings
) -> None:
    from dataclasses import replace  # noqa: PLC0415 - only here

    settings.CONFIG = replace(settings.CONFIG, https="proxy")
    for number in range(40):
        said = {"email": f"nobody{number}@x.invalid", "password": WRONG}
        told = {"x-forwarded-for": f"192.0.2.{number}, 198.51.100.7"}
        answer = Client().post("/sign-in", said, headers=told)
    assert answer.status_code == 429
    told = {"x-forwarded-for": "198.51.100.7, 198.51.100.8"}
    assert Client().post("/sign-in", said, headers=told).status_code == 422


def test_five_codes_then_a_wait(head: Visitor, hands: Hands) -> None:
    """B310: brute force of a second factor."""
    head.types()
    answers = [head.gives("000000").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert head.gives().status_code == 429
    hands.on(minutes=12)
    assert head.gives().status_code == 302


def test_a_password_of_a_megabyte_does_not_reach_the_hash(
    head: Visitor, hashed: list[str]
) -> None:
    """B311: 256 characters at the most; 64 and more are taken."""
    hashed.clear()
    answer = head.types("x" * 1_000_000)
    assert answer.status_code == 422
    assert b"use 256 characters or fewer" in answer.content
    assert hashed == []


def test_tries_are_counted_one_by_one_and_given_back(hands: Hands) -> None:
    limit = Limit("tried", 2, timedelta(minutes=1))
    assert [throttles.take(limit, "a", hands.moment) for _ in range(3)] == [0, 0, 60]
    assert throttles.take(limit, "b", hands.moment) == 0
    throttles.give_back(limit, "a")
    assert throttles.take(limit, "a", hands.moment) == 0
    assert throttles.take(limit, "a", hands.on(seconds=59)) == 1
    assert throttles.take(limit, "a", hands.on(seconds=1)) == 0
    throttles.forget(hands.on(minutes=5))
    assert not Throttle.objects.exists()
