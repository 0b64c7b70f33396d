"""The list of pupils and results that the authority gave back: to look through, to keep."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import queries
from keystage_web.returns.giving.files import TYPES, Form, file_of
from keystage_web.returns.giving.posting import listed
from keystage_web.returns.giving.versions import Given
from keystage_web.returns.policies import PAPERS
from keystage_web.rolls.looking import looked
from keystage_web.ui.pages import attached

_TABLES = (Form.CSV, Form.XLSX)


@require_safe
@entered
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show the list; to a teacher, of the own classes."""
    found = None if scope.whole else listed(scope, round_id)
    seen = queries.one(scope, round_id)
    if scope.whole or seen is None:
        raise Http404
    PAPERS.demand(scope)
    if found is None:
        return render(request, "school/listed.html", {"round": seen})
    given, at = found
    _looked(scope, given)
    components = [
        one for one in given.book.components.values() if _is_there(given, one.id)
    ]
    told = {
        "round": seen,
        "given": given,
        "at": at,
        "columns": [one.title for one in components],
        "rows": [
            (line, [line.results.get(one.id, "") for one in components])
            for line in given.lines
        ],
    }
    return render(request, "school/listed.html", told)


@require_safe
@entered
def table(request: HttpRequest, scope: Scope, round_id: str, form: str) -> HttpResponse:
    """Give the list as a table, of the pupils one sees."""
    del request
    found = None if scope.whole else listed(scope, round_id)
    if found is None or form not in _TABLES:
        raise Http404
    PAPERS.demand(scope)
    given, _at = found
    made = file_of(given, Form(form), clock.now())
    _looked(scope, given)
    return attached(made.data, TYPES[Form(form)], made.name)


def _is_there(given: Given, component: str) -> bool:
    return any(line.results.get(component) for line in given.lines)


def _looked(scope: Scope, given: Given) -> None:
    looked(
        by=scope,
        right=PAPERS,
        pupils=[line.id for line in given.lines],
        school=given.school,
        now=clock.now(),
    )


urlpatterns = [
    path("results/<id:round_id>/list", page, name="list"),
    path("results/<id:round_id>/list/<slug:form>", table, name="list-table"),
]
