"""The way into a return's pages: the round, the right, and what is refused, kindly."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from keystage.core.errors import UsageError
from keystage_web import clock
from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import queries
from keystage_web.returns.queries import Seen
from keystage_web.returns.refusals import Locked, NotThere, Reused, Stale
from keystage_web.rolls.looking import looked
from keystage_web.school.roll.door import Scoped, View, at_school
from keystage_web.ui import pages
from keystage_web.ui.forms import Form
from keystage_web.ui.pages import Asked
from keystage_web.ui.parts import Link

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_REFUSALS = (Locked, Reused, Stale, UsageError)


def on_return[**P](view: Scoped[P]) -> View[P]:
    """Make a page of a return; what cannot be done is told on the return's own page."""

    @wraps(view)
    def page(
        request: HttpRequest, scope: Scope, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        try:
            return view(request, scope, *args, **kwargs)
        except NotThere:
            raise Http404 from None
        except _REFUSALS as fault:
            messages.warning(request, told(fault))
            return redirect("school:return", kwargs["round_id"])

    return at_school(page)


def told(fault: Exception) -> str:
    """Return why something was refused, and what to do."""
    if isinstance(fault, Locked):
        return fault.said
    if isinstance(fault, Stale):
        return _("Somebody has changed it since. Look again, then decide.")
    return _("That was not saved. Load the page again, and send it once more.")


def seen(scope: Scope, round_id: str, right: Right) -> Seen:
    """Return a round, if the scope sees it and may do this in it."""
    found = queries.one(scope, round_id)
    if found is None:
        raise Http404
    right.demand(scope)
    return found


def looked_at(scope: Scope, right: Right, pupils: Collection[str]) -> None:
    """Write down that these pupils of the school were seen on a page of its return."""
    looked(by=scope, right=right, pupils=pupils, school=scope.school, now=clock.now())


def at(name: str, round_id: str, *more: str) -> str:
    """Return the address of a page of a return, by its route's name after `return-`."""
    route = f"school:return-{name}" if name else "school:return"
    return reverse(route, args=[round_id, *more])


def trail(found: Seen, *last: "StrOrPromise") -> list[Link]:
    """Return the breadcrumbs: home, the return, and the page where it is another."""
    here = [Link(one, "", current=True) for one in last]
    own = Link(found.title, at("", found.id), current=not last)
    return [Link(_("Home"), reverse("school:home")), own, *here]


def done(found: Seen, request: HttpRequest, told: str) -> HttpResponse:
    """Say that it is done, and go back to the return."""
    messages.success(request, told)
    return redirect("school:return", found.id)


def asking(
    request: HttpRequest,
    found: Seen,
    form: Form,
    *,
    do: Callable[..., object],
    told: str,
    words: Asked,
) -> HttpResponse:
    """Do what a form asks for, with what was entered; until it is right, draw it."""
    if form.is_valid():
        do(**form.cleaned_data)
        return done(found, request, told)
    return pages.asking(request, form, words)


def asked(found: Seen, title: "StrOrPromise", **more: "StrOrPromise") -> Asked:
    """Return the words of a page that asks one thing, and leads back to the return."""
    return Asked(title, at("", found.id), **more)
