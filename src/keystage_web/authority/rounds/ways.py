"""The ways in which results come in a round, what schools read of it, and who has others."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.register import queries as register
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.rounds.pages import seen_or_404
from keystage_web.returns import actions, policies, queries
from keystage_web.returns.actions.guiding import guide
from keystage_web.returns.moments import end_of
from keystage_web.returns.queries import Seen
from keystage_web.returns.states import Route
from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Form
from keystage_web.ui.pages import Asked, asking, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])
_ROUTES = forms.MultipleChoiceField(
    label=gettext_lazy("In which ways do results come?"),
    choices=Route.choices,
    widget=forms.CheckboxSelectMultiple,
    error_messages={"required": gettext_lazy("Choose one way at least")},
)


class RoutesForm(Form):
    """The ways of a round, for all of its schools."""

    routes = _ROUTES
    gateway = forms.BooleanField(
        label=gettext_lazy("Schools upload to the national gateway themselves"),
        required=False,
        help_text=gettext_lazy(
            "They make the file here, and say on which day they uploaded and declared."
        ),
    )
    addresses = forms.BooleanField(
        label=gettext_lazy("The round asks for the pupils' addresses"), required=False
    )


class GuidanceForm(Form):
    """What schools read of a round, and where there is more."""

    guidance = forms.CharField(
        label=gettext_lazy("What should schools know?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy(
            "It stands with the round on the school's first page: whom to ask, what is new."
        ),
    )
    link = forms.URLField(
        label=gettext_lazy("Where is more?"),
        max_length=400,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(),
        error_messages={
            "invalid": gettext_lazy("Write the address as https://www.example.org")
        },
        help_text=gettext_lazy(
            "The address of a page, as of the national gateway's guidance."
        ),
    )


class GrantForm(Form):
    """Ways that some schools may use beside the round's own."""

    schools = forms.MultipleChoiceField(
        label=gettext_lazy("Which schools?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one school")},
    )
    routes = forms.MultipleChoiceField(
        label=gettext_lazy("Which ways besides?"),
        help_text=gettext_lazy("Choose none to take back what was granted."),
        choices=Route.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = DateField(
        label=gettext_lazy("Granted until which day?"),
        required=False,
        help_text=gettext_lazy("Leave it empty for as long as the round is open."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=400,
        help_text=gettext_lazy("It is kept, and the school sees it."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        choices: list[tuple[str, str]],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        field = self.fields["schools"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Want a day that is not over."""
        told = super().clean() or {}
        ends = self.ends()
        if ends is not None and ends <= self.now:
            self.add_error("until", _("Choose a day that is yet to come."))
        return told

    def ends(self) -> datetime | None:
        """Return when it ends; None where it does not."""
        day = self.cleaned_data.get("until")
        return end_of(day) if day else None


@_BOTH
@entered
def routes(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Set the ways in which results come."""
    seen = seen_or_404(scope, round_id)
    policies.ROUTES.demand(scope)
    told = queries.ways(scope, round_id)
    form = RoutesForm(sent(request), initial=told)
    if form.is_valid():
        actions.take_by(
            by=scope,
            round_id=round_id,
            routes=[Route(one) for one in form.cleaned_data["routes"]],
            gateway=form.cleaned_data["gateway"],
            addresses=form.cleaned_data["addresses"],
            now=clock.now(),
        )
        return _kept(request, round_id, _("The ways of the round are kept."))
    return _asked(request, form, seen, _("How results come: %(round)s"))


@_BOTH
@entered
def guidance(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Set what schools read of a round."""
    seen = seen_or_404(scope, round_id)
    policies.GUIDE.demand(scope)
    form = GuidanceForm(sent(request), initial=queries.ways(scope, round_id))
    if form.is_valid():
        guide(
            by=scope,
            round_id=round_id,
            text=form.cleaned_data["guidance"],
            link=form.cleaned_data["link"],
            now=clock.now(),
        )
        return _kept(request, round_id, _("Schools read it with the round."))
    return _asked(request, form, seen, _("What schools read: %(round)s"))


@_BOTH
@entered
def grant(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Let some schools use other ways too, until a day, and say why."""
    seen = seen_or_404(scope, round_id)
    policies.ROUTES.demand(scope)
    owing = {one for one, said in queries.owing(scope, seen).items() if said.owes}
    choices = [
        (line.id, f"{line.number} {line.name}") for line in register.lines(scope, owing)
    ]
    now = clock.now()
    form = GrantForm(sent(request), choices=choices, now=now)
    if form.is_valid():
        chosen = form.cleaned_data["schools"]
        for school in chosen:
            actions.grant_route(
                by=scope,
                round_id=round_id,
                school=school,
                routes=[Route(one) for one in form.cleaned_data["routes"]],
                until=form.ends(),
                reason=form.cleaned_data["reason"],
                now=now,
            )
        told = ngettext(
            "It is kept for %(count)d school.",
            "It is kept for %(count)d schools.",
            len(chosen),
        )
        return _kept(request, round_id, told % {"count": len(chosen)})
    return _asked(request, form, seen, _("Other ways for some schools: %(round)s"))


def _kept(request: HttpRequest, round_id: str, told: str) -> HttpResponse:
    """Go back to the round, and say there what was kept."""
    messages.success(request, told)
    return redirect("authority:round", round_id=round_id)


def _asked(request: HttpRequest, form: Form, seen: Seen, title: str) -> HttpResponse:
    """Draw the page of a form about a round; `title` names it with `%(round)s`."""
    back = reverse("authority:round", args=[seen.id])
    return asking(request, form, Asked(title % {"round": seen.title}, back))
