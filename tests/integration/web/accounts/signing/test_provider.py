"""Signing in by another service: whom it vouches for and who was invited, nobody else."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from pytest_django import Settings

from keystage_web.accounts.models import Person
from keystage_web.accounts.models.people import State
from keystage_web.accounts.signing.outside.provided import origins, provided
from tests.integration.web.accounts.signing.visitor import Visitor, actions, now

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it is other people's code
    from oidc_provider_mock import User, run_server_in_thread

pytestmark = [pytest.mark.database, pytest.mark.django_db]
VERIFIED = {"email_verified": True, "name": "Ruth Hart"}


@pytest.fixture
def there(head: Visitor) -> Iterator[str]:
    """Another sign-in service, and the people it knows."""
    people = (
        User(sub="ruth", claims={"email": head.person.email.upper(), **VERIFIED}),
        User(sub="moved", claims={"email": "other@x.invalid", **VERIFIED}),
        User(sub="unproved", claims={"email": head.person.email}),
        User(sub="stranger", claims={"email": "nobody@x.invalid", **VERIFIED}),
    )
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def offered(there: str, settings: Settings, tmp_path: Path) -> None:
    """The settings' rows that name it."""
    (tmp_path / "secret").write_text("between the two of us\n")
    config = replace(
        settings.CONFIG,
        oidc_issuer=there,
        oidc_client="keystage",
        oidc_secret_file=tmp_path / "secret",
        oidc_label="Borough account",
    )
    settings.CONFIG = config
    settings.SOCIALACCOUNT_PROVIDERS = provided(config)
    settings.SECURE_CSP = {
        **settings.SECURE_CSP,
        "form-action": ["'self'", *origins(config)],
    }


def go(person: Visitor, **said: str) -> Any:
    """Go there, say who one is, and come back."""
    begun = person.client.post("/sign-in/with/provider")
    assert begun.status_code == 302
    assert "code_challenge=" in begun.headers["Location"]
    back = requests.post(
        begun.headers["Location"], data=said, allow_redirects=False, timeout=20
    )
    return person.client.get(re.sub("^http://testserver", "", back.headers["Location"]))


@pytest.mark.usefixtures("offered")
def test_the_page_offers_it_and_lets_the_form_lead_there(
    head: Visitor, there: str
) -> None:
    answer = head.client.get("/sign-in")
    assert "Sign in with Borough account" in answer.content.decode()
    assert f"form-action 'self' {there}" in answer.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("offered")
def test_a_verified_address_that_was_invited_comes_in_by_its_second_factor(
    head: Visitor,
) -> None:
    head.person.state = State.INVITED
    head.person.set_unusable_password()
    head.person.save()
    assert go(head, sub="ruth").headers["Location"] == "/sign-in/second"
    assert not head.inside()
    assert head.gives(now()).headers["Location"] == "/go-on"
    assert actions() == ["sign_in.link", "sign_in.submit"]
    assert Person.objects.get(pk=head.person.pk).state == State.ACTIVE
    [link] = SocialAccount.objects.all()
    assert (link.uid, link.user_id) == ("ruth", head.person.pk)


@pytest.mark.usefixtures("offered")
def test_a_subject_linked_before_counts_whatever_address_it_has_now(
    head: Visitor,
) -> None:
    SocialAccount.objects.create(provider="provider", uid="moved", user=head.person)
    assert go(head, sub="moved").headers["Location"] == "/sign-in/second"


@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize("sub", ["unproved", "stranger", "brand new"])
def test_nobody_else_comes_in_and_no_account_is_made(head: Visitor, sub: str) -> None:
    answer = go(head, sub=sub)
    assert answer.headers["Location"] == "/sign-in/not-known"
    assert head.client.get("/sign-in/not-known").status_code == 403
    assert Person.objects.count() == 1
    assert not SocialAccount.objects.exists()


@pytest.mark.usefixtures("offered")
def test_who_is_suspended_is_not_let_in_by_it(head: Visitor) -> None:
    SocialAccount.objects.create(provider="provider", uid="ruth", user=head.person)
    head.person.state = State.SUSPENDED
    head.person.save()
    assert go(head, sub="ruth").headers["Location"] == "/sign-in/not-known"
    assert not head.inside()


@pytest.mark.usefixtures("offered")
def test_who_breaks_off_there_or_makes_an_answer_up_is_told_so(head: Visitor) -> None:
    answer = go(head, action="deny")
    assert answer.headers["Location"] == "/sign-in/not-known"
    forged = head.client.get("/sign-in/with/provider/back?code=x&state=y")
    assert forged.headers["Location"] == "/sign-in/not-known"


def test_without_the_rows_there_is_no_such_way(head: Visitor) -> None:
    assert head.client.post("/sign-in/with/provider").status_code == 404
    assert head.client.get("/sign-in/with/provider/back").status_code == 404
    assert "Or another way" not in head.client.get("/sign-in").content.decode()
