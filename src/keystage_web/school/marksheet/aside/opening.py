"""A cell that is closed, opened with a reason; and what the school before answered."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.policies import KNOWN, OPEN
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen, whole
from keystage_web.ui.forms import Form
from keystage_web.ui.pages import Asked, asking, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


class Reason(Form):
    """Why a closed cell is opened."""

    reason = forms.CharField(
        label=gettext_lazy("Why is a result entered here?"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Your local authority can read it. Name nobody in it."),
    )


class Told(Form):
    """What the school before said, and where that is from."""

    value = forms.CharField(label=gettext_lazy("Result"), max_length=40)
    source = forms.CharField(
        label=gettext_lazy("Who told you, and how?"),
        max_length=400,
        help_text=gettext_lazy("As: the office of the school before, by telephone."),
    )


@_BOTH
@door.on_sheet
def known(
    request: HttpRequest, scope: Scope, round_id: str, pupil: str
) -> HttpResponse:
    """Take the result of the year before, as the school before told it."""
    sheet, row = door.row_of(request, scope, round_id, pupil)
    KNOWN.demand(scope)
    back = Doors(round_id, whole(chosen(request.GET))).pupil(pupil)
    form = Told(sent(request))
    if form.is_valid():
        held = form.cleaned_data
        told = actions.Earlier(
            sheet.year - 1, sheet.results[0].id, held["value"], held["source"]
        )
        actions.known(
            by=scope, round_id=round_id, pupil=pupil, told=told, now=clock.now()
        )
        messages.success(request, _("Kept, with its source."))
        return redirect(back)
    title = _("%(name)s: the result of %(year)d") % {
        "name": row.name,
        "year": sheet.year - 1,
    }
    lead = _("Ask the school before: %(title)s.") % {"title": sheet.results[0].title}
    return asking(
        request, form, Asked(title, back, lead=lead, tab=_("Result of the year before"))
    )


@_BOTH
@door.on_sheet
def page(
    request: HttpRequest, scope: Scope, round_id: str, *, pupil: str, component: str
) -> HttpResponse:
    """Open a cell that the rules close, with a reason."""
    _sheet, row = door.row_of(request, scope, round_id, pupil)
    OPEN.demand(scope)
    cell = row.cells.get(component)
    if cell is None or not cell.openable:
        raise Http404
    back = Doors(round_id, whole(chosen(request.GET))).pupil(pupil)
    form = Reason(sent(request))
    if form.is_valid():
        actions.open_closed(
            by=scope,
            round_id=round_id,
            pupil=pupil,
            component=component,
            reason=form.cleaned_data["reason"],
            now=clock.now(),
        )
        messages.success(request, _("It is open: enter the result now."))
        return redirect(back)
    title = _("Open a closed result: %(name)s") % {"name": row.name}
    return asking(
        request,
        form,
        Asked(
            title, back, _("Open it"), lead=cell.reason, tab=_("Open a closed result")
        ),
    )
