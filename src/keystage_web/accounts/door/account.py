"""One's own account: name, password, second factors, sessions, trusted browsers."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from keystage_web import clock
from keystage_web.accounts.door import forms
from keystage_web.accounts.door.answers import owned, page
from keystage_web.accounts.frame import roles_of
from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import actions, seats
from keystage_web.accounts.signing.proofs import browsers, factors, proof


@owned
@require_safe
def profile(request: HttpRequest, person: Person) -> HttpResponse:
    """Show one's own account."""
    now = clock.now()
    told = {
        "person": person,
        "roles": roles_of(person),
        "held": factors.held(person.pk),
        "seats": seats.of(person.pk, request.session.get(seats.SEAT, "")),
        "browsers": browsers.of(request, person.pk, now),
    }
    return render(request, "signing/profile.html", told)


@owned
def name(request: HttpRequest, person: Person) -> HttpResponse:
    """Change the name one is shown by."""
    data = request.POST if request.method == "POST" else None
    form = forms.Name(data, initial={"name": person.name})
    if not form.is_valid():
        return page(request, "name", form)
    actions.rename(by=person, name=form.cleaned_data["name"], now=clock.now())
    messages.success(request, _("Your name is changed."))
    return redirect("accounts:profile")


@sensitive_post_parameters("password")
@owned
def password(request: HttpRequest, person: Person) -> HttpResponse:
    """Change the password; every other session ends."""
    if asked := proof.step_up(request):
        return asked
    data = request.POST if request.method == "POST" else None
    form = forms.NewPassword(data, person=person)
    if not form.is_valid():
        return page(request, "password", form, username=person.email)
    actions.change_password(
        by=person,
        password=form.cleaned_data["password"],
        here=request.session.get(seats.SEAT, ""),
        now=clock.now(),
    )
    update_session_auth_hash(request, person)
    messages.success(request, _("Your password is changed."))
    return redirect("accounts:profile")


@owned
@require_POST
def end_session(request: HttpRequest, person: Person, own: str) -> HttpResponse:
    """End one of one's own sessions."""
    if not seats.end(by=person, seat=own, now=clock.now()):
        message = "no such session"
        raise Http404(message)
    messages.success(request, _("That session is ended."))
    return redirect("accounts:profile")


@owned
@require_POST
def end_sessions(request: HttpRequest, person: Person) -> HttpResponse:
    """End all of one's own sessions but this one."""
    here = request.session.get(seats.SEAT, "")
    actions.end_others(by=person, here=here, now=clock.now())
    messages.success(request, _("All other sessions are ended."))
    return redirect("accounts:profile")


@owned
@require_POST
def end_trust(request: HttpRequest, person: Person, own: str) -> HttpResponse:
    """Trust a browser no longer."""
    if not browsers.revoke(by=person, trust=own, now=clock.now()):
        message = "no such browser"
        raise Http404(message)
    messages.success(request, _("That browser is not trusted any more."))
    return redirect("accounts:profile")
