"""Whom another sign-in service vouches for: people who were invited, and nobody else."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import redirect

from keystage_web import clock
from keystage_web.accounts.models import Person
from keystage_web.accounts.models.people import clean_email
from keystage_web.accounts.signing import actions


class Provider(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Match by the subject linked before, or by a verified address; make no accounts."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Let nobody sign up: people are invited."""
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Go on with the person who is meant; send away whom nobody invited."""
        if sociallogin.is_existing:
            return
        person = _invited(sociallogin)
        if person is None:
            raise ImmediateHttpResponse(redirect("accounts:not-known"))
        actions.link(by=person, login=sociallogin, now=clock.now())

    def on_authentication_error(self, request: HttpRequest, *_: Any, **__: Any) -> None:
        """Say that it was broken off, on our own page."""
        del request
        raise ImmediateHttpResponse(redirect("accounts:not-known"))


def _invited(login: Any) -> Person | None:
    """Return the person of a verified address that another service names."""
    for told in login.email_addresses:
        if told.verified:
            person = Person.objects.filter(email=clean_email(told.email)).first()
            if person is not None and person.is_active:
                return person
    return None
