"""Classes, who teaches them, and groups."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls import actions
from keystage_web.rolls.policies import CLASSES, VIEW
from keystage_web.rolls.queries import classes as queries
from keystage_web.school.roll.door import at_school, year
from keystage_web.school.roll.forms import Named

_TAKEN = "name"


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show the classes and groups; sent here, one more is made."""
    (CLASSES if request.method == "POST" else VIEW).demand(scope)
    form = Named(request.POST if request.method == "POST" else None)
    if form.is_valid():
        name, group = form.cleaned_data["name"], request.POST.get("kind") == "group"
        try:
            actions.make(by=scope, year=year(), name=name, group=group, now=clock.now())
        except actions.Named:
            form.add_error(_TAKEN, _("Name: there is one of that name already"))
        else:
            messages.success(request, _("%(name)s was made.") % {"name": name})
            return redirect("school:classes")
    told = {
        "form": form,
        "classes": queries.classes(scope, year()),
        "groups": queries.groups(scope, year()),
        "may": CLASSES.held(scope),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "school/roll/classes.html", told, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def klass(request: HttpRequest, scope: Scope, klass: str) -> HttpResponse:
    """Rename a class, and say who teaches it."""
    one = queries.klass(scope, klass)
    if one is None:
        raise Http404
    CLASSES.demand(scope)
    sent = request.method == "POST"
    form = Named(request.POST) if sent else Named(initial={"name": one.name})
    if form.is_valid():
        now, name = clock.now(), form.cleaned_data["name"]
        try:
            if name != one.name:
                actions.rename(by=scope, klass=klass, name=name, now=now)
            people = request.POST.getlist("teacher")
            actions.teachers(by=scope, klass=klass, people=people, now=now)
        except actions.Named:
            form.add_error(_TAKEN, _("Name: there is one of that name already"))
        else:
            messages.success(request, _("%(name)s was saved.") % {"name": name})
            return redirect("school:classes")
    told = {"form": form, "one": one, "teachers": queries.teachers(scope)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "school/roll/class.html", told, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def group(request: HttpRequest, scope: Scope, group: str) -> HttpResponse:
    """Say who is in a group."""
    held = queries.group(scope, group)
    if held is None:
        raise Http404
    CLASSES.demand(scope)
    one, summer, members = held
    if request.method == "POST":
        pupils = request.POST.getlist("pupil")
        actions.members(by=scope, group=group, pupils=pupils, now=clock.now())
        messages.success(request, _("%(name)s was saved.") % {"name": one.name})
        return redirect("school:classes")
    told = {"one": one, "members": members, "pupils": queries.here(scope, summer)}
    return render(request, "school/roll/group.html", told)
