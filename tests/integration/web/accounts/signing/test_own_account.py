"""One's own account: what is asked for once more, factors, codes, browsers, the terms."""

from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from keystage_web.accounts import demonstration, frame
from keystage_web.accounts.models import Membership, Person
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing.models import Trusted
from keystage_web.accounts.signing.proofs import browsers, factors
from tests.integration.web.accounts.signing.conftest import Hands
from tests.integration.web.accounts.signing.visitor import (
    Visitor,
    actions,
    equipped,
    free,
    now,
    secret,
    visitor,
)
from tests.integration.web.accounts.town import BEGIN, town

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LONG = "orchard window lamp, seven boats on a green river near the old mill"
ASKS = (
    "/account/password",
    "/account/email",
    "/account/factor/app",
    "/account/factor/passkey",
    "/account/factor/codes",
    "/account/factor/totp/remove",
)


@pytest.mark.parametrize("address", ASKS)
def test_what_matters_asks_for_the_second_factor_again(
    inside: Visitor, hands: Hands, address: str
) -> None:
    hands.on(minutes=6)
    away = inside.client.get(address).headers["Location"]
    assert away.startswith("/sign-in/again?next=")
    free(inside.person)
    assert inside.client.get(away).status_code == 200
    assert inside.client.post(away, {"code": "000000"}).status_code == 422
    assert inside.client.post(away, {"code": now()}).headers["Location"] == address
    assert inside.client.get(address).status_code == 200


def test_a_trusted_browser_is_let_in_and_still_asked_again(
    inside: Visitor, hands: Hands
) -> None:
    inside.client.post("/sign-in/out")
    free(inside.person)
    inside.types()
    inside.gives(trust="on")
    [trust] = Trusted.unscoped.all()
    cookie = inside.client.cookies["browser"]
    assert trust.digest not in cookie.value
    assert cookie["httponly"]
    inside.client.post("/sign-in/out")
    assert inside.types().headers["Location"] == "/go-on"
    assert (
        inside.client.get("/account/password")
        .headers["Location"]
        .startswith("/sign-in/again")
    )
    page = inside.client.get("/account").content.decode()
    assert "Browsers you trust" in page
    assert inside.client.post(f"/account/browser/{trust.pk}/end").status_code == 302
    assert inside.client.post(f"/account/browser/{trust.pk}/end").status_code == 404
    inside.client.post("/sign-in/out")
    assert inside.types().headers["Location"] == "/sign-in/second"


def test_trust_is_of_one_person_and_ends_after_thirty_days(
    inside: Visitor, hands: Hands
) -> None:
    inside.client.post("/sign-in/out")
    free(inside.person)
    inside.types()
    inside.gives(trust="on")
    inside.client.post("/sign-in/out")
    other = equipped(
        Person.objects.create(
            authority=inside.person.authority, email="other@x.invalid", name="Other"
        )
    )
    other.client = inside.client
    assert other.types().headers["Location"] == "/sign-in/second"
    hands.on(days=31)
    assert inside.types().headers["Location"] == "/sign-in/second"
    inside.client.cookies["browser"] = "made:up"
    assert inside.types().headers["Location"] == "/sign-in/second"
    browsers.forget(hands.moment)
    assert not Trusted.unscoped.exists()


