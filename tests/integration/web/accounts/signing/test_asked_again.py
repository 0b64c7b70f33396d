"""What matters most asks for the second factor again, and is told by mail once done."""

from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from keystage_web.accounts.models import FactorReset, Person, SupplierKey
from keystage_web.accounts.models.inviting import Key
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing.models import Link
from keystage_web.accounts.signing.proofs import factors, held
from keystage_web.notices.letters import drawn
from keystage_web.notices.models import Mail
from tests.integration.web.accounts.signing.conftest import Hands
from tests.integration.web.accounts.signing.visitor import (
    SECRET,
    Visitor,
    equipped,
    free,
    link,
    now,
    visitor,
)
from tests.integration.web.accounts.town import BEGIN, Town, town

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NEW = "ruth.hart@school.invalid"
FROM = {"Referer": "http://testserver/school/keys"}


@pytest.fixture
def place(hands: Hands) -> Town:
    """A school and its authority."""
    return town("999", "2001")


def approved(place: Town) -> SupplierKey:
    """Return a key that a head may take."""
    return SupplierKey.unscoped.create(
        authority=place.authority,
        school=place.schools["2001"],
        supplier="Systems",
        state=Key.APPROVED,
        asked_by=place.holds(Role.HEAD, "2001").person,
        asked_at=BEGIN,
    )


def asked(client: Client, address: str, **sent: str) -> str:
    """Send a form that asks again, and return the way to where it is asked."""
    answer = client.post(address, sent, headers=FROM)
    there = answer.headers["Location"]
    assert answer.status_code == 302
    assert there.startswith("/sign-in/again?next=")
    return str(there)


def name(client: Client) -> str:
    """Return what the page that asks brings the form back by."""
    return str(client.session["held"][0])


def test_a_key_is_taken_once_the_second_factor_was_given_again(
    place: Town, hands: Hands
) -> None:
    head = visitor(Role.HEAD, at=place)
    head.enters(trust="on")  # a trusted browser does not spare it
    key, hours = approved(place), hands.on(minutes=6)
    take = f"/school/keys/{key.pk}/take"
    away = asked(head.client, take)
    assert unquote(away).endswith("next=/school/keys")
    assert SupplierKey.unscoped.get(pk=key.pk).state == Key.APPROVED
    free(head.person)
    page = head.client.get(away).content.decode()
    assert f'name="held" value="{name(head.client)}"' in page
    sent = {"code": now(), "held": name(head.client), "next": "/school/keys"}
    answer = head.client.post("/sign-in/again", sent)
    assert (answer.status_code, answer.headers["Location"]) == (307, take)
    shown = head.client.post(take, sent)
    assert "Copy it into Systems now" in shown.content.decode()
    assert SupplierKey.unscoped.get(pk=key.pk).taken_at == hours


def test_each_of_two_administrators_gives_it_to_take_a_factor_away(
    place: Town, hands: Hands
) -> None:
    lost = equipped(place.holds(Role.OFFICER).person)
    first = visitor(Role.ADMINISTRATOR, at=place)
    first.enters()
    hands.on(minutes=6)
    there = f"/authority/people/{lost.person.pk}/reset"
    assert first.client.get(there).headers["Location"].startswith("/sign-in/again")
    asked(first.client, there)
    assert not FactorReset.unscoped.exists()
    reset = FactorReset.unscoped.create(
        authority=place.authority,
        person=lost.person,
        asked_by=place.holds(Role.ANALYST).person,
        asked_at=BEGIN,
    )
    asked(first.client, f"/authority/reset/{reset.pk}/done")
    reset.refresh_from_db()
    assert reset.done_by_id is None


def test_a_whole_roll_is_given_after_it(place: Town, hands: Hands) -> None:
    office = visitor(Role.OFFICE, at=place)
    office.enters()
    assert office.client.get("/school/roll/download").status_code == 200
    hands.on(minutes=6)
    away = office.client.get("/school/roll/download").headers["Location"]
    assert unquote(away) == "/sign-in/again?next=/school/roll/download"
    free(office.person)
    answer = office.client.post(away, {"code": now()})
    assert answer.headers["Location"] == "/school/roll/download"


