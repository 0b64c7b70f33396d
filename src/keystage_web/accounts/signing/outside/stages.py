"""What stands between a password and being let in, as stages of allauth's."""

from typing import Any

from allauth.account.stages import LoginStage
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest
from django.shortcuts import redirect

from keystage_web import clock
from keystage_web.accounts.models.people import State
from keystage_web.accounts.signing import actions
from keystage_web.accounts.signing.proofs import browsers, factors


class Wake(LoginStage):  # type: ignore[misc]  # allauth has no types
    """An account that slept for a year is woken by a link to its address."""

    key = "wake"

    def handle(self) -> tuple[Any, bool]:
        """Send the link and stop; the link goes on from here."""
        person = self.login.user
        if person.state != State.ASLEEP:
            return None, True
        actions.ask_wake(by=person, now=clock.now())
        return redirect("accounts:asleep"), False


class SecondFactor(AuthenticateStage):  # type: ignore[misc]  # allauth has no types
    """The second factor, unless the person trusts this browser."""

    urlname = "mfa_authenticate"

    def _should_handle(self, request: HttpRequest) -> bool:
        person = self.login.user
        if not factors.has(person.pk):
            return False
        return not browsers.trusted(request, person.pk, clock.now())
