"""Two people's values of one cell, side by side: somebody chooses which stays."""

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from keystage.core.errors import UsageError
from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope
from keystage_web.config.figures import whole
from keystage_web.returns import actions, history
from keystage_web.returns.policies import SETTLE
from keystage_web.returns.refusals import NotThere
from keystage_web.returns.sheet.model import Sheet, Waiting
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen
from keystage_web.school.marksheet.doors import whole as whole_of
from keystage_web.school.marksheet.showing import trail
from keystage_web.ui.forms import Form
from keystage_web.ui.pages import drawn
from keystage_web.ui.parts import Link

_DIGITS = 9


class Choose(Form):
    """Which of two values stays."""

    keep = forms.ChoiceField(
        choices=[(one.value, one.value) for one in actions.Kept],
        error_messages={"required": gettext_lazy("Choose the value that stays.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def page(request: HttpRequest, scope: Scope, round_id: str, clash: str) -> HttpResponse:
    """Show both values with whose they are and since when, or keep one."""
    met = history.clash(scope, round_id, clash)
    if met is None:
        raise Http404
    SETTLE.demand(scope)
    sheet, row = door.row_of(request, scope, round_id, met.pupil)
    doors = Doors(round_id, chosen(request.GET))
    form = Choose(request.POST if request.method == "POST" else None)
    if form.is_valid():
        base = whole(request.POST.get("base", ""), _DIGITS)
        if base is None:
            raise UsageError("A choice says beside what it was made.")
        saved = actions.settle(
            by=scope,
            clash=clash,
            keep=actions.Kept(form.cleaned_data["keep"]),
            key=ids.new(),
            base=base,
            now=clock.now(),
        )
        if saved.count() == len(saved.cells):
            messages.success(request, _("It is settled."))
            return redirect(doors.grid)
        messages.warning(request, _("It was changed once more meanwhile: look again."))
        return redirect(doors.to("clash", clash))
    column = next((one for one in sheet.results if one.id == met.component), None)
    if column is None:
        raise NotThere
    told = {
        "sheet": sheet,
        "row": row,
        "met": met,
        "column": column,
        "back": doors.grid,
        "trail": trail(sheet, doors, _("Two values")),
    }
    return drawn(request, "school/marksheet/clash.html", form, told)


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def every(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """List the values that wait for a choice; leave what is saved in all of them."""
    sheet = door.all_of(request, scope, round_id, SETTLE)
    doors = Doors(round_id, whole_of(chosen(request.GET)))
    if request.method == "POST":
        saved = actions.leave_all(
            by=scope,
            round_id=round_id,
            clashes=request.POST.getlist("clash"),
            key=request.POST.get("key", "")[:64] or ids.new(),
            now=clock.now(),
        )
        _tell(request, len(saved.cells), saved.count())
        return redirect(doors.grid)
    told = {
        "sheet": sheet,
        "key": ids.new(),
        "waiting": list(_waiting(sheet, doors)),
        "back": doors.grid,
        "trail": trail(sheet, doors, _("Two values")),
    }
    return render(request, "school/marksheet/clashes.html", told)


def _tell(request: HttpRequest, many: int, settled: int) -> None:
    said = ngettext(
        "%(n)d is settled: what was saved stays.",
        "%(n)d are settled: what was saved stays.",
        settled,
    )
    messages.success(request, said % {"n": settled})
    if settled < many:
        messages.warning(request, _("The others cannot be settled now."))


def _waiting(sheet: Sheet, doors: Doors) -> Iterator[tuple[Link, Waiting]]:
    """Yield the clashes of a sheet, each with the way to choose in it alone."""
    names = {row.pupil: row.name for row in sheet.rows}
    titles = {column.id: column.title for column in sheet.results}
    for one in sheet.clashes:
        if one.pupil in names and one.component in titles:
            told = f"{names[one.pupil]}, {titles[one.component]}"
            yield Link(told, doors.to("clash", one.id)), one
