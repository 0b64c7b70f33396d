"""What is done to an account is told by mail, and dated and counted as all else is."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from keystage_web.accounts.models import Person
from keystage_web.accounts.signing.proofs import factors
from keystage_web.notices.letters import drawn
from keystage_web.notices.models import Mail
from tests.integration.web.accounts.signing.conftest import Hands
from tests.integration.web.accounts.signing.visitor import SECRET, Visitor, link, now

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NEW = "ruth.hart@school.invalid"


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
