"""The list of a roll: filters in the address, searches never; columns as one wishes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs import proof
from keystage_web.rolls import actions
from keystage_web.rolls.export import to_file
from keystage_web.rolls.looking import looked
from keystage_web.rolls.pages import list_context
from keystage_web.rolls.policies import ADD, CORRECT, EXPORT, IMPORT, VIEW
from keystage_web.rolls.queries import roll
from keystage_web.rolls.queries.state import asked_for, roll_of
from keystage_web.rolls.shown import wanted_of
from keystage_web.school.roll.door import at_school, year


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show a page of the roll: what is ticked, or (sent, never in the address) searched."""
    VIEW.demand(scope)
    summer = year()
    told = request.POST if request.method == "POST" else request.GET
    wanted = wanted_of(told)
    found = roll.page(scope, summer, wanted)
    looked(by=scope, right=VIEW, pupils=found.ids, school=scope.school, now=clock.now())
    context = list_context(found, wanted, request.path, ticked="all" in told) | {
        "classes": roll.class_names(scope, summer),
        "summer": summer,
        "pupils": f"{reverse('school:home')}pupils",
        "columns_url": reverse("school:roll-columns"),
        "may_add": ADD.held(scope),
        "may_import": IMPORT.held(scope),
        "may_export": EXPORT.held(scope),
        "may_move": CORRECT.held(scope),
    }
    return render(request, "school/roll/list.html", context)


@require_POST
@at_school
def columns(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Keep which columns this person wants to see."""
    offered = roll.offered_to(scope)
    ticked = [one for one in offered if one in request.POST.getlist("column")]
    actions.show(by=scope, columns=ticked, now=clock.now())
    return redirect("school:roll")


@require_POST
@at_school
def move(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Put the ticked children into a class."""
    CORRECT.demand(scope)
    pupils, group = request.POST.getlist("pupil"), request.POST.get("class", "")
    named = dict(roll.class_names(scope, year())).get(group)
    if named is None and group != "none":
        messages.warning(request, _("Choose the class they go to."))
        return redirect("school:roll")
    if not pupils:
        messages.warning(request, _("Tick the children who are to move."))
        return redirect("school:roll")
    moved = actions.move(
        by=scope, year=year(), pupils=pupils, group=named or "", now=clock.now()
    )
    said = ngettext("%(n)d child was moved.", "%(n)d children were moved.", moved)
    messages.success(request, said % {"n": moved})
    return redirect("school:roll")


@require_safe
@at_school
def download(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Give the whole roll as a CSV that can be taken in again."""
    EXPORT.demand(scope)
    if asked := proof.step_up(request):
        return asked
    state = roll_of(scope.authority, scope.school, year())
    now = clock.now()
    looked(by=scope, right=EXPORT, pupils=list(state), school=scope.school, now=now)
    wanted = [one for one in roll.COLUMNS if one in asked_for(scope.authority)]
    children = sorted(
        (child for _, child in state.values()), key=lambda one: one.get("surname")
    )
    answer = HttpResponse(to_file(children, wanted), content_type="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="roll.csv"'
    return answer
