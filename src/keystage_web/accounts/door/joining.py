"""Following an invitation: an account of one's own, or one more role for it."""

from datetime import datetime

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from keystage_web import clock
from keystage_web.accounts.actions import invitations
from keystage_web.accounts.door import forms
from keystage_web.accounts.door.answers import address, page, spent, wait
from keystage_web.accounts.models import Person
from keystage_web.accounts.queries.invitations import Offer, offered
from keystage_web.accounts.signing import actions, terms, throttles
from keystage_web.accounts.signing.throttles import LINK_OPENED


@sensitive_post_parameters("password")
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Show what an invitation offers, and take it up."""
    now = clock.now()
    if seconds := throttles.take(LINK_OPENED, address(request), now):
        return wait(request, seconds)
    offer = offered(token=token, now=now)
    if offer is None:
        return spent(request)
    throttles.give_back(LINK_OPENED, address(request))
    if request.user.is_authenticated or offer.known:
        return _known(request, token, offer)
    data = request.POST if request.method == "POST" else None
    meant = Person(email=offer.email, name=offer.name)
    shown = terms.of(offer.authority)
    form = forms.Joining(data, person=meant, name=offer.name, version=shown.version)
    if not form.is_valid():
        more = {"offer": offer, "username": offer.email, "terms": shown}
        return page(request, "invited", form, **more)
    told = form.cleaned_data
    try:
        person = join(
            token=token, name=told["name"], password=told["password"], now=now
        )
    except invitations.Closed:
        return spent(request)
    record_authentication(request, person, "mail")
    answer: HttpResponse = perform_login(request, Login(user=person))
    return answer


@transaction.atomic
def join(*, token: str, name: str, password: str, now: datetime) -> Person:
    """Take up an invitation with a new account. Raises `invitations.Closed`."""
    found = invitations.accept(token=token, now=now)
    person = Person.objects.get(pk=found)
    actions.begin(by=person, name=name, password=password, now=now)
    return person


def _known(request: HttpRequest, token: str, offer: Offer) -> HttpResponse:
    """Give one more role to somebody who has an account, once they are signed in to it."""
    own = isinstance(request.user, Person) and request.user.pk == offer.person
    if not own or request.method != "POST":
        told = {"offer": offer, "own": own, "here": request.path}
        return render(request, "signing/one_more.html", told)
    try:
        invitations.accept(token=token, now=clock.now(), person=offer.person)
    except invitations.Closed:
        return spent(request)
    messages.success(request, _("You have taken up the role."))
    return redirect("accounts:choose")