def test_who_has_no_second_factor_adds_one_before_anything_else(hands: Hands) -> None:
    place = town("999", "2001")
    new = equipped(place.holds(Role.HEAD, "2001").person, app=False)
    new.types()
    for address in ("/account", "/go-on", "/role", "/school/"):
        assert new.client.get(address).headers["Location"] == "/account/factor"
    assert new.client.get("/account/factor").status_code == 200
    page = new.client.get("/account/factor/app")
    assert "img-src 'self' data:" in page.headers["Content-Security-Policy"]
    assert "data:" not in new.client.get("/terms").headers["Content-Security-Policy"]
    assert b"data:image/svg+xml;base64," in page.content
    key = new.client.session["mfa.totp.secret"]
    assert key[:4] in page.content.decode()
    assert new.client.post("/account/factor/app", {"code": "1"}).status_code == 422
    import time  # noqa: PLC0415

    from allauth.mfa.totp.internal import auth as totp  # noqa: PLC0415 - only here

    code = totp.format_hotp_value(totp.hotp_value(key, int(time.time()) // 30))
    done = new.client.post("/account/factor/app", {"code": code})
    assert done.headers["Location"] == "/account/factor/codes"
    assert secret(new.person) == key
    row = Authenticator.objects.get(user=new.person, type="totp")
    assert key not in str(row.data)  # encrypted where it is stored
    shown = new.client.get("/account/factor/codes").content.decode()
    [first, *_] = factors.codes(new.person.pk)
    assert first in shown
    assert first not in new.client.get("/account/factor/codes").content.decode()
    assert actions() == ["sign_in.submit", "profile.mfa_enrol"]


def test_a_printed_code_lets_in_once(inside: Visitor) -> None:
    inside.client.post("/account/factor/codes")
    code = factors.codes(inside.person.pk)[0]
    other = inside.again()
    other.types()
    assert other.gives(code).headers["Location"] == "/go-on"
    third = inside.again()
    third.types()
    assert third.gives(code).status_code == 422
    assert factors.held(inside.person.pk).codes_left == 9


def test_the_last_factor_stays_and_one_of_two_goes_with_all_trust(
    inside: Visitor, hands: Hands
) -> None:
    page = inside.client.get("/account/factor/totp/remove").content.decode()
    assert "It is your only one" in page
    assert inside.client.post("/account/factor/totp/remove").status_code == 302
    assert factors.has(inside.person.pk)
    key = Authenticator.objects.create(
        user=inside.person, type="webauthn", data={"name": "Work laptop"}
    )
    there = f"/account/factor/webauthn/{key.pk}/remove"
    assert "Work laptop" in inside.client.get(there).content.decode()
    assert inside.client.get("/account/factor/webauthn/999/remove").status_code == 404
    assert inside.client.get("/account/factor/magic/remove").status_code == 404
    assert inside.client.post("/account/factor/totp/remove").status_code == 302
    assert not factors.held(inside.person.pk).app
    assert inside.client.get("/account/factor/totp/remove").status_code == 404
    assert actions()[-1] == "profile.mfa_remove"


@pytest.mark.parametrize(
    "sent",
    [
        *("", "no", "[]", "{}", '{"id": "x", "response": {}}'),
        pytest.param("[" * 19_000, id="brackets"),
    ],
)
def test_what_no_passkey_answered_is_refused(inside: Visitor, sent: str) -> None:
    said = {"name": "Work laptop", "credential": sent}
    assert inside.client.post("/account/factor/passkey", said).status_code == 422
    again = inside.client.post("/sign-in/again", {"credential": sent})
    assert again.status_code == 422
    other = inside.again()
    other.types()
    at_door = other.client.post("/sign-in/second", {"credential": sent})
    assert at_door.status_code == 422


def test_a_name_is_changed_with_what_it_was_before(inside: Visitor) -> None:
    assert inside.client.post("/account/name", {"name": ""}).status_code == 422
    assert inside.client.post("/account/name", {"name": "Ruth Hart"}).status_code == 302
    assert (
        "Ruth Hart · Headteacher · School 2001"
        in inside.client.get("/account").content.decode()
    )
    assert actions()[-1] == "profile.edit"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("short", "too short: use 12 characters or more"),
        ("password1234", "easy to guess"),
        ("aaaaaaaaaaaaa", "easy to guess"),
        ("head.2001@999.invalid", "easy to guess"),
        ("x" * 257, "use 256 characters or fewer"),
    ],
)
def test_a_password_is_judged_by_length_and_by_what_is_guessed(
    inside: Visitor, word: str, said: str
) -> None:
    answer = inside.client.post("/account/password", {"password": word})
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize("word", ["tulip carrot lamp", LONG, "ÄÖÜ ß 漢字 mañana"])
def test_any_other_long_password_is_taken(inside: Visitor, word: str) -> None:
    """B311: 64 characters and more; no rules of what it is made of."""
    assert (
        inside.client.post("/account/password", {"password": word}).status_code == 302
    )
    assert Person.objects.get(pk=inside.person.pk).password.startswith(
        "argon2$argon2id$v=19$m=19456,t=2,p=1$"
    )


def test_new_terms_are_agreed_to_at_the_next_entry(
    head: Visitor, settings: Settings
) -> None:
    settings.CONFIG = replace(settings.CONFIG, terms="1 May 2027")
    head.enters()
    assert head.client.get("/go-on").headers["Location"] == "/terms"
    page = head.client.get("/terms").content.decode()
    assert "Version of 1 May 2027." in page
    assert head.client.post("/terms", {}).status_code == 422
    agreed = {"agree": "on", "version": "1 May 2027"}
    assert head.client.post("/terms", agreed).status_code == 302
    assert head.inside()
    assert Person.objects.get(pk=head.person.pk).terms == "1 May 2027"
    assert actions()[-1] == "terms.agree"
    assert b"I have read" not in Client().get("/terms").content


def test_who_holds_no_role_is_told_so(inside: Visitor) -> None:
    Membership.unscoped.filter(person=inside.person).update(until=BEGIN)
    away = inside.client.get("/go-on")
    assert away.headers["Location"] == "/role"
    assert "You hold no role" in inside.client.get("/role").content.decode()
    assert frame.roles_of(inside.person) == []


def test_a_demonstration_shows_its_people_and_their_codes(
    hands: Hands, settings: Settings
) -> None:
    place = town("999", "2001")
    head = place.holds(Role.HEAD, "2001").person
    assert demonstration.people() == []
    with pytest.raises(Exception, match="Only invented people"):
        demonstration.equip(head)
    settings.CONFIG = replace(settings.CONFIG, demonstration=True)
    assert demonstration.people() == []
    demonstration.equip(head)
    page = Client().get("/sign-in").content.decode()
    assert demonstration.PASSWORD in page
    assert head.email in page
    one = Visitor(head)
    one.types(demonstration.PASSWORD)
    code = demonstration.code(head.pk)
    assert code in one.client.get("/sign-in/second").content.decode()
    assert one.gives(code).headers["Location"] == "/go-on"
    settings.CONFIG = replace(settings.CONFIG, demonstration=False)
    assert demonstration.code(head.pk) == ""


def test_an_officer_sees_the_places_of_an_authority(hands: Hands) -> None:
    officer = visitor(Role.OFFICER)
    officer.enters()
    assert officer.client.get("/go-on").headers["Location"] == "/authority/"
    page = officer.client.get("/account").content.decode()
    assert "Data officer · Authority 999" in page
