"""How pages of the door answer: a form with problems, a throttle, a place to go on."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import places
from keystage_web.ui.problems import Problem, problem

_MINUTE = 60
# What allauth and its library raise for what is no answer of a passkey.
NO_ANSWER = (ValidationError, LookupError, TypeError, ValueError, AttributeError)

_BARRED = Problem(
    _("This account cannot be signed in to"),
    (
        _("It was suspended or has ended. Nothing was changed by this link."),
        _(
            "Ask whoever invited you: the headteacher, the office, or the authority. "
            "Once they let you in again, ask for a new password."
        ),
    ),
    tell=True,
)

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]
type Owned[**P] = Callable[Concatenate[HttpRequest, Person, P], HttpResponse]


def owned[**P](view: Owned[P]) -> View[P]:
    """Make a page of one's own account: for who is signed in, in whatever role."""

    @wraps(view)
    def page(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not isinstance(request.user, Person):
            return redirect_to_login(request.get_full_path())
        return view(request, request.user, *args, **kwargs)

    return page


def page(
    request: HttpRequest, template: str, form: forms.Form, **told: Any
) -> HttpResponse:
    """Return a page with a form: as 422 where the form has problems."""
    wrong = form.is_bound and bool(form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(
        request, f"signing/{template}.html", {"form": form, **told}, status=status
    )


def wait(request: HttpRequest, seconds: int) -> HttpResponse:
    """Return the page for too many tries: how long to wait, and what else to do."""
    minutes = -(-seconds // _MINUTE)
    told = ngettext(
        "You can try again in %(n)d minute.",
        "You can try again in %(n)d minutes.",
        minutes,
    )
    words = Problem(
        _("Too many tries"),
        (
            _("To keep accounts safe, this can only be tried a few times in a row."),
            told % {"n": minutes},
            _("If you forgot your password, you need not wait: ask for a new one."),
        ),
        tell=True,
    )
    return problem(
        request, HTTPStatus.TOO_MANY_REQUESTS, words=words, retry_after=seconds
    )


def spent(request: HttpRequest) -> HttpResponse:
    """Return the page for a link that works no longer."""
    return render(request, "signing/spent.html", status=HTTPStatus.GONE)


def barred(request: HttpRequest) -> HttpResponse:
    """Return the page for a link that would work, were the account not shut."""
    return problem(request, HTTPStatus.FORBIDDEN, words=_BARRED)


def onward(request: HttpRequest) -> str:
    """Return the page to go on to, as far as it is one of this service; else ''."""
    found = request.POST.get("next") or request.GET.get("next") or ""
    return found if places.safe(found) else ""


def address(request: HttpRequest) -> str:
    """Return the address a request comes from, as the nearest server we trust saw it."""
    nearest: str = request.META.get("REMOTE_ADDR", "")
    if settings.CONFIG.https == "proxy":
        told = request.headers.get("X-Forwarded-For", "")
        return told.rpartition(",")[2].strip() or nearest
    return nearest
