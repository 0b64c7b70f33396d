"""Fill a column or a row with one value: how many cells first, then done, one undo."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from keystage.core.errors import UsageError
from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope
from keystage_web.config.figures import whole as number
from keystage_web.returns import actions
from keystage_web.returns.policies import FILL
from keystage_web.returns.sheet.model import Sheet, State
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen, whole
from keystage_web.school.marksheet.plain import at_time
from keystage_web.school.marksheet.showing import trail
from keystage_web.ui.forms import Form
from keystage_web.ui.pages import drawn

_BLANK = "-"  # a choice has no empty value of its own
_ROW = "row"
_DIGITS = 9  # of a count of changes


class Fill(Form):
    """What is filled, with which value, and whether values there give way."""

    def __init__(self, sheet: Sheet, *args: Any, row: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"] = forms.ChoiceField(
            label=_("Which row?") if row else _("Which column?"),
            choices=[(one.pupil, one.name) for one in sheet.rows]
            if row
            else [(one.id, f"{one.title} ({one.id})") for one in sheet.results],
        )
        self.fields["value"] = forms.ChoiceField(
            label=_("Fill with"),
            choices=[*_codes(sheet).items(), (_BLANK, _("Blank"))],
        )
        self.fields["over"] = forms.BooleanField(
            label=_("Also where a value stands already"), required=False
        )


def _codes(sheet: Sheet) -> dict[str, str]:
    """Return the codes that some column of the sheet takes, with their names."""
    return {
        code.id: f"{code.id} {code.name}"
        for column in sheet.results
        for code in sheet.accepts[column.accepts].codes
    }


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Ask what to fill; say how many cells it is; fill them once that is confirmed."""
    sheet = door.all_of(request, scope, round_id, FILL)
    doors = Doors(round_id, whole(chosen(request.GET)))
    row = request.GET.get("what") == _ROW
    told: dict[str, Any] = {
        "sheet": sheet,
        "row": row,
        "back": doors.grid,
        "place": sheet.place,
        "trail": trail(sheet, doors, _("Fill")),
        "other": doors.to("fill", what="column" if row else _ROW),
    }
    form = Fill(sheet, request.POST if request.method == "POST" else None, row=row)
    if not form.is_valid():
        return drawn(request, "school/marksheet/fill.html", form, told)
    block, value, over = _wanted(sheet, form, row=row)
    about: dict[str, Any] = {"by": scope, "round_id": round_id, "now": clock.now()}
    about |= {"block": block, "value": value, "over": over}
    if "go" not in request.POST:
        count = _count(sheet, block, value, over=over)
        told |= {"form": form, "key": ids.new(), "sure": _sure(count), "count": count}
        told["seen"] = sheet.seq
        return render(request, "school/marksheet/filling.html", told)
    seen = number(request.POST.get("seen", ""), _DIGITS)
    if seen is None:
        raise UsageError("Who fills has seen how many cells it is.")
    saved = actions.fill(
        **about, seen=seen, key=request.POST.get("key", "")[:64] or ids.new()
    )
    _tell(request, saved)
    return redirect(doors.grid)


def _wanted(sheet: Sheet, form: Fill, *, row: bool) -> tuple[actions.Block, str, bool]:
    held = form.cleaned_data
    value = "" if held["value"] == _BLANK else held["value"]
    if row:
        components = tuple(
            one.id
            for one in sheet.results
            if not value
            or value in {code.id for code in sheet.accepts[one.accepts].codes}
        )
        return actions.Block((held["what"],), components), value, held["over"]
    pupils = tuple(one.pupil for one in sheet.rows)
    return actions.Block(pupils, (held["what"],)), value, held["over"]


def _count(sheet: Sheet, block: actions.Block, value: str, *, over: bool) -> int:
    """Return how many cells would be another than they are."""
    cells = (
        row.cells[component]
        for row in sheet.rows
        if row.pupil in block.pupils
        for component in block.components
        if component in row.cells
    )
    return sum(
        cell.state is State.OPEN and cell.value != value and (over or not cell.value)
        for cell in cells
    )


def _sure(count: int) -> str:
    said = ngettext("%(n)d cell is filled.", "%(n)d cells are filled.", count)
    return said % {"n": count}


def _tell(request: HttpRequest, saved: actions.Saved) -> None:
    count = saved.count()
    said = ngettext(
        "Saved %(at)s: %(n)d cell was filled. Undo takes it back.",
        "Saved %(at)s: %(n)d cells were filled. Undo takes them back together.",
        count,
    )
    messages.success(request, said % {"n": count, "at": at_time(saved.at)})
    if not_saved := dict.fromkeys(one.said for one in saved.cells if one.said):
        messages.warning(request, " ".join(not_saved))
