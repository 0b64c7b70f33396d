"""Changing the address one signs in with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from keystage_web import clock
from keystage_web.accounts.door import forms
from keystage_web.accounts.door.answers import address, owned, page, spent, wait
from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import addresses, throttles
from keystage_web.accounts.signing.actions import Spent
from keystage_web.accounts.signing.models import Purpose
from keystage_web.accounts.signing.proofs import links, proof


@owned
def change(request: HttpRequest, person: Person) -> HttpResponse:
    """Ask for the new address, and send a link to both."""
    if asked := proof.step_up(request):
        return asked
    form = forms.NewAddress(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return page(request, "email", form)
    now = clock.now()
    if seconds := throttles.take(throttles.LINK_TO_ACCOUNT, person.pk, now):
        return wait(request, seconds)
    addresses.ask(by=person, email=form.cleaned_data["email"], now=now)
    messages.info(
        request,
        _("Open the links we sent to both addresses. Until then, the old one counts."),
    )
    return redirect("accounts:profile")


def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm at the address that is left."""
    return _confirmed(request, token, Purpose.OLD_EMAIL)


def take(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm at the address that is taken."""
    return _confirmed(request, token, Purpose.NEW_EMAIL)


def _confirmed(request: HttpRequest, token: str, purpose: Purpose) -> HttpResponse:
    now = clock.now()
    if seconds := throttles.take(throttles.LINK_OPENED, address(request), now):
        return wait(request, seconds)
    link = links.opened(token, purpose, now)
    if link is None:
        return spent(request)
    throttles.give_back(throttles.LINK_OPENED, address(request))
    told = {"old": purpose == Purpose.OLD_EMAIL, "done": None}
    if request.method == "POST":
        try:
            told["done"] = addresses.confirm(link=link, now=now)
        except Spent:
            return spent(request)
    return render(request, "signing/confirm.html", told)
