"""Links by mail: a forgotten password, an account that slept, a new address."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from keystage_web.accounts.models import Person
from keystage_web.accounts.models.people import State
from tests.integration.web.accounts.signing.conftest import Hands
from tests.integration.web.accounts.signing.visitor import (
    WORD,
    Visitor,
    actions,
    free,
    letters,
    link,
    work,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OTHER = "four quite new words"


def ask(email: str) -> str:
    """Ask for a new password; return the page that answers."""
    answer = Client().post("/sign-in/forgotten", {"email": email}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def asked(head: Visitor) -> str:
    """The link a head was sent for a new password."""
    ask(head.person.email)
    work()
    return link(head.person.email)


def test_a_forgotten_password_is_made_new_by_a_link_that_works_once(
    head: Visitor, asked: str
) -> None:
    """B312: single use."""
    assert head.client.get(asked).status_code == 200
    answer = head.client.post(asked, {"password": OTHER})
    assert answer.headers["Location"] == "/sign-in/second"
    assert head.gives().headers["Location"] == "/go-on"
    again = Client().post(asked, {"password": WORD})
    assert again.status_code == 410
    assert "works no longer" in again.content.decode()
    assert head.again().types(OTHER).status_code == 302
    assert head.again().types(WORD).status_code == 422
    assert actions()[:3] == [
        "password.reset_request",
        "password.reset",
        "sign_in.submit",
    ]


def test_the_link_works_for_an_hour_and_the_one_before_no_longer(
    head: Visitor, asked: str, hands: Hands
) -> None:
    """B312: sixty minutes; only the last one."""
    hands.on(minutes=59)
    assert head.client.get(asked).status_code == 200
    ask(head.person.email)
    work()
    newer = link(head.person.email)
    assert newer != asked
    assert head.client.get(asked).status_code == 410
    hands.on(minutes=60)
    assert head.client.get(newer).status_code == 410


def test_a_change_of_password_ends_the_link(inside: Visitor, hands: Hands) -> None:
    """B312: a token after a change."""
    ask(inside.person.email)
    work()
    sent = link(inside.person.email)
    inside.client.post("/account/password", {"password": OTHER})
    assert Client().get(sent).status_code == 410


def test_a_reset_ends_every_session_and_all_trust(inside: Visitor) -> None:
    """B305: other sessions end at once."""
    ask(inside.person.email)
    work()
    other = inside.again()
    other.client.post(link(inside.person.email), {"password": OTHER})
    assert not inside.inside()
    told = letters(inside.person.email)  # in any order: they were made in one moment
    assert len(told) == 2
    assert "Wherever else you were signed in, that has ended" in "".join(told)


def test_the_host_of_a_link_is_the_services_own(
    head: Visitor, settings: Settings
) -> None:
    """B312, B313: host header poisoning."""
    settings.CONFIG = replace(
        settings.CONFIG, https="proxy", hosts=("results.example.gov.uk",)
    )
    evil = {"x-forwarded-host": "evil.example"}
    client = Client()
    client.post("/sign-in/forgotten", {"email": head.person.email}, headers=evil)
    refused = client.get("/sign-in/forgotten", headers={"host": "evil.example"})
    assert refused.status_code == 400
    work()
    [letter] = letters(head.person.email)
    assert "https://results.example.gov.uk/sign-in/password/" in letter
    assert "evil" not in letter


def cost(client: Client, address: str, said: dict[str, str]) -> tuple[int, list[str]]:
    """Return how it is answered, and which statements that took."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(address, said)
    own = re.compile(r'"(s\d+_x\d+|_django_curs_\w+)"')  # names made for one statement
    said_so = [own.sub("", one["sql"]) for one in asked.captured_queries]
    kinds = [" ".join(one.split()[:3]) for one in said_so]
    return answer.status_code, kinds


