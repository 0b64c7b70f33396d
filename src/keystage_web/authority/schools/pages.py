"""The list of schools, and one school with all that is known of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.register import calendar, policies, queries
from keystage_web.accounts.register.facts import LABELS
from keystage_web.accounts.register.queries import Known, Wanted
from keystage_web.accounts.scopes import Scope
from keystage_web.config.figures import whole
from keystage_web.files import policies as files
from keystage_web.returns import queries as returns
from keystage_web.returns.moments import day_of
from keystage_web.rolls import policies as rolls
from keystage_web.ui.forms import PAGE_DIGITS

_STANDING = ("open", "closed", "all")


@require_safe
@entered
def every(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show the schools, fifty to a page, by words, phase and whether they are open."""
    policies.LIST.demand(scope)
    today = day_of(clock.now())
    standing = request.GET.get("standing", "")
    wanted = Wanted(
        words=request.GET.get("words", "").strip()[:80],
        phase=request.GET.get("phase", "")[:40],
        standing=standing if standing in _STANDING else "open",
    )
    number = whole(request.GET.get("page", ""), PAGE_DIGITS)
    found = queries.page(scope, wanted, 1 if number is None else number, today)
    asked = request.GET.copy()
    asked.pop("page", None)
    told = {
        "wanted": wanted,
        "page": found,
        "counts": queries.counts(scope, today),
        "phases": queries.phases(scope),
        "asked": asked.urlencode(),
        "may_edit": policies.EDIT.held(scope),
    }
    return render(request, "authority/schools/every.html", told)


@require_safe
@entered
def one(request: HttpRequest, scope: Scope, school: str) -> HttpResponse:
    """Show one school: its facts, who went before it, what it owes and why."""
    found = known_or_404(scope, school)
    policies.LIST.demand(scope)
    now = clock.now()
    summer = day_of(now).year
    told = {
        "school": found,
        "facts": [
            (label, getattr(found.facts, name)) for name, label in LABELS.items()
        ],
        "duties": queries.duties(scope, found, returns.books(scope, now)),
        "term": calendar.term(scope, summer, found.id),
        "summer": summer,
        "may_edit": policies.EDIT.held(scope),
        "may_see_files": files.LIST.held(scope),
        "may_see_pupils": rolls.VIEW.held(scope),
    }
    return render(request, "authority/schools/one.html", told)


def known_or_404(scope: Scope, school: str) -> Known:
    """Return a school the scope sees; raises `Http404` for any other."""
    found = queries.known(scope, school)
    if found is None:
        raise Http404
    return found
