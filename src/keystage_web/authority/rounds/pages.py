"""The rounds, and one round with its days and its schools."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.register.calendar import days_off, working_days
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import policies, queries
from keystage_web.returns.moments import day_of
from keystage_web.returns.queries import Seen
from keystage_web.returns.standing import due, said, standing
from keystage_web.returns.states import Declaration, RoundState, Route
from keystage_web.returns.versions.declaring import statements_of


@require_safe
@entered
def every(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show the authority's rounds."""
    demand(scope)
    now = clock.now()
    lines = [
        (each, standing(each.dates, now), due(each.dates))
        for each in queries.rounds(scope, archived=True)
    ]
    told = {"lines": lines, "may_edit": policies.EDIT.held(scope)}
    return render(request, "authority/rounds/every.html", told)


@require_safe
@entered
def one(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show one round: its days, who declares, and who owes it."""
    seen = seen_or_404(scope, round_id)
    demand(scope)
    now = clock.now()
    owing = queries.owing(scope, seen)
    today, last = day_of(now), day_of(seen.dates.deadline)
    off = [each.day for each in days_off(scope)]
    ways = queries.ways(scope, round_id)
    told = {
        "round": seen,
        "state": standing(seen.dates, now),
        "due": due(seen.dates),
        "opens": said(seen.dates.opens),
        "declaration": Declaration(seen.declaration).label,
        "confirm_by": said(day_of(seen.confirm_by)) if seen.confirm_by else "",
        "national": [(each.title, each.day) for each in seen.national if each.day],
        "left": working_days(today, last, off) if last > today else 0,
        "owing": sum(each.owes for each in owing.values()),
        "extensions": [
            (each, said(day_of(each.until)))
            for each in queries.extensions(scope, seen.id)
        ],
        "may_edit": policies.EDIT.held(scope) and seen.state is RoundState.DRAFT,
        "may_move": policies.OPEN_CLOSE.held(scope),
        "may_extend": policies.EXTEND.held(scope) and seen.state is RoundState.OPEN,
        "may_see": policies.VIEW.held(scope),
        "may_routes": policies.ROUTES.held(scope),
        "may_export": policies.EXPORT_ALL.held(scope),
        "may_board": policies.BOARD.held(scope) and seen.state is not RoundState.DRAFT,
        "ways": ways,
        "routes": [str(Route(one).label) for one in ways["routes"]],
        "granted": queries.granted(scope, round_id),
        "statements": statements_of(seen.book, seen.declaration),
        "may_switch": policies.SWITCH_ROUND.held(scope)
        and seen.state in {RoundState.DRAFT, RoundState.OPEN},
    }
    return render(request, "authority/rounds/one.html", told)


def seen_or_404(scope: Scope, round_id: str) -> Seen:
    """Return a round the scope sees; raises `Http404` for any other."""
    found = queries.one(scope, round_id)
    if found is None:
        raise Http404
    return found


def demand(scope: Scope) -> None:
    """Go on for people of the authority: a school's own list is on its home page."""
    policies.SEE_ALL.demand(scope)
