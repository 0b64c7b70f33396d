"""A child who moves: the file for the next school, and the record that it was given."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keystage.core.errors import UsageError, WriteError
from keystage.core.file_names import GENERAL, LAST_NUMBER
from keystage.exports import outgoing
from keystage.exports.outgoing import Destination, Order, To
from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs import proof
from keystage_web.returns.outgoing.given import number_of_next
from keystage_web.returns.outgoing.moving import Moving, moving
from keystage_web.returns.policies import SCHOOL_CTF, VIEW
from keystage_web.returns.refusals import NotThere
from keystage_web.rolls.looking import looked
from keystage_web.school.out.giving import given
from keystage_web.school.out.making import local
from keystage_web.school.out.where import NUMBER, PLACES
from keystage_web.school.roll.door import at_school
from keystage_web.ui.forms import Form, Radios
from keystage_web.ui.pages import drawn, sent

_OFFERED = (To.SCHOOL, To.OUTSIDE, To.UNKNOWN)
_DESCRIPTOR = "Partial CTF of a pupil who changes school"


class Next(Form):
    """The school the child goes to."""

    to = forms.ChoiceField(
        label=gettext_lazy("Where does the child go?"),
        choices=[(one.value, PLACES[one]) for one in _OFFERED],
        widget=Radios(),
        error_messages={"required": gettext_lazy("Choose where the child goes")},
    )
    number = forms.CharField(
        label=gettext_lazy("Number of the other school"),
        help_text=gettext_lazy(
            "Three digits of its local authority and four of its own, as 999/2001."
        ),
        required=False,
        max_length=12,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Demand the number of another school."""
        held = super().clean() or self.cleaned_data
        found = NUMBER.fullmatch(held.get("number", "").strip())
        if held.get("to") == To.SCHOOL and found is None:
            said = _("Number of the other school: seven digits, as 999/2001")
            self.add_error("number", said)
        held["number"] = found[1] + found[2] if found else ""
        return held


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def page(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Say what a child takes along; give it as a file, on the record."""
    try:
        found = moving(scope, pupil, clock.now())
    except NotThere:
        raise Http404 from None
    SCHOOL_CTF.demand(scope)
    if request.method == "POST" and (asked := proof.step_up(request)):
        return asked
    first = {"to": found.to.to.value, "number": found.to.number}
    form = Next(sent(request), initial=first)
    if form.is_bound and form.is_valid():
        held = form.cleaned_data
        return _given(
            request, scope, found, Destination(To(held["to"]), held["number"])
        )
    looked(by=scope, right=VIEW, pupils=[pupil], school=scope.school, now=clock.now())
    told = {
        "one": found,
        "held": [one for one in found.held if one.values],
        "wrong": [(one, title) for one in found.held for title in one.wrong],
    }
    return drawn(request, "school/out/transfer.html", form, told)


def _given(
    request: HttpRequest, scope: Scope, found: Moving, to: Destination
) -> HttpResponse:
    order = Order(
        source=found.source,
        destination=to,
        summer=found.year,
        tag=GENERAL,
        moment=local(clock.now()),
        number=number_of_next(scope, SCHOOL_CTF, LAST_NUMBER),
        descriptor=_DESCRIPTOR,
    )
    try:
        made = outgoing.made([found.going], order)
    except (UsageError, WriteError) as stop:
        messages.warning(request, str(stop))
        return redirect("school:transfer", found.pupil)
    place = to.number if to.to is To.SCHOOL else ""
    said = {"to": f"{to.to}:{place}".rstrip(":")}
    return given(scope, made, [found.pupil], said)
