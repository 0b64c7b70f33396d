"""What stands between a password and being let in, as stages of allauth's."""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.models.people import State
from keystage_web.accounts.signing import actions
from keystage_web.accounts.signing.proofs import browsers, factors

# In what is kept of a sign-in half done: the password it rests on, and its own name.
_BEGUN, _TRIES = "begun", "tries"


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

    def handle(self) -> tuple[Any, bool]:
        """Ask for it, and note what this sign-in is, and was begun with."""
        self.state[_TRIES] = ids.new()
        self.state[_BEGUN] = self.login.user.get_session_auth_hash()
        found: tuple[Any, bool] = super().handle()
        return found

    def holds(self) -> bool:
        """Return whether this may go on; one that may not is dropped.

        It may not once the account is suspended or has another password.
        """
        person = self.login.user
        begun = str(self.state.get(_BEGUN, ""))
        same = constant_time_compare(begun, person.get_session_auth_hash())
        if not (same and person.is_active):
            clear_login(self.request)
            return False
        return True

    @property
    def tries(self) -> str:
        """The name by which the tries of this one sign-in are counted."""
        return str(self.state[_TRIES])

    def _should_handle(self, request: HttpRequest) -> bool:
        person = self.login.user
        if not factors.has(person.pk):
            return False
        return not browsers.trusted(request, person.pk, clock.now())
