"""What came of a school's returns, across collections, in order of time."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.register import queries as register
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import policies
from keystage_web.returns.desk.timeline import timeline
from keystage_web.rolls.looking import looked


@require_safe
@entered
def page(request: HttpRequest, scope: Scope, school: str) -> HttpResponse:
    """Show what came of a school's returns; names and words to an officer alone."""
    line = next(iter(register.lines(scope, [school])), None)
    if line is None:
        raise Http404
    policies.BOARD.demand(scope)
    moments = timeline(scope, school, words=policies.VIEW.held(scope))
    about = {pupil for one in moments for pupil in one.about}
    looked(by=scope, right=policies.VIEW, pupils=about, school=school, now=clock.now())
    told = {
        "school": line,
        "moments": moments,
        "may_see": policies.VIEW.held(scope),
    }
    return render(request, "authority/desk/timeline.html", told)
