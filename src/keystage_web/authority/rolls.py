"""Rolls as the authority sees them: a school's list, a pupil, a search that is counted."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from keystage.core.errors import UsageError
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.rights import Refused, Right
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls import actions, pages
from keystage_web.rolls.children import OPTIONAL
from keystage_web.rolls.looking import looked
from keystage_web.rolls.pages import list_context, pupil_context
from keystage_web.rolls.policies import (
    HISTORY,
    OPTIONS,
    PRIORS,
    SEARCH_LA,
    VIEW,
    VIEW_PRIORS,
)
from keystage_web.rolls.queries import child as queries
from keystage_web.rolls.queries import roll, search
from keystage_web.rolls.queries.priors import priors_of
from keystage_web.rolls.queries.state import asked_for, kept_of
from keystage_web.rolls.shown import wanted_of
from keystage_web.rolls.words import FACTS
from keystage_web.ui.forms import Form
from keystage_web.ui.problems import problem

_HOUR = 3600


class Earlier(Form):
    """A file with results of earlier years."""

    file = forms.FileField(
        label=gettext_lazy("Results file"),
        help_text=gettext_lazy("A Common Transfer File of an earlier year."),
        widget=forms.FileInput({"accept": ".xml"}),
        max_length=255,
    )


@require_safe
@entered
def of_school(request: HttpRequest, scope: Scope, school: str) -> HttpResponse:
    """Show a page of a school's roll; each pupil on it is written down as seen."""
    name = search.school_name(scope, school)
    if name is None:
        raise Http404
    _demand(scope, VIEW)
    summer, wanted = search.summer(clock.now()), wanted_of(request.GET)
    found = roll.page(scope, summer, wanted, school)
    looked(by=scope, right=VIEW, pupils=found.ids, school=school, now=clock.now())
    told = list_context(found, wanted, request.path, ticked=False) | {
        "name": name,
        "pupils": _pupils(),
    }
    return render(request, "authority/roll.html", told)


@require_safe
@entered
def pupil(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Show a pupil of any school of the authority."""
    one = _found(scope, pupil)
    _demand(scope, VIEW)
    looked(by=scope, right=VIEW, pupils=[pupil], school=one.school, now=clock.now())
    return render(request, "authority/pupil.html", pupil_context(scope, one))


@require_safe
@entered
def history(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Show what was done with a pupil, and who looked; no facts of the pupil."""
    one = _found(scope, pupil)
    _demand(scope, HISTORY)
    return pages.history(request, scope, one, "")


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def find(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Find a pupil of any school by name or UPN: sent, counted and written down."""
    _demand(scope, SEARCH_LA)
    if request.method != "POST":
        return render(request, "authority/find.html", {"most": search.MOST})
    asked, now = request.POST.get("find", "").strip()[:100], clock.now()
    if not roll.long_enough(asked):
        told = {"most": search.MOST, "asked": asked, "short": True}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "authority/find.html", told, status=status)
    if not actions.count_search(by=scope, now=now):
        return problem(request, HTTPStatus.TOO_MANY_REQUESTS, retry_after=_HOUR)
    found = search.find(scope, search.summer(now), asked)
    ids = [one.row.id for one in found]
    looked(by=scope, right=SEARCH_LA, pupils=ids, school="", now=now)
    told = {
        "most": search.MOST,
        "asked": asked,
        "found": found,
        "more": len(found) == search.SHOWN,
        "pupils": _pupils(),
    }
    return render(request, "authority/find.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def options(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Say which facts besides the usual ones schools are asked for.

    What turning one off does, where schools have told it, is said before it is done.
    """
    _demand(scope, OPTIONS)
    asked, now = asked_for(scope.authority), clock.now()
    if request.method != "POST":
        told = {"choices": [(one, FACTS[one], one in asked) for one in OPTIONAL]}
        return render(request, "authority/roll-options.html", told)
    wanted = [one for one in OPTIONAL if one in request.POST.getlist("fact")]
    off = [
        (FACTS[one], *kept_of(scope, one, search.summer(now)))
        for one in OPTIONAL
        if one in asked and one not in wanted
    ]
    if any(pupils for _fact, pupils, _schools in off) and "sure" not in request.POST:
        before = {"off": off, "wanted": wanted}
        return render(request, "authority/roll-options-off.html", before)
    actions.ask(by=scope, facts=wanted, now=now)
    messages.success(request, _("Saved."))
    return redirect("authority:roll-options")


@require_safe
@entered
def pupil_priors(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Show a pupil's results of earlier years, where all that tells who it is matches."""
    one = _found(scope, pupil)
    _demand(scope, VIEW_PRIORS)
    now = clock.now()
    looked(by=scope, right=VIEW_PRIORS, pupils=[pupil], school=one.school, now=now)
    told = {"one": one, "results": priors_of(scope, one)}
    return render(request, "authority/pupil-priors.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def priors(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Take results of earlier years from a Common Transfer File."""
    _demand(scope, PRIORS)
    sent = request.method == "POST"
    form = Earlier(request.POST, request.FILES) if sent else Earlier()
    if sent and form.is_valid():
        file, now = form.cleaned_data["file"], clock.now()
        year = search.summer(now)
        try:
            kept = actions.keep_priors(
                by=scope, year=year, name=file.name, data=file.read(), now=now
            )
        except UsageError as fault:
            form.add_error("file", str(fault))
        else:
            said = _("%(n)d results were kept; %(unclear)d pupils were not plain.")
            told = {"n": kept.results, "unclear": kept.unclear}
            messages.success(request, said % told)
            return redirect("authority:priors")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "authority/priors.html", {"form": form}, status=status)


def _demand(scope: Scope, right: Right) -> None:
    """Go on if this role, at the authority, may do this; a school has pages of its own."""
    if not scope.whole:
        raise Refused(right)
    right.demand(scope)


def _found(scope: Scope, pupil: str) -> queries.Shown:
    try:
        return queries.pupil(scope, pupil)
    except queries.NotThere:
        raise Http404 from None


def _pupils() -> str:
    return f"{reverse('authority:home')}pupils"


urlpatterns = [
    path("priors", priors, name="priors"),
    path("roll-options", options, name="roll-options"),
    path("pupils", find, name="pupils"),
    path("pupils/<id:pupil>", pupil, name="pupil"),
    path("pupils/<id:pupil>/history", history, name="pupil-history"),
    path("pupils/<id:pupil>/priors", pupil_priors, name="pupil-priors"),
    path("schools/<id:school>/roll", of_school, name="roll"),
]
