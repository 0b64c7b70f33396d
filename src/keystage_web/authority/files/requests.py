"""Files an authority asks schools for: the list, one with its answers, made, closed."""

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

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.files.forms import RequestForm
from keystage_web.files.policies import REQUEST
from keystage_web.files.requests import actions, queries
from keystage_web.returns.moments import day_of
from keystage_web.ui.pages import Asked, asking, sent
from keystage_web.ui.parts import State, Tone

_OPEN, _LATE, _CLOSED = Tone.BEGUN, Tone.LATE, Tone.QUIET


@require_safe
@entered
def every(request: HttpRequest, scope: Scope) -> HttpResponse:
    """List what is and was asked for."""
    lines = [(one, _standing(one)) for one in queries.every(scope)]
    return render(request, "authority/files/requests.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def add(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Ask schools for a file."""
    REQUEST.demand(scope)
    form = RequestForm(scope, sent(request))
    if form.is_valid():
        made = actions.issue(by=scope, plan=form.plan, now=clock.now())
        messages.success(request, _("The schools see it on their pages now."))
        return redirect("authority:request", made)
    asked = Asked(
        _("Ask schools for a file"),
        reverse("authority:requests"),
        button=_("Ask for it"),
    )
    return asking(request, form, asked)


@require_safe
@entered
def one(request: HttpRequest, scope: Scope, wanted: str) -> HttpResponse:
    """Show what is asked for, and which schools have sent it."""
    found = _found(scope, wanted)
    answers = queries.answers(scope, wanted)
    told = {
        "wanted": found,
        "state": _standing(found),
        "answers": answers,
        "waiting": sum(not n for _id, _name, n in answers),
    }
    return render(request, "authority/files/request.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def edit(request: HttpRequest, scope: Scope, wanted: str) -> HttpResponse:
    """Change what is asked for, and of whom."""
    found = _found(scope, wanted)
    first = {
        "title": found.title,
        "description": found.description,
        "deadline": day_of(found.deadline),
        "expected": found.expected.value,
        "several": found.several,
        "schools": " ".join(queries.numbers(scope, wanted)),
    }
    form = RequestForm(scope, sent(request), initial=first)
    if form.is_valid():
        actions.change(by=scope, request=wanted, plan=form.plan, now=clock.now())
        messages.success(request, _("Changed."))
        return redirect("authority:request", wanted)
    back = reverse("authority:request", args=[wanted])
    return asking(request, form, Asked(_("Change what is asked for"), back))


@require_POST
@entered
def close(request: HttpRequest, scope: Scope, wanted: str) -> HttpResponse:
    """Take it from the schools' pages."""
    actions.close(by=scope, request=wanted, now=clock.now())
    messages.success(request, _("It is closed: schools no longer see it."))
    return redirect("authority:request", wanted)


def _found(scope: Scope, wanted: str) -> queries.Wanted:
    found = queries.one(scope, wanted)
    if found is None:
        raise Http404
    REQUEST.demand(scope)
    return found


def _standing(one: queries.Wanted) -> State:
    if one.closed:
        return State(_("Closed"), _CLOSED)
    if one.late(clock.now()):
        return State(_("Over its deadline"), _LATE)
    return State(_("Open"), _OPEN)
