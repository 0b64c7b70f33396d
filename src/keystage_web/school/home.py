"""Where people of a school begin: what there is to do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.register import queries
from keystage_web.accounts.scopes import Scope
from keystage_web.school import tasks


@require_safe
@entered
def page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show what the school owes and how far it is."""
    school = None if scope.whole else queries.known(scope, scope.school)
    if school is None:
        raise Http404
    told = {
        "name": school.facts.name,
        "lists": tasks.lists(scope, school, clock.now()),
    }
    return render(request, "school/home.html", told)
