"""The headteacher's switch for entering results, and the day of the results."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions, queries
from keystage_web.returns.moments import day_of
from keystage_web.returns.policies import COMPLETE, SWITCH
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen
from keystage_web.school.marksheet.showing import trail
from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Form
from keystage_web.ui.pages import drawn, sent


class Completed(Form):
    """The day the results were complete."""

    day = DateField(
        label=gettext_lazy("Completion date"),
        required=False,
        help_text=gettext_lazy(
            "It becomes the date of the results. Leave it empty for the day of the last "
            "change."
        ),
    )

    def clean_day(self) -> object:
        """Refuse a day that is yet to come."""
        day = self.cleaned_data["day"]
        if day and day > day_of(clock.now()):
            raise forms.ValidationError(_("Completion date: it is not here yet."))
        return day


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Take the completion date; to the head, also show the switch."""
    sheet = door.all_of(request, scope, round_id, COMPLETE)
    doors = Doors(round_id, chosen(request.GET))
    own = queries.own(scope, round_id)
    form = Completed(sent(request), initial={"day": own.completed_on})
    if form.is_valid():
        day = form.cleaned_data["day"]
        actions.complete_on(by=scope, round_id=round_id, day=day, now=clock.now())
        messages.success(request, _("The completion date is kept."))
        return redirect(doors.grid)
    told = {
        "sheet": sheet,
        "own": own,
        "may_switch": SWITCH.held(scope),
        "trail": trail(sheet, doors, _("Completion date")),
        "back": doors.grid,
        "switch": doors.to("switch"),
    }
    return drawn(request, "school/marksheet/entry.html", form, told)


@require_POST
@door.on_sheet
def switch(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Let results be entered, or no longer."""
    door.seen(scope, round_id, SWITCH)
    on = request.POST.get("on") == "1"
    actions.switch_entry(by=scope, round_id=round_id, on=on, now=clock.now())
    said = _("Results can be entered again.") if on else _("Nobody enters results now.")
    messages.success(request, said)
    return redirect(Doors(round_id, chosen(request.GET)).to("entry"))
