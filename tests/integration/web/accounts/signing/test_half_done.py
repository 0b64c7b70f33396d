"""A sign-in that was begun ends with what it rested on: the account, and its password."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from keystage_web.accounts.actions import invitations, roles
from keystage_web.accounts.models import Membership, Person
from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing import actions as signing
from keystage_web.accounts.signing import addresses, seats
from keystage_web.accounts.signing.models import Link, Purpose, Seat, Trusted
from keystage_web.accounts.signing.proofs import factors, links
from tests.integration.web.accounts.signing.conftest import Hands
from tests.integration.web.accounts.signing.visitor import (
    WORD,
    Visitor,
    actions,
    equipped,
    free,
    link,
    now,
    work,
)
from tests.integration.web.accounts.town import Town, town

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OTHER = "four quite new words"


@pytest.fixture
def place(hands: Hands) -> Town:
    """A school with a head and a teacher."""
    return town("999", "2001")


@pytest.fixture
def teacher(place: Town) -> Visitor:
    """A teacher at the door."""
    return equipped(place.holds(Role.TEACHER, "2001").person)


@pytest.fixture
def suspend(place: Town, teacher: Visitor, hands: Hands) -> Callable[[], None]:
    """What the head does to suspend the teacher."""
    by = place.holds(Role.HEAD, "2001").scope()

    def done() -> None:
        roles.suspend(by=by, person=teacher.person.pk, now=hands.moment)

    return done


def stands(one: Visitor) -> str:
    """Return the state of a visitor's account."""
    return Person.objects.get(pk=one.person.pk).state


def test_who_is_suspended_between_password_and_code_stays_out(
    teacher: Visitor, suspend: Callable[[], None]
) -> None:
    assert teacher.types().headers["Location"] == "/sign-in/second"
    suspend()
    assert teacher.gives(trust="on").headers["Location"] == "/sign-in"
    assert stands(teacher) == State.SUSPENDED
    assert not Seat.unscoped.exists()
    assert not Trusted.unscoped.exists()
    assert "sign_in.submit" not in actions()
    assert teacher.client.get("/sign-in/second").headers["Location"] == "/sign-in"
    assert not teacher.inside()


