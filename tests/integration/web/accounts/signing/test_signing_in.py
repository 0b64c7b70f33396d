"""Signing in: a password, a second factor, a new session, and one event for each."""

import pytest
from django.test import Client

from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import Role
from tests.integration.web.accounts.signing.visitor import (
    Visitor,
    actions,
    now,
    visitor,
    work,
)
from tests.integration.web.accounts.town import town

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def head() -> Visitor:
    """A head at the door."""
    return visitor()


def test_who_is_not_signed_in_is_asked_to_and_comes_back(head: Visitor) -> None:
    asked = head.client.get("/account/name")
    assert asked.headers["Location"] == "/sign-in?next=/account/name"
    page = head.client.get(asked.headers["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/account/name">' in page
    assert head.types(next="/account/name").headers["Location"] == "/sign-in/second"
    assert head.gives().headers["Location"] == "/account/name"


def test_a_password_alone_lets_nobody_in(head: Visitor) -> None:
    assert head.types().headers["Location"] == "/sign-in/second"
    assert not head.inside()


def test_the_second_factor_lets_in_with_one_event(head: Visitor) -> None:
    head.types()
    answer = head.gives()
    assert answer.headers["Location"] == "/go-on"
    assert head.inside()
    assert actions() == ["sign_in.submit"]


@pytest.mark.parametrize(
    "wrong", [{"word": "another word here"}, {"email": "no@x.invalid"}]
)
def test_what_is_wrong_is_not_told_apart(head: Visitor, wrong: dict[str, str]) -> None:
    answer = head.types(**wrong)
    assert answer.status_code == 422
    assert "E-mail address or password is wrong: check both" in answer.content.decode()
    assert b"another word" not in answer.content
    work()
    assert actions() == (["sign_in.submit"] if "word" in wrong else [])


def test_a_wrong_code_is_refused_and_written_down(head: Visitor) -> None:
    head.types()
    answer = head.gives("000000")
    assert answer.status_code == 422
    assert b"Code is wrong" in answer.content
    assert b'value="000000"' not in answer.content
    work()
    assert actions() == ["sign_in.submit"]
    assert not head.inside()


def test_a_code_counts_once_in_whatever_session(head: Visitor) -> None:
    """B310: a code that was used, and one for another session."""
    code = now()
    head.types()
    head.gives(code)
    other = head.again()
    other.types()
    assert other.gives(code).status_code == 422
    assert not other.inside()


def test_the_code_of_another_person_is_none(head: Visitor) -> None:
    """B310: the stage belongs to who gave the password."""
    stranger = Client()
    assert stranger.post("/sign-in/second", {"code": now()}).status_code == 302
    assert stranger.get("/account").status_code == 302


@pytest.mark.parametrize("state", [State.SUSPENDED, State.GONE])
def test_who_is_suspended_or_gone_is_told_what_anybody_is(
    head: Visitor, state: State
) -> None:
    head.person.state = state
    head.person.save()
    assert head.types().status_code == 422


def test_roles_at_two_places_are_chosen_between() -> None:
    one = town("999", "2001", "2002")
    first, second = one.holds(Role.HEAD, "2001"), one.holds(Role.OFFICE, "2002")
    second.person = first.person
    second.save()
    head = visitor(at=one)
    head.enters()
    assert head.client.get("/go-on").headers["Location"] == "/role"
    page = head.client.get("/role").content.decode()
    assert "Headteacher · School 2001" in page
    assert "Office · School 2002" in page
    assert head.client.post("/role", {}).status_code == 422
    before = head.client.session.session_key
    assert head.client.post("/role", {"role": second.pk}).status_code == 302
    assert head.client.session.session_key != before  # B304: a new id
    assert "Office · School 2002" in head.client.get("/account").content.decode()