def test_what_was_typed_goes_on_and_a_password_is_kept_nowhere(
    inside: Visitor, hands: Hands
) -> None:
    hands.on(minutes=6)
    new = {"password": "four blue boats here"}
    asked(inside.client, "/account/password", **new)
    assert "held" not in inside.client.session
    asked(inside.client, "/account/email", email="ruth.hart@school.invalid")
    free(inside.person)
    sent = {"code": now(), "held": name(inside.client)}
    answer = inside.client.post("/sign-in/again", sent)
    done = inside.client.post(answer.headers["Location"], sent)
    assert done.headers["Location"] == "/account"
    assert set(Link.unscoped.values_list("email", flat=True)) == {
        "ruth.hart@school.invalid"
    }
    assert "held" not in inside.client.session


def test_a_form_is_brought_back_by_its_name_at_its_address_alone(
    inside: Visitor, hands: Hands
) -> None:
    hands.on(minutes=6)
    asked(inside.client, "/account/email", email="ruth.hart@school.invalid")
    free(inside.person)
    sent = {"code": now(), "held": "another", "next": "/account"}
    answer = inside.client.post("/sign-in/again", sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account")
    hands.on(minutes=6)
    asked(inside.client, "/account/email", email="ruth.hart@school.invalid")
    free(inside.person)
    kept = name(inside.client)
    inside.client.post("/sign-in/again", {"code": now(), "held": kept})
    inside.client.post("/account/factor/codes", {"held": kept})
    assert inside.client.post("/account/email", {"held": kept}).status_code == 422
    assert not Link.unscoped.exists()


def test_too_much_is_not_kept(inside: Visitor, hands: Hands) -> None:
    hands.on(minutes=6)
    asked(inside.client, "/account/email", email="x" * 70_000)
    assert held.NAME not in inside.client.session


def told(to: str) -> set[str]:
    """Return the templates of the mails to an address."""
    return {mail.template.partition("/")[2] for mail in Mail.objects.filter(to=to)}


def test_a_factor_that_is_added_or_taken_away_is_told(
    inside: Visitor, hands: Hands
) -> None:
    person = inside.person
    factors.add_app(by=person, secret=SECRET, now=hands.moment)
    assert told(person.email) == {"factor_added"}
    inside.client.post("/account/factor/codes")
    assert told(person.email) == {"factor_added", "codes_made"}
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Key"})
    inside.client.post("/account/factor/totp/remove")
    assert told(person.email) == {"factor_added", "codes_made", "factor_removed"}


def test_a_changed_address_is_told_to_the_one_that_was_left(inside: Visitor) -> None:
    old = inside.person.email
    inside.client.post("/account/email", {"email": NEW})
    there, here = link(old), link(NEW)
    Client().post(here)
    assert "email_changed" not in told(old) | told(NEW)
    Client().post(there)
    assert "email_changed" in told(old) & told(NEW)
    bodies = [drawn(mail).body for mail in Mail.objects.all()]
    assert not any(NEW in body or old in body for body in bodies)


def test_when_somebody_came_is_told_by_the_services_clock(
    head: Visitor, hands: Hands
) -> None:
    moment = hands.on(days=-700)
    head.enters()
    assert Person.objects.get(pk=head.person.pk).last_login == moment


@pytest.mark.parametrize("spelling", ["{}-{}", " {} {} ", "{}.{}", "({}){}"])
def test_a_code_counts_once_however_it_is_spelled(head: Visitor, spelling: str) -> None:
    code = now()
    head.types()
    assert head.gives(code).headers["Location"] == "/go-on"
    cache.clear()  # where allauth notes it, for half a minute, in this process alone
    other = head.again()
    other.types()
    assert other.gives(spelling.format(code[:3], code[3:])).status_code == 422


def test_a_factor_is_dated_by_the_services_clock(head: Visitor, hands: Hands) -> None:
    moment = hands.on(days=-700)
    head.enters()
    row = Authenticator.objects.get(user=head.person, type="totp")
    assert row.last_used_at == moment
    factors.add_app(by=head.person, secret=SECRET, now=moment)
    assert Authenticator.objects.get(user=head.person, type="totp").created_at == moment
