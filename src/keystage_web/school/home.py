"""Where people of a school begin: what there is to do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope


@require_safe
@entered
def page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show what the school owes and how far it is."""
    if scope.whole:
        raise Http404
    return render(request, "school/home.html")
