"""Where people of an authority begin."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope


@require_safe
@entered
def page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show the authority's schools and rounds in figures, and the ways to them."""
    if not scope.whole:
        raise Http404
    return render(request, "authority/home.html")
