"""The middleware that lets a session go on: it holds a seat, and nothing is left to do."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from keystage_web import clock
from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import places, seats
from keystage_web.accounts.signing.proofs import proof

# Asked by browsers and machines beside a page: no person is behind them.
_BESIDE = {"ui:brand", "ui:logo", "ui:health", "ui:csp-report"}
# Open while something is still to do.
_STEPS = {
    proof.TERMS: "accounts:terms",
    proof.FACTOR: "accounts:factor",
}
_OPEN = {
    proof.TERMS: {"accounts:terms"},
    proof.FACTOR: {"accounts:factor", "accounts:app", "accounts:passkey"},
}
_ALWAYS = {"accounts:sign-out", "accounts:leave", "accounts:stay", "accounts:terms"}
# A script that looks for what is new says so: it does not keep anyone signed in.
QUIET = "X-Keystage-Quiet"


class Guard:
    """Send away whose session has ended, and to the terms or second factor who lacks it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what is to be judged is judged once the page is known."""
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, *_: Any, **__: Any
    ) -> HttpResponse | None:
        """Return where to go instead of the page, or None to show it."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in _BESIDE or not isinstance(request.user, Person):
            return None
        now = clock.now()
        seat = seats.held(request, now)
        if seat is None:
            return _away(request, request.user)
        if QUIET not in request.headers:
            seats.seen(seat, now)
        return _to_do(request, name)


def _to_do(request: HttpRequest, name: str) -> HttpResponse | None:
    for step in proof.to_do(request):
        if name in _OPEN[step] or name in _ALWAYS:
            return None
        return redirect(_STEPS[step])
    return None


def _away(request: HttpRequest, person: Person) -> HttpResponse:
    """Let go of a session that has ended; the same person comes back to the place."""
    place = places.of(request)
    logout(request)
    if request.headers.get("Sec-Fetch-Dest") == "empty":
        return HttpResponse(status=401)
    places.leave(request, person.pk, place)
    messages.info(
        request, _("You were signed out. Sign in again to go on where you were.")
    )
    return redirect(settings.LOGIN_URL)
