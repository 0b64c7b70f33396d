"""What is done by a link in a mail: a forgotten password, an account that slept."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from keystage_web import clock
from keystage_web.accounts.door import forms
from keystage_web.accounts.door.answers import address, barred, page, spent, wait
from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import actions, throttles
from keystage_web.accounts.signing.models import Purpose
from keystage_web.accounts.signing.outside import stages
from keystage_web.accounts.signing.proofs import links
from keystage_web.accounts.signing.throttles import (
    LINK_FROM_ADDRESS,
    LINK_OPENED,
    LINK_TO_ACCOUNT,
)


def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask where to send a link for a new password; say the same to everybody."""
    form = forms.Address(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return page(request, "forgotten", form)
    now, email = clock.now(), form.cleaned_data["email"]
    seconds = throttles.take(LINK_FROM_ADDRESS, address(request), now)
    if seconds:
        return wait(request, seconds)
    # Whoever asks too often for one address is told it was sent, as it was before.
    if not throttles.take(LINK_TO_ACCOUNT, email, now):
        person = Person.objects.filter(email=email).values_list("pk", flat=True).first()
        actions.ask_reset(person=person or "", now=now)
    return redirect("accounts:forgotten-sent")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a link is on its way, if there is somebody of that address."""
    told = {"minutes": links.minutes(Purpose.RESET)}
    return render(request, "signing/sent.html", told)


@sensitive_post_parameters("password")
def reset(request: HttpRequest, token: str) -> HttpResponse:
    """Take a new password, and go on to the second factor."""
    now = clock.now()
    seconds = throttles.take(LINK_OPENED, address(request), now)
    if seconds:
        return wait(request, seconds)
    link = links.opened(token, Purpose.RESET, now)
    if link is None:
        return spent(request)
    throttles.give_back(LINK_OPENED, address(request))
    if link.person.state not in actions.USABLE:
        return barred(request)
    data = request.POST if request.method == "POST" else None
    form = forms.NewPassword(data, person=link.person)
    if not form.is_valid():
        return page(request, "reset", form, username=link.person.email)
    try:
        person = actions.reset(
            link=link, password=form.cleaned_data["password"], now=now
        )
    except actions.Spent as error:
        shut = isinstance(error, actions.Barred)
        return barred(request) if shut else spent(request)
    messages.success(request, _("Your password is changed."))
    return _let_in(request, person)


@require_safe
def asleep(request: HttpRequest) -> HttpResponse:
    """Say that an account slept, and that a link to wake it is on its way."""
    told = {"minutes": links.minutes(Purpose.WAKE)}
    return render(request, "signing/asleep.html", told)


def wake(request: HttpRequest, token: str) -> HttpResponse:
    """Wake an account by its link, and go on to the second factor."""
    now = clock.now()
    seconds = throttles.take(LINK_OPENED, address(request), now)
    if seconds:
        return wait(request, seconds)
    link = links.opened(token, Purpose.WAKE, now)
    if link is None:
        return spent(request)
    throttles.give_back(LINK_OPENED, address(request))
    if link.person.state not in actions.USABLE:
        return barred(request)
    if request.method != "POST":  # a mail scanner may look at it
        return render(request, "signing/wake.html")
    try:
        person = actions.woken(link=link, now=now)
    except actions.Spent as error:
        shut = isinstance(error, actions.Barred)
        return barred(request) if shut else spent(request)
    return _let_in(request, person)


def _let_in(request: HttpRequest, person: Person) -> HttpResponse:
    """Go on as if the password had been given: the second factor is still asked for."""
    record_authentication(request, person, "mail")
    login = Login(user=person, state={"stages": {stages.Wake.key: {"handled": True}}})
    answer: HttpResponse = perform_login(request, login)
    return answer


@require_safe
def not_known(request: HttpRequest) -> HttpResponse:
    """Say that another service vouched for nobody who was invited."""
    return render(request, "signing/not_known.html", status=403)
