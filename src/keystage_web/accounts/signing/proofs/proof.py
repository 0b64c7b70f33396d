"""What a session's person has proved, when, and what they are still to do.

A page that wants more than a session asks, once it is known that it is there and that
the person may, and before it reads what was sent:

    if asked := step_up(request): return asked
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY as _METHODS,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from keystage_web import clock
from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import places, terms
from keystage_web.accounts.signing.proofs import factors, held

_PROVED = "proved"  # in the session: when a second factor was last given
_STEPS = "steps"  # what is still to do before anything else
LASTS = timedelta(minutes=5)
SECOND = "mfa"

TERMS, FACTOR = "terms", "factor"


def taken(request: HttpRequest) -> list[str]:
    """Return by what a person has proved who they are, on the way in."""
    told: list[dict[str, Any]] = request.session.get(_METHODS, [])
    return [str(each["method"]) for each in told]


def begin(request: HttpRequest, person: Person, proofs: list[str]) -> None:
    """Begin a session: what has been proved, and what is still to do."""
    if SECOND in proofs:
        prove(request)
    steps = []
    if person.terms != terms.of(person.authority_id).version:
        steps.append(TERMS)
    if not factors.has(person.pk):
        steps.append(FACTOR)
    request.session[_STEPS] = steps


def prove(request: HttpRequest) -> None:
    """Note that a second factor was given now."""
    request.session[_PROVED] = clock.now().timestamp()


def fresh(request: HttpRequest) -> bool:
    """Return whether a second factor was given within the last minutes."""
    at = request.session.get(_PROVED)
    if not isinstance(at, float):
        return False
    return 0 <= clock.now().timestamp() - at <= LASTS.total_seconds()


def step_up(request: HttpRequest) -> HttpResponse | None:
    """Return the way to the page that asks for the second factor; None if just given.

    A trusted browser does not spare it. The person comes back to the page asked for,
    and a form that was sent goes on as it was typed.
    """
    if fresh(request):
        held.bring_back(request)
        return None
    if request.method == "POST":
        held.keep(request)
    after = urlencode({"next": places.of(request)})
    return redirect(f"{reverse('accounts:step-up')}?{after}")


def to_do(request: HttpRequest) -> list[str]:
    """Return what the person is still to do before anything else."""
    return list(request.session.get(_STEPS, []))


def done(request: HttpRequest, step: str) -> None:
    """Take a step off the list."""
    request.session[_STEPS] = [one for one in to_do(request) if one != step]