def test_who_is_suspended_while_the_code_is_looked_at_stays_out(
    teacher: Visitor, suspend: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher.types()
    proved = factors.proved

    def meanwhile(*given: object) -> object:
        suspend()
        return proved(*given)  # type: ignore[arg-type]  # passed on as they are

    monkeypatch.setattr(factors, "proved", meanwhile)
    assert teacher.gives(trust="on").headers["Location"] == "/sign-in"
    assert stands(teacher) == State.SUSPENDED
    assert not Seat.unscoped.exists()
    assert not Trusted.unscoped.exists()
    assert teacher.client.get("/sign-in/second").headers["Location"] == "/sign-in"


def test_a_new_password_ends_a_sign_in_begun_with_the_old_one(head: Visitor) -> None:
    head.types()
    head.person.set_password(OTHER)
    head.person.save()
    assert head.client.get("/sign-in/second").headers["Location"] == "/sign-in"
    assert head.gives().headers["Location"] == "/sign-in"
    assert not head.inside()
    head.types(OTHER)
    assert head.gives().headers["Location"] == "/go-on"


def test_a_password_made_new_while_the_code_is_looked_at_ends_it_too(
    head: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    head.types()
    proved = factors.proved

    def meanwhile(*given: object) -> object:
        person = Person.objects.get(pk=head.person.pk)
        person.set_password(OTHER)
        person.save()
        return proved(*given)  # type: ignore[arg-type]  # passed on as they are

    monkeypatch.setattr(factors, "proved", meanwhile)
    assert head.gives().headers["Location"] == "/sign-in"
    assert not head.inside()


@pytest.mark.parametrize("purpose", [Purpose.RESET, Purpose.WAKE])
def test_a_link_opened_before_the_suspension_is_used_by_nobody_after_it(
    teacher: Visitor, suspend: Callable[[], None], hands: Hands, purpose: Purpose
) -> None:
    token = links.make(teacher.person, purpose, hands.moment)
    opened = links.opened(token, purpose, hands.moment)
    assert opened is not None
    assert opened.person.state == State.ACTIVE
    suspend()
    use: dict[Purpose, Callable[..., object]] = {
        Purpose.RESET: partial(signing.reset, password=OTHER),
        Purpose.WAKE: signing.woken,
    }
    with pytest.raises(signing.Spent):
        use[purpose](link=opened, now=hands.moment)
    assert stands(teacher) == State.SUSPENDED
    assert Person.objects.get(pk=teacher.person.pk).check_password(WORD)


@pytest.mark.parametrize("purpose", [Purpose.RESET, Purpose.WAKE])
@pytest.mark.parametrize("late", [False, True])
def test_a_link_of_who_was_suspended_says_so_whenever_it_is_opened(
    teacher: Visitor, hands: Hands, purpose: Purpose, *, late: bool
) -> None:
    token = links.make(teacher.person, purpose, hands.moment)
    page = {Purpose.RESET: "reset", Purpose.WAKE: "wake"}[purpose]
    address = reverse(f"accounts:{page}", args=[token])
    if late:
        assert teacher.client.get(address).status_code == 200
    Person.objects.filter(pk=teacher.person.pk).update(state=State.SUSPENDED)
    for answer in (
        teacher.client.get(address),
        teacher.client.post(address, {"password": OTHER}),
        teacher.client.get(address),
    ):
        assert answer.status_code == 403
        assert "This account cannot be signed in to" in answer.content.decode()
        assert "Ask whoever invited you" in answer.content.decode()
    assert not teacher.inside()


def test_a_suspension_while_the_new_password_is_on_its_way_is_said(
    teacher: Visitor,
    suspend: Callable[[], None],
    hands: Hands,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = links.make(teacher.person, Purpose.RESET, hands.moment)
    taken = signing.reset

    def meanwhile(**given: Any) -> Person:
        suspend()
        return taken(**given)

    monkeypatch.setattr(signing, "reset", meanwhile)
    address = reverse("accounts:reset", args=[token])
    answer = teacher.client.post(address, {"password": OTHER})
    assert answer.status_code == 403
    assert Person.objects.get(pk=teacher.person.pk).check_password(WORD)


def test_a_new_password_by_link_then_a_suspension_lets_nobody_in(
    teacher: Visitor, suspend: Callable[[], None]
) -> None:
    Client().post("/sign-in/forgotten", {"email": teacher.person.email})
    work()
    sent = link(teacher.person.email)
    answer = teacher.client.post(sent, {"password": OTHER})
    assert answer.headers["Location"] == "/sign-in/second"
    suspend()
    assert teacher.gives().headers["Location"] == "/sign-in"
    assert stands(teacher) == State.SUSPENDED


@pytest.mark.parametrize("state", [State.SUSPENDED, State.GONE])
def test_letting_in_moves_no_account_that_may_not_be_signed_in_to(
    teacher: Visitor, hands: Hands, state: State
) -> None:
    Person.objects.filter(pk=teacher.person.pk).update(state=state)
    teacher.person.refresh_from_db()
    with pytest.raises(signing.Shut):
        signing.entered(by=teacher.person, proofs=["password"], now=hands.moment)
    assert stands(teacher) == state


def test_a_suspended_account_takes_up_no_invitation(
    place: Town, teacher: Visitor, suspend: Callable[[], None], hands: Hands
) -> None:
    by = place.holds(Role.HEAD, "2001").scope()
    to = invitations.To(teacher.person.email, "Somebody", Role.OFFICE)
    invitations.invite(by=by, school=by.school, to=to, now=hands.moment)
    token = link(teacher.person.email).rsplit("/", 1)[1]
    for state in (State.SUSPENDED, State.GONE):
        Person.objects.filter(pk=teacher.person.pk).update(state=state)
        with pytest.raises(invitations.Closed):
            invitations.accept(token=token, now=hands.moment, person=teacher.person.pk)
        assert stands(teacher) == state
    held = Membership.unscoped.filter(person=teacher.person)
    assert {one.role for one in held} == {Role.TEACHER}


def test_a_password_changed_on_purpose_ends_trust_and_a_change_of_address(
    inside: Visitor, hands: Hands
) -> None:
    trusted = inside.again()
    trusted.types()
    trusted.gives(now(1), trust="on")
    assert Trusted.unscoped.count() == 1
    inside.client.post("/account/email", {"email": "ruth.hart@school.invalid"})
    assert Link.unscoped.count() == 2
    sent = link("ruth.hart@school.invalid")
    inside.client.post("/account/password", {"password": OTHER})
    assert not Trusted.unscoped.exists()
    assert Client().post(sent).status_code == 410
    free(inside.person)
    assert trusted.types(OTHER).headers["Location"] == "/sign-in/second"


def test_a_suspended_persons_address_is_not_changed(
    teacher: Visitor, suspend: Callable[[], None], hands: Hands
) -> None:
    new = "ruth.hart@school.invalid"
    addresses.ask(by=teacher.person, email=new, now=hands.moment)
    there, here = link(teacher.person.email), link(new)
    assert Client().post(here).status_code == 200
    suspend()
    assert Client().post(there).status_code == 410
    assert not Person.objects.filter(email=new).exists()
    assert seats.of(teacher.person.pk, "") == []
