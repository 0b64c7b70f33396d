"""Where people of an authority begin."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.register import policies, queries
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.systems import policies as system_policies
from keystage_web.files import policies as file_policies
from keystage_web.jobs.queries import given_up
from keystage_web.returns import policies as round_policies
from keystage_web.returns import queries as returns
from keystage_web.returns.moments import day_of
from keystage_web.returns.standing import due, standing
from keystage_web.returns.states import RoundState
from keystage_web.rolls import policies as roll_policies


@require_safe
@entered
def page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show the authority's schools and rounds in figures, and the ways to them."""
    if not scope.whole:
        raise Http404
    now = clock.now()
    rounds = returns.rounds(scope)
    told = {
        "counts": queries.counts(scope, day_of(now)),
        "open": sum(each.state is RoundState.OPEN for each in rounds),
        "rounds": [
            (each, standing(each.dates, now), due(each.dates)) for each in rounds
        ],
        "may_import": policies.IMPORT.held(scope),
        "may_make": round_policies.EDIT.held(scope),
        "may_priors": roll_policies.PRIORS.held(scope),
        "may_options": roll_policies.OPTIONS.held(scope),
        "may_tags": file_policies.TAGS.held(scope),
        "may_request": file_policies.REQUEST.held(scope),
        "may_systems": system_policies.LIST_HOOKS.held(scope),
    }
    if system_policies.LIST_JOBS.held(scope):
        told["undone"] = len(given_up(authority=scope.authority))
    return render(request, "authority/home.html", told)
