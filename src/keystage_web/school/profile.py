"""What a school says of itself: its half-term, and where its reports go."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from keystage.core.years import summer_year
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.register import calendar, policies, profile, queries
from keystage_web.accounts.register.facts import LABELS
from keystage_web.accounts.register.queries import Known
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import queries as returns
from keystage_web.returns.moments import day_of
from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Email, Form
from keystage_web.ui.pages import Asked, asking, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


class ReportForm(Form):
    """The address that mail about reports goes to."""

    address = Email(
        label=gettext_lazy("Address for reports"),
        required=False,
        help_text=gettext_lazy("Leave it empty for the address of the register."),
        error_messages={
            "invalid": gettext_lazy("Write one address, as office@school.example")
        },
    )


class TermForm(Form):
    """The school's own half-term."""

    half_term = DateField(
        label=gettext_lazy("First day of your half-term holiday"), required=False
    )
    second_half = DateField(
        label=gettext_lazy("First day after half-term"),
        required=False,
        help_text=gettext_lazy(
            "It decides who reports a child who moved. Leave both empty to follow the "
            "authority's."
        ),
    )

    def __init__(self, *args: Any, summer: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.summer = summer

    def clean(self) -> dict[str, Any]:
        """Want both days in their order and their year, or none."""
        told = super().clean() or {}
        first, back = told.get("half_term"), told.get("second_half")
        for name, day in (("half_term", first), ("second_half", back)):
            if day and day.year != self.summer:
                wrong = _("This day is not in %(summer)d.") % {"summer": self.summer}
                self.add_error(name, wrong)
        if first and not back and "second_half" not in self.errors:
            self.add_error("second_half", _("Give the first day after it, too."))
        if first and back and back <= first:
            self.add_error("second_half", _("It must be after the holiday begins."))
        return told


@require_safe
@entered
def page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show what is known of the school, and what it may change itself."""
    school = _own_or_404(scope)
    policies.SEE.demand(scope)
    now = clock.now()
    summer = summer_year(day_of(now))
    told = {
        "school": school,
        "facts": [
            (label, getattr(school.facts, name)) for name, label in LABELS.items()
        ],
        "term": calendar.term(scope, summer, school.id),
        "summer": summer,
        "duties": queries.duties(scope, school, returns.books(scope, now)),
        "may_edit": policies.PROFILE.held(scope),
    }
    return render(request, "school/profile.html", told)


@_BOTH
@entered
def term(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Take the school's own half-term."""
    school = _own_or_404(scope)
    policies.PROFILE.demand(scope)
    summer = summer_year(day_of(clock.now()))
    known = calendar.term(scope, summer, school.id)
    begin = {"half_term": known.half_term, "second_half": known.second_half}
    form = TermForm(sent(request), summer=summer, initial=begin)
    if form.is_valid():
        told = form.cleaned_data
        days = calendar.Summer(**told) if told["second_half"] else None
        calendar.set_own_term(
            by=scope, school=school.id, summer=summer, days=days, now=clock.now()
        )
        messages.success(request, _("Your half-term is kept."))
        return redirect("school:profile")
    title = _("Half-term %(summer)d") % {"summer": summer}
    return asking(request, form, Asked(title, reverse("school:profile")))


@_BOTH
@entered
def report_to(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Take the address that mail about the school's reports goes to."""
    school = _own_or_404(scope)
    policies.PROFILE.demand(scope)
    form = ReportForm(sent(request), initial={"address": school.report_to})
    if form.is_valid():
        address = form.cleaned_data["address"]
        profile.report_to(by=scope, school=school.id, address=address, now=clock.now())
        messages.success(request, _("The address for reports is kept."))
        return redirect("school:profile")
    asked = Asked(
        _("Where should mail about your reports go?"), reverse("school:profile")
    )
    return asking(request, form, asked)


def _own_or_404(scope: Scope) -> Known:
    found = None if scope.whole else queries.known(scope, scope.school)
    if found is None:
        raise Http404
    return found


urlpatterns = [
    path("profile", page, name="profile"),
    path("profile/term", term, name="term"),
    path("profile/reports", report_to, name="report-to"),
]
