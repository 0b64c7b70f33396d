"""Work that was tried to its end and given up: tried again, or set aside."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from keystage.core.errors import UsageError
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.rights import Refused, Right
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.systems import policies, words
from keystage_web.jobs import actions, queries


@require_safe
@entered
def every(request: HttpRequest, scope: Scope) -> HttpResponse:
    """List what was given up: its kind and the class of the error, nobody's data."""
    policies.LIST_JOBS.demand(scope)
    found = queries.given_up(authority=scope.authority)
    told = {
        "lines": [
            (each, words.job(each.kind), words.failure(each.failure)) for each in found
        ]
    }
    return render(request, "authority/systems/undone.html", told)


@require_POST
@entered
def again(request: HttpRequest, scope: Scope, job: str) -> HttpResponse:
    """Try it again from its beginning, as often as at first."""
    return _moved(request, scope, job, act=actions.again, right=policies.AGAIN)


@require_POST
@entered
def aside(request: HttpRequest, scope: Scope, job: str) -> HttpResponse:
    """Say that it need not be done."""
    return _moved(request, scope, job, act=actions.set_aside, right=policies.SET_ASIDE)


def _moved(
    request: HttpRequest,
    scope: Scope,
    job: str,
    *,
    act: Callable[..., None],
    right: Right,
) -> HttpResponse:
    if not queries.is_there(authority=scope.authority, job=job):
        raise Http404
    right.demand(scope)
    try:
        act(authority=scope.authority, by=scope.person, job=job, now=clock.now())
    except UsageError:
        raise Refused(right) from None  # it is not, or no more, given up
    messages.success(request, words.DONE[right])
    return redirect("authority:undone")
