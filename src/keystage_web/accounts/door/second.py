"""The second factor: on the way in, and once more before what matters most."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from keystage_web import clock
from keystage_web.accounts import demonstration
from keystage_web.accounts.door import forms
from keystage_web.accounts.door.answers import NO_ANSWER, onward, owned, page, wait
from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import actions, seats, throttles
from keystage_web.accounts.signing.outside import stages
from keystage_web.accounts.signing.proofs import browsers, factors, held, proof
from keystage_web.accounts.signing.throttles import CODE, CODE_OF_ACCOUNT, Limit

type Counts = tuple[tuple[Limit, str], ...]  # of which the first is this session's


@login_stage_required(stage=stages.SecondFactor.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]  # allauth has no types
def at_door(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor, and let in whom it proves."""
    stage: Any = request._login_stage  # type: ignore[attr-defined]  # allauth's
    if not stage.holds():
        return redirect(settings.LOGIN_URL)
    person: Person = stage.login.user
    counts = ((CODE, stage.tries), (CODE_OF_ACCOUNT, person.pk))
    asked = _asked(request, person, (forms.CodeAtDoor, forms.PasskeyAtDoor), counts)
    if isinstance(asked, HttpResponse):
        return asked
    record_authentication(request, person, "mfa")
    answer: HttpResponse = stage.exit()
    if asked.cleaned_data["trust"] and request.user.is_authenticated:
        browsers.trust(by=person, request=request, response=answer, now=clock.now())
    return answer


@owned
def step_up(request: HttpRequest, person: Person) -> HttpResponse:
    """Ask for the second factor again, and go on to where it is wanted."""
    counts = ((CODE, request.session.get(seats.SEAT, person.pk)),)
    asked = _asked(request, person, (forms.Code, forms.Passkey), counts, again=True)
    if isinstance(asked, HttpResponse):
        return asked
    proof.prove(request)
    if there := held.place(request):
        return redirect(there, preserve_request=True)  # sent again, as it was typed
    return redirect(onward(request) or "accounts:home")


def _asked(
    request: HttpRequest,
    person: Person,
    kinds: tuple[type[forms.Code], type[forms.Passkey]],
    counts: Counts,
    *,
    again: bool = False,
) -> HttpResponse | forms.Code | forms.Passkey:
    """Return the form that proves it; or the page that asks, or says to wait."""
    code = kinds[0]()
    sent: forms.Code | forms.Passkey | None = None
    if request.method == "POST":
        if "credential" in request.POST:
            sent = kinds[1](request.POST)
        else:
            sent = code = kinds[0](request.POST)
        if sent.is_valid():
            # Nobody guesses a passkey: it is not held up by guesses at the account.
            counts = counts[:1] if isinstance(sent, forms.Passkey) else counts
            if seconds := _counted(counts):
                return wait(request, seconds)
            if _proves(sent, person):
                for limit, who in counts:
                    throttles.give_back(limit, who)
                return sent
    keys = factors.held(person.pk).passkeys
    return page(
        request,
        "second",
        sent or code,
        code=code,
        again=again,
        next=onward(request),
        held=held.name(request) if again else "",
        options=webauthn.begin_authentication(person) if keys else None,
        demonstrated=demonstration.code(person.pk),
    )


def _counted(counts: Counts) -> int:
    """Count a try, by each; return how many seconds to wait."""
    now = clock.now()
    return next(filter(None, (throttles.take(*one, now) for one in counts)), 0)


def _proves(form: forms.Code | forms.Passkey, person: Person) -> bool:
    """Return whether what was sent proves who it is; else say so on the form."""
    if isinstance(form, forms.Passkey):
        try:
            webauthn.parse_authentication_response(form.cleaned_data["credential"])
            found = webauthn.complete_authentication(
                person, form.cleaned_data["credential"]
            )
        except NO_ANSWER:
            found = None
        told, why = _("This passkey is not known here: try another way"), "passkey"
    else:
        found = factors.proved(person, form.cleaned_data["code"], clock.now())
        told = _(
            "Code is wrong or was used already: check it, or wait for the next one"
        )
        why = "code"
    if found is None:
        actions.failed(person=person.pk, why=why, now=clock.now())
        field = "code" if isinstance(form, forms.Code) else None
        form.add_error(field, told)
        if field:  # nobody wants to take a wrong code out by hand
            form.data = {**form.data, field: ""}
        return False
    factors.note_use(found, clock.now())
    return True
