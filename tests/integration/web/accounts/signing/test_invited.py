"""Taking up an invitation: with an account made for it, or one that is there already."""

import pytest
from django.test import Client

from keystage_web.accounts.actions import invitations
from keystage_web.accounts.models import Person
from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import Role
from tests.integration.web.accounts.signing.conftest import Hands
from tests.integration.web.accounts.signing.visitor import (
    Visitor,
    actions,
    equipped,
    link,
)
from tests.integration.web.accounts.town import Town, town

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NEW = "ruth.hart@school.invalid"
SAID = {"name": "Ruth Hart", "password": "four quite new words", "agree": "on"}


@pytest.fixture
def place(hands: Hands) -> Town:
    """A school whose head may invite."""
    made = town("999", "2001")
    made.holds(Role.HEAD, "2001")
    return made


def invite(place: Town, hands: Hands, email: str = NEW) -> str:
    """Invite an address as office; return the link it is sent."""
    by = place.holds(Role.HEAD, "2001").scope()
    to = invitations.To(name="R Hart", email=email, role=Role.OFFICE)
    invitations.invite(by=by, school=by.school, to=to, now=hands.moment)
    return link(email)


def test_somebody_new_begins_with_name_password_terms_and_then_a_factor(
    place: Town, hands: Hands
) -> None:
    sent = invite(place, hands)
    client = Client()
    page = client.get(sent).content.decode()
    assert "Office · School 2001" in page
    assert 'value="R Hart"' in page
    wrong = client.post(sent, {"name": "", "password": "ruthhart1234"})
    assert wrong.status_code == 422
    assert (
        client.post(sent, {**SAID, "password": "Ruth.Hart@school.invalid"}).status_code
        == 422
    )
    done = client.post(sent, SAID)
    assert done.headers["Location"] == "/go-on"
    assert client.get("/go-on").headers["Location"] == "/account/factor"
    made = Person.objects.get(email=NEW)
    assert (made.name, made.state) == ("Ruth Hart", State.ACTIVE)
    assert made.check_password(SAID["password"])
    assert actions()[-3:] == ["users.accept", "account.begin", "sign_in.submit"]
    assert Client().get(sent).status_code == 410
    assert Client().post(sent, SAID).status_code == 410


def test_somebody_with_an_account_signs_in_to_it_first(
    place: Town, hands: Hands
) -> None:
    other = town("998", "2001")
    known = equipped(other.holds(Role.HEAD, "2001").person)
    sent = invite(place, hands, known.person.email)
    page = known.client.get(sent).content.decode()
    assert f"/sign-in?next={sent}" in page
    assert "New password" not in page
    assert known.client.post(sent, SAID).status_code == 200  # nothing is taken
    known.types(next=sent)
    assert known.gives().headers["Location"] == sent
    assert "Take it up" in known.client.get(sent).content.decode()
    assert known.client.post(sent).headers["Location"] == "/role"
    roles = known.client.get("/role").content.decode()
    assert "Office · School 2001" in roles
    assert "Headteacher · School 2001" in roles


def test_somebody_else_who_is_signed_in_is_told_to_sign_out(
    place: Town, hands: Hands
) -> None:
    sent = invite(place, hands)
    head = Visitor(equipped(place.holds(Role.HEAD, "2001").person).person)
    head.enters()
    page = head.client.get(sent).content.decode()
    assert "You are signed in as somebody else" in page
    assert head.client.post(sent, SAID).status_code == 200
    assert not Person.objects.filter(email=NEW).exists()
