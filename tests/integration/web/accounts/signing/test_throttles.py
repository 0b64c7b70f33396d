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


def guessed(stranger: Visitor) -> int:
    """Guess codes in ever new sign-ins until there is a wait; return how many it took."""
    tries = 0
    while stranger.types().status_code == 302:
        for _ in range(throttles.CODE.burst):
            if stranger.gives("000000").status_code == 429:
                return tries
            tries += 1
    return tries


def test_the_codes_a_stranger_guesses_are_not_the_owners_tries(
    head: Visitor, hands: Hands
) -> None:
    """B310: whoever has the password shuts nobody out by five wrong codes."""
    stranger = head.again()
    stranger.types()
    while stranger.gives("000000").status_code == 422:
        pass
    head.types()
    assert head.gives().headers["Location"] == "/go-on"
    assert stranger.gives().status_code == 429


def test_ever_new_sign_ins_do_not_make_a_code_be_guessed(
    head: Visitor, hands: Hands
) -> None:
    """B310: twenty in a row and five an hour, in however many sign-ins."""
    assert guessed(head.again()) == throttles.CODE_OF_ACCOUNT.burst
    assert guessed(head.again()) == 0
    hands.on(hours=1)
    assert guessed(head.again()) == 5
    head.types()
    wait = int(head.gives().headers["Retry-After"])
    assert 0 < wait <= 12 * 60
    hands.on(seconds=wait)
    assert head.gives().headers["Location"] == "/go-on"


def test_guesses_at_the_door_hold_up_no_session_and_no_trusted_browser(
    inside: Visitor, hands: Hands
) -> None:
    """B310: the real person goes on where they are, and comes in where they are trusted."""
    trusted = inside.again()
    trusted.types()
    trusted.gives(now(1), trust="on")
    trusted.client.post("/sign-in/out")
    guessed(inside.again())
    assert trusted.types().headers["Location"] == "/go-on"
    hands.on(minutes=6)
    away = "/sign-in/again?next=/account/password"
    assert inside.client.post(away, {"code": "000000"}).status_code == 422


def test_a_session_asked_again_has_five_codes_in_a_row(
    inside: Visitor, hands: Hands
) -> None:
    """B310: whoever sits down at an open session guesses no faster."""
    answers = [
        inside.client.post("/sign-in/again", {"code": "000000"}).status_code
        for _ in range(7)
    ]
    assert answers == [422] * 5 + [429] * 2


def test_a_passkey_is_asked_whatever_codes_were_guessed(
    head: Visitor, hands: Hands
) -> None:
    """B310: a passkey cannot be guessed."""
    guessed(head.again())
    head.types()
    assert head.gives().status_code == 429
    head.types()
    sent = {"credential": "{}"}
    assert head.client.post("/sign-in/second", sent).status_code == 422


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


def test_a_clock_that_went_back_holds_nobody_up(head: Visitor, hands: Hands) -> None:
    """A demonstration begins at the same moment each time it is started."""
    hands.on(hours=5)
    head.enters()
    head.client.post("/sign-in/out")
    assert head.types(WRONG).status_code == 422
    hands.on(hours=-5)
    assert [head.types(WRONG).status_code for _ in range(6)] == [422] * 5 + [429]