@pytest.mark.parametrize("state", [State.ACTIVE, State.INVITED, State.SUSPENDED])
def test_known_and_unknown_addresses_cost_and_answer_the_same(
    head: Visitor, state: State, hands: Hands
) -> None:
    """B309: enumeration by text, status and time: as many statements, as many hashes."""
    head.person.state = state
    head.person.save()
    for address, more in (
        ("/sign-in/forgotten", {}),
        ("/sign-in", {"password": "another word here"}),
    ):
        cost(Client(), address, {"email": "first@x.invalid", **more})
        known = cost(Client(), address, {"email": head.person.email, **more})
        stranger = cost(Client(), address, {"email": "nobody@x.invalid", **more})
        assert known == stranger, address
    assert ask(head.person.email) == ask("nobody@x.invalid")


def test_nobody_is_sent_more_than_a_few_links_and_is_told_the_same(
    head: Visitor,
) -> None:
    pages = {ask(head.person.email) for _ in range(6)}
    assert len(pages) == 1
    work()
    assert len(letters(head.person.email)) == 3


@pytest.mark.parametrize("state", [State.SUSPENDED, State.INVITED, State.GONE])
def test_who_cannot_sign_in_gets_no_link(head: Visitor, state: State) -> None:
    head.person.state = state
    head.person.save()
    ask(head.person.email)
    ask("nobody@x.invalid")
    work()
    assert letters(head.person.email) == []


def test_an_account_that_slept_wakes_by_link_and_second_factor(
    head: Visitor, hands: Hands
) -> None:
    head.person.state = State.ASLEEP
    head.person.save()
    answer = head.types()
    assert answer.headers["Location"] == "/sign-in/asleep"
    assert b"works once, for 60 minutes" in head.client.get("/sign-in/asleep").content
    assert head.gives().headers["Location"] == "/sign-in"  # not before the link
    sent = link(head.person.email)
    there = head.again()
    assert there.client.get(sent).status_code == 200  # a scanner may look
    assert there.client.post(sent).headers["Location"] == "/sign-in/second"
    assert Person.objects.get(pk=head.person.pk).state == State.ASLEEP
    assert there.gives().headers["Location"] == "/go-on"
    assert Person.objects.get(pk=head.person.pk).state == State.ACTIVE
    assert Client().post(sent).status_code == 410
    assert actions() == ["account.wake_asked", "account.wake", "sign_in.submit"]


def test_a_suspended_person_cannot_use_a_link_sent_before(
    head: Visitor, asked: str
) -> None:
    head.person.state = State.SUSPENDED
    head.person.save()
    assert head.client.post(asked, {"password": OTHER}).status_code == 403


def test_an_address_changes_once_both_have_confirmed(
    inside: Visitor, hands: Hands
) -> None:
    old, new = inside.person.email, "ruth.hart@school.invalid"
    answer = inside.client.post(
        "/account/email", {"email": " Ruth.Hart@school.invalid"}
    )
    assert answer.status_code == 302
    there, here = link(old), link(new)
    first = Client().post(here)
    assert "open the link we sent to the other address" in first.content.decode()
    assert Person.objects.get(pk=inside.person.pk).email == old
    assert "The address is changed" in Client().post(there).content.decode()
    assert Person.objects.get(pk=inside.person.pk).email == new
    assert Client().post(there).status_code == 410
    assert actions()[-2:] == ["profile.email_ask", "profile.email_confirm"]


def test_an_address_somebody_has_is_sent_nothing_and_nothing_tells(
    inside: Visitor,
) -> None:
    taken = Person.objects.create(
        authority=inside.person.authority, email="taken@x.invalid", name="Somebody"
    )
    answer = inside.client.post("/account/email", {"email": taken.email}, follow=True)
    assert "Open the links we sent to both addresses" in answer.content.decode()
    assert letters(taken.email) == []


def test_an_address_taken_meanwhile_is_not_changed_to(inside: Visitor) -> None:
    new = "ruth.hart@school.invalid"
    inside.client.post("/account/email", {"email": new})
    Client().post(link(new))
    Person.objects.create(authority=inside.person.authority, email=new, name="Somebody")
    assert Client().post(link(inside.person.email)).status_code == 410


def test_links_are_opened_a_few_times_only(hands: Hands) -> None:
    answers = [Client().get(f"/sign-in/wake/{n}").status_code for n in range(40)]
    assert answers[:30] == [410] * 30
    assert answers[30:] == [429] * 10
    free(Person())
    assert Client().get("/account/email/left/x").status_code == 410
