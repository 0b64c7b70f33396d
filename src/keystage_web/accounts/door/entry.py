"""Signing in with a password, and signing out."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth import logout as let_go
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from keystage_web import clock
from keystage_web.accounts import demonstration
from keystage_web.accounts.door import forms
from keystage_web.accounts.door.answers import address, onward, page, wait
from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import actions, places, seats, throttles
from keystage_web.accounts.signing.proofs import browsers
from keystage_web.accounts.signing.throttles import (
    PASSWORD_FROM_ADDRESS,
    PASSWORD_OF_ACCOUNT,
)

_STORED = '"cache", "storage"'  # a shared computer keeps nothing


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for e-mail address and password; what comes next, the stages say."""
    if request.user.is_authenticated:
        return redirect("accounts:home")
    if request.method != "POST":
        return _shown(request, forms.SignIn())
    form = forms.SignIn(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    email = form.cleaned_data["email"]
    seconds = _counted(request, email)
    if seconds:
        return wait(request, seconds)
    person = authenticate(request, email=email, password=form.cleaned_data["password"])
    if not isinstance(person, Person):
        _noted(email)
        form.add_error(None, _("E-mail address or password is wrong: check both"))
        return _shown(request, form)
    throttles.give_back(PASSWORD_OF_ACCOUNT, _account(request, email))
    throttles.give_back(PASSWORD_FROM_ADDRESS, address(request))
    login = Login(user=person, redirect_url=onward(request) or None)
    answer: HttpResponse = perform_password_login(request, {}, login)
    return answer


def _shown(request: HttpRequest, form: forms.SignIn) -> HttpResponse:
    return page(
        request,
        "sign_in",
        form,
        next=onward(request),
        provider=settings.CONFIG.oidc_issuer and settings.CONFIG.oidc_label,
        people=demonstration.people(),
    )


def _counted(request: HttpRequest, email: str) -> int:
    """Count a try, by address and by account; return how many seconds to wait."""
    now = clock.now()
    return throttles.take(
        PASSWORD_FROM_ADDRESS, address(request), now
    ) or throttles.take(PASSWORD_OF_ACCOUNT, _account(request, email), now)


def _account(request: HttpRequest, email: str) -> str:
    """Return whose tries these are: the account's, or its own trusted browser's.

    So a stranger who uses up the account's tries does not keep its person out.
    """
    person = Person.objects.filter(email=email).values_list("pk", flat=True).first()
    trust = browsers.known(request, person or "", clock.now())
    return trust or email


def _noted(email: str) -> None:
    person = Person.objects.filter(email=email).values_list("pk", flat=True).first()
    actions.failed(person=person or "", why="password", now=clock.now())


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and leave nothing in the browser."""
    if isinstance(request.user, Person):
        _left(request, request.user)
    messages.success(request, _("You are signed out."))
    answer = redirect(settings.LOGIN_URL)
    answer.headers["Clear-Site-Data"] = _STORED
    return answer


def _left(request: HttpRequest, person: Person) -> None:
    actions.leave(by=person, seat=request.session.get(seats.SEAT, ""), now=clock.now())
    let_go(request)


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """End a session whose time is out, and keep the place for the same person.

    The page's own script comes here; from another site nobody is signed out.
    """
    person = request.user
    if not isinstance(person, Person):
        return redirect(settings.LOGIN_URL)
    if request.headers.get("Sec-Fetch-Site") != "same-origin":
        return render(request, "signing/leave.html")
    place = onward(request)
    _left(request, person)
    places.leave(request, person.pk, place)
    messages.info(
        request,
        _("You are signed out. Sign in again to go on where you were."),
    )
    return redirect(settings.LOGIN_URL)


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Stay signed in: being asked is enough. Without scripts, go back to the page."""
    if request.headers.get("Sec-Fetch-Dest") == "empty":
        return HttpResponse(status=204)
    return redirect("accounts:home")
