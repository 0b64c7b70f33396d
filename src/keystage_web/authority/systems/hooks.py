"""Systems that are told of events: added, tried, ended; what they answered."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from keystage.core.errors import UsageError
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.rights import Refused, Right
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs import proof
from keystage_web.authority.systems import policies, words
from keystage_web.authority.systems.forms import HookForm
from keystage_web.notices import actions, queries
from keystage_web.notices import words as events
from keystage_web.ui.pages import Asked, asking, sent
from keystage_web.ui.parts import State


@require_safe
@entered
def every(request: HttpRequest, scope: Scope) -> HttpResponse:
    """List the systems that are told of events, ended ones too."""
    policies.LIST_HOOKS.demand(scope)
    found = queries.subscriptions(authority=scope.authority)
    told = {"lines": [(one, _standing(one), _events(one.events)) for one in found]}
    return render(request, "authority/systems/hooks.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def add(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Let a system be told of events, and show its secret this once.

    The secret is made for who gave the second factor just now.
    """
    policies.SUBSCRIBE.demand(scope)
    if request.method == "POST" and (again := proof.step_up(request)):
        return again
    form = HookForm(sent(request))
    if form.is_valid():
        hook, secret = actions.subscribe(
            authority=scope.authority,
            by=scope.person,
            **form.cleaned_data,
            now=clock.now(),
        )
        told = {"hook": hook, "secret": secret, "url": form.cleaned_data["url"]}
        return render(request, "authority/systems/secret.html", told)
    asked = Asked(
        _("Tell another system"),
        reverse("authority:hooks"),
        button=_("Add the system"),
        lead=_(
            "It is sent ids and what happened, by HTTPS and signed; "
            "nothing of any pupil."
        ),
    )
    return asking(request, form, asked)


@require_safe
@entered
def one(request: HttpRequest, scope: Scope, hook: str) -> HttpResponse:
    """Show a system: of what it is told, and what it answered last."""
    found = _found(scope, hook, policies.LIST_HOOKS)
    told = {
        "hook": found,
        "state": _standing(found),
        "events": _events(found.events),
        "sent": [
            (each, _events((each.event,))[0], words.sending(each.state), _came(each))
            for each in queries.deliveries(
                authority=scope.authority, subscription=found.id
            )
        ],
    }
    return render(request, "authority/systems/hook.html", told)


@require_POST
@entered
def attempt(request: HttpRequest, scope: Scope, hook: str) -> HttpResponse:
    """Send a system an event of its own, to see that it works."""
    _found(scope, hook, policies.TRY)
    try:
        actions.attempt(
            authority=scope.authority,
            by=scope.person,
            subscription=hook,
            now=clock.now(),
        )
    except UsageError:
        raise Refused(policies.TRY) from None  # it has ended
    messages.success(request, _("It is on its way. Look here again in a moment."))
    return redirect("authority:hook", hook)


@require_POST
@entered
def end(request: HttpRequest, scope: Scope, hook: str) -> HttpResponse:
    """Tell a system nothing more."""
    _found(scope, hook, policies.UNSUBSCRIBE)
    try:
        actions.unsubscribe(
            authority=scope.authority,
            by=scope.person,
            subscription=hook,
            now=clock.now(),
        )
    except UsageError:
        raise Refused(policies.UNSUBSCRIBE) from None  # it has ended
    messages.success(request, _("The system is told nothing more."))
    return redirect("authority:hooks")


def _found(scope: Scope, hook: str, right: Right) -> queries.Hears:
    found = queries.subscription(authority=scope.authority, id_=hook)
    if found is None:
        raise Http404
    right.demand(scope)
    return found


def _standing(one: queries.Hears) -> State:
    return words.ENDED if one.ended_at else words.TOLD


def _events(names: tuple[str, ...]) -> list[str]:
    known = {**events.events(), actions.TRIED: words.TRIED}
    return [str(known.get(name, name)) for name in names]


def _came(one: queries.Delivered) -> str:
    """Return in words what came of the last try."""
    answer = _("It answered %(status)d") % {"status": one.answer} if one.answer else ""
    failure = words.failure(one.failure) if one.failure else ""
    return ". ".join(str(each) for each in (answer, failure) if each)
