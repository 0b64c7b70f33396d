"""One's own second factors: added, shown, taken away."""

import base64
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from keystage.core.errors import UsageError
from keystage_web import clock
from keystage_web.accounts import demonstration
from keystage_web.accounts.door import forms
from keystage_web.accounts.door.answers import NO_ANSWER, owned, page, wait
from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import throttles
from keystage_web.accounts.signing.proofs import factors, proof

_SHOW = "codes"  # in the session: that the printed codes may be shown
# The picture of the key is drawn here and stands in the page itself.
_PICTURE: dict[str, Any] = {
    **settings.SECURE_CSP,
    "img-src": [CSP.SELF, "data:"],
}


def _asked(request: HttpRequest, person: Person) -> HttpResponse | None:
    """Return the way to prove it again, unless the person just did.

    Who has no second factor yet has nothing to prove it by.
    """
    return proof.step_up(request) if factors.has(person.pk) else None


@owned
@require_safe
def choose(request: HttpRequest, person: Person) -> HttpResponse:
    """Say why a second factor is needed, and which there are."""
    held = factors.held(person.pk)
    return render(request, "signing/factor.html", {"held": held})


@csp_override(_PICTURE)
@owned
def app(request: HttpRequest, person: Person) -> HttpResponse:
    """Add an authenticator app: show its key, and take a code that proves it."""
    if asked := _asked(request, person):
        return asked
    secret: str = totp.get_totp_secret(regenerate=request.method == "GET")
    form = forms.AppCode(request.POST if request.method == "POST" else None)
    if form.is_valid():
        seconds = throttles.take(throttles.CODE, person.pk, clock.now())
        if seconds:
            return wait(request, seconds)
        if totp.validate_totp_code(secret, form.cleaned_data["code"]):
            throttles.give_back(throttles.CODE, person.pk)
            factors.add_app(by=person, secret=secret, now=clock.now())
            totp.clear_totp_secret(request)
            return _added(request)
        form.add_error("code", _("Code is wrong: enter the one shown now"))
    return page(request, "app", form, **_drawn(person, secret))


def _drawn(person: Person, secret: str) -> dict[str, Any]:
    adapter = get_adapter()
    svg: str = adapter.build_totp_svg(adapter.build_totp_url(person, secret))
    return {
        "picture": base64.b64encode(svg.encode()).decode(),
        "key": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "demonstrated": demonstration.code_of(secret),
    }


@owned
def passkey(request: HttpRequest, person: Person) -> HttpResponse:
    """Add a passkey: the one step that needs a script."""
    if asked := _asked(request, person):
        return asked
    form = forms.NewPasskey(request.POST if request.method == "POST" else None)
    if form.is_valid() and _registered(form):
        name, credential = form.cleaned_data["name"], form.cleaned_data["credential"]
        factors.add_passkey(
            by=person, name=name, credential=credential, now=clock.now()
        )
        return _added(request)
    options = webauthn.begin_registration(person, passwordless=False)
    return page(request, "passkey", form, options=options)


def _registered(form: forms.NewPasskey) -> bool:
    try:
        webauthn.parse_registration_response(form.cleaned_data["credential"])
        webauthn.complete_registration(form.cleaned_data["credential"])
    except NO_ANSWER:
        form.add_error(None, _("The passkey could not be added: try again"))
        return False
    return True


def _added(request: HttpRequest) -> HttpResponse:
    proof.prove(request)
    first = proof.FACTOR in proof.to_do(request)
    proof.done(request, proof.FACTOR)
    if first:
        request.session[_SHOW] = True
        return redirect("accounts:codes")
    messages.success(request, _("Your second factor is added."))
    return redirect("accounts:profile")


@owned
def codes(request: HttpRequest, person: Person) -> HttpResponse:
    """Show the printed codes right after they were made; make new ones by POST."""
    if asked := _asked(request, person):
        return asked
    if not factors.has(person.pk):
        return redirect("accounts:factor")
    if request.method == "POST":
        factors.new_codes(by=person, now=clock.now())
        request.session[_SHOW] = True
        return redirect("accounts:codes")
    shown = factors.codes(person.pk) if request.session.pop(_SHOW, False) else []
    left = factors.held(person.pk).codes_left
    return render(request, "signing/codes.html", {"codes": shown, "left": left})


@owned
def remove(
    request: HttpRequest, person: Person, kind: str, number: int | None = None
) -> HttpResponse:
    """Ask whether to take a second factor away, and take it by POST."""
    if asked := _asked(request, person):
        return asked
    held = factors.held(person.pk)
    key = next((one for one in held.passkeys if one.id == number), None)
    if (
        (key is None)
        if kind == factors.PASSKEY
        else kind != factors.APP or not held.app
    ):
        message = "no such second factor"
        raise Http404(message)
    if request.method == "POST":
        try:
            factors.remove(by=person, kind=kind, number=number, now=clock.now())
        except UsageError:
            messages.warning(request, _("Add another second factor before this goes."))
        else:
            messages.success(request, _("Your second factor is taken away."))
        return redirect("accounts:profile")
    return render(request, "signing/remove.html", {"key": key, "held": held})
