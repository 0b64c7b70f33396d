"""What of allauth is ours: who is let in, where to, and what is written down of it."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from keystage.core.errors import UsageError
from keystage_web import clock
from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import actions, places
from keystage_web.accounts.signing.proofs import proof

_STAGES = [
    "keystage_web.accounts.signing.outside.stages.Wake",
    "keystage_web.accounts.signing.outside.stages.SecondFactor",
]


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Signing in. Nobody signs up, and allauth sends no mail and says nothing."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let nobody sign up: people are invited."""
        del request
        return False

    def get_login_stages(self) -> list[str]:
        """Return what stands between a password and being let in."""
        return list(_STAGES)

    def login(self, request: HttpRequest, user: Person) -> None:
        """Let a person in: a new session, a seat, one event.

        Whoever may not come in any more goes back to where everybody begins, and is
        refused there as anybody is.
        """
        back = places.kept(request)
        proofs = proof.taken(request)
        try:
            with transaction.atomic():
                actions.admitted(user)
                super().login(request, user)
                actions.entered(by=user, proofs=proofs, now=clock.now())
        except actions.Shut as shut:
            clear_login(request)
            raise ImmediateHttpResponse(redirect(settings.LOGIN_URL)) from shut
        proof.begin(request, user, proofs)
        places.keep(request, back)

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        """Send away whom another service vouched for and this one does not let in."""
        del request, user
        return redirect("accounts:not-known")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the place the person was sent away from, or where everybody begins."""
        found = places.take(request)
        return found or resolve_url(settings.LOGIN_REDIRECT_URL)

    def is_safe_url(self, url: str) -> bool:
        """Return whether an address is a page of this service."""
        return places.safe(url)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: our pages do."""

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        """Send nothing: our actions do, through the outbox."""
        del email, context
        raise UsageError(f"allauth is not to send {template_prefix}.")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: our actions do, through the outbox."""


class Factors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors: their secrets are encrypted with the installation's key."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return _sealer().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret from what is stored."""
        return _sealer().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the name passkeys belong to: the one people reach the service by."""
        host: str = context.request.get_host().rpartition(":")[0]
        return {
            "id": host or context.request.get_host(),
            "name": settings.CONFIG.service,
        }


def _sealer() -> Fernet:
    key = hashlib.sha256(b"keystage.signing.factors" + settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key.digest()))
