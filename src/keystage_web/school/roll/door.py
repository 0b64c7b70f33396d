"""The way into the pages of a roll: a role at a school, and the year it is."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpRequest, HttpResponse

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.queries.search import summer

type Scoped[**P] = Callable[Concatenate[HttpRequest, Scope, P], HttpResponse]
type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def at_school[**P](view: Scoped[P]) -> View[P]:
    """Make a page for people of a school; whoever has no school does not find it."""

    @wraps(view)
    def page(
        request: HttpRequest, scope: Scope, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if scope.whole:
            raise Http404
        return view(request, scope, *args, **kwargs)

    return entered(page)


def year() -> int:
    """Return the summer of the school year it is, in London."""
    return summer(clock.now())
