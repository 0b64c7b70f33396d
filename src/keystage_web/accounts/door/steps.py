"""What comes before anything else: the terms, a second factor, and the role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch
from django.views.decorators.http import require_safe

from keystage_web import clock
from keystage_web.accounts import frame
from keystage_web.accounts.door import forms
from keystage_web.accounts.door.answers import onward, owned, page
from keystage_web.accounts.entrance import CHOSEN, scope_of
from keystage_web.accounts.models import Membership, Person
from keystage_web.accounts.signing import actions
from keystage_web.accounts.signing import terms as queries
from keystage_web.accounts.signing.proofs import proof


@owned
@require_safe
def home(request: HttpRequest, _: Person) -> HttpResponse:
    """Go on to where the work of one's role begins."""
    scope = scope_of(request)
    if scope is None:
        return redirect("accounts:choose")
    try:
        return redirect("authority:home" if scope.whole else "school:home")
    except NoReverseMatch:
        return redirect("accounts:profile")


@owned
def choose(request: HttpRequest, person: Person) -> HttpResponse:
    """Ask which of several roles to go on in; say so where there is none."""
    held = Membership.chosen_from(person.pk)
    if len(held) < 2:  # noqa: PLR2004 - of one there is no choice
        return redirect("accounts:home") if held else _roleless(request)
    roles = [(one.pk, frame.shown(one)) for one in held]
    chosen = {"role": request.session.get(CHOSEN)}
    data = request.POST if request.method == "POST" else None
    form = forms.Role(data, roles=roles, initial=chosen)
    if not form.is_valid():
        return page(request, "choose", form, next=onward(request))
    request.session.cycle_key()
    request.session[CHOSEN] = form.cleaned_data["role"]
    return redirect(onward(request) or "accounts:home")


def _roleless(request: HttpRequest) -> HttpResponse:
    return render(request, "signing/roleless.html")


def terms(request: HttpRequest) -> HttpResponse:
    """Show the terms to anybody; ask to agree at the first entry and after a change."""
    open_ = proof.TERMS in proof.to_do(request)
    person = request.user if isinstance(request.user, Person) else None
    shown = queries.of(person.authority_id) if person else queries.of_nobody()
    form = forms.Agreeing(
        request.POST if request.method == "POST" else None, version=shown.version
    )
    if not open_ or person is None or not form.is_valid():
        return page(request, "terms", form, open=open_, terms=shown)
    actions.agree(by=person, now=clock.now())
    proof.done(request, proof.TERMS)
    return redirect("accounts:home")
