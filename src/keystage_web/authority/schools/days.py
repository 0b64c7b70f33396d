"""The authority's calendar: the summer term of its schools, and its days off."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keystage.core.years import summer_year
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.register import calendar, policies
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.schools.forms import DayOffForm, TermForm
from keystage_web.returns.moments import day_of
from keystage_web.ui.pages import Asked, asking, sent


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show the term and the days off, and take one more."""
    right = policies.CALENDAR if request.method == "POST" else policies.LIST
    right.demand(scope)
    form = DayOffForm(sent(request))
    if form.is_valid():
        calendar.take_off(by=scope, **form.cleaned_data, now=clock.now())
        messages.success(request, _("The day is kept."))
        return redirect("authority:calendar")
    told = {
        "form": form,
        "summer": _summer(),
        "term": calendar.term(scope, _summer()),
        "days": calendar.days_off(scope),
        "may_edit": policies.CALENDAR.held(scope),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "authority/schools/calendar.html", told, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def term(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Say the days of this summer for all schools that say none themselves."""
    policies.CALENDAR.demand(scope)
    summer = _summer()
    known = calendar.term(scope, summer)
    form = TermForm(
        sent(request),
        summer=summer,
        initial={name: getattr(known, name) for name in TermForm.base_fields},
    )
    if form.is_valid():
        days = calendar.Summer(**form.cleaned_data)
        calendar.set_term(by=scope, summer=summer, days=days, now=clock.now())
        messages.success(request, _("The days of the summer term are kept."))
        return redirect("authority:calendar")
    asked = Asked(
        _("Summer term %(summer)d") % {"summer": summer},
        reverse("authority:calendar"),
        lead=_("They count at every school that has not told its own."),
    )
    return asking(request, form, asked)


@require_POST
@entered
def put_back(request: HttpRequest, scope: Scope, day: str) -> HttpResponse:
    """Take a day off the list."""
    if all(each.id != day for each in calendar.days_off(scope)):
        raise Http404
    policies.CALENDAR.demand(scope)
    calendar.put_back(by=scope, day_off=day, now=clock.now())
    messages.success(request, _("The day is a working day again."))
    return redirect("authority:calendar")


def _summer() -> int:
    return summer_year(day_of(clock.now()))
