"""What stood in a cell, and the whole sheet back to an earlier moment."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope
from keystage_web.config.figures import whole as number
from keystage_web.returns import actions, history
from keystage_web.returns.history import Moment
from keystage_web.returns.moments import LONDON
from keystage_web.returns.policies import RESTORE
from keystage_web.returns.sheet.choice import Choice
from keystage_web.rolls.policies import HISTORY
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen, whole
from keystage_web.school.marksheet.showing import trail
from keystage_web.ui.forms import Form
from keystage_web.ui.pages import drawn

_DIGITS = 9


class Back(Form):
    """Behind which save the sheet is to stand again."""

    def __init__(self, moments: Sequence[Moment], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seq"] = forms.ChoiceField(
            label=_("Everything as it was after"),
            choices=[(str(one.seq), _shown(one)) for one in moments],
            error_messages={"required": _("Choose a moment.")},
        )


@require_safe
@door.on_sheet
def cell(
    request: HttpRequest, scope: Scope, round_id: str, *, pupil: str, component: str
) -> HttpResponse:
    """Show all that stood in a cell: by whom, when, and how it came there."""
    sheet, row = door.row_of(request, scope, round_id, pupil)
    HISTORY.demand(scope)
    column = door.found(
        next((one for one in sheet.results if one.id == component), None)
    )
    doors = Doors(round_id, whole(chosen(request.GET)))
    lines = history.cell(scope, round_id, pupil, component, before=_before(request))
    last = lines[-1].version if lines else 1
    older = doors.to("cell", pupil, component, before=str(last))
    told = {
        "sheet": sheet,
        "row": row,
        "column": column,
        "lines": [(one, ways().get(one.via.value, "")) for one in lines],
        "older": older if last > 1 else "",
        "trail": trail(sheet, doors, row.name),
        "back": doors.pupil(pupil),
        "notes": doors.to("pupil-notes", pupil, component=component),
    }
    return render(request, "school/marksheet/cell.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def restore(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Take the class back to an earlier moment: how many cells first, then done."""
    sheet = door.sheet_of(request, scope, round_id, _of_class(request), right=RESTORE)
    klass = sheet.choice.of_class
    doors = Doors(round_id, whole(chosen(request.GET)))
    moments = history.moments(scope, round_id, klass, _before(request))
    more = len(moments) == history.MOST
    told: dict[str, Any] = {
        "sheet": sheet,
        "place": sheet.place,
        "trail": trail(sheet, doors, _("Back to an earlier moment")),
        "back": doors.grid,
        "moments": moments,
        "before": _before(request),
        "older": doors.to("restore", before=str(moments[-1].seq)) if more else "",
    }
    form = Back(moments, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return drawn(request, "school/marksheet/restore.html", form, told)
    chosen_ = int(form.cleaned_data["seq"])
    moment = next(one.at for one in moments if one.seq == chosen_)
    about: dict[str, Any] = {"by": scope, "round_id": round_id, "klass": klass}
    seen = number(request.POST.get("seen", ""), _DIGITS)
    if seen is None:
        count = history.since(scope, round_id, chosen_, klass)
        told |= {"form": form, "seen": sheet.seq, "count": count, "moment": moment}
        said = ngettext("%(n)d cell changes.", "%(n)d cells change.", count)
        told |= {"sure": said % {"n": count}, "key": ids.new()}
        return render(request, "school/marksheet/restoring.html", told)
    saved = actions.restore(
        **about, key=ids.new(), after=chosen_, seen=seen, now=clock.now()
    )
    count = saved.count()
    said = ngettext(
        "%(n)d cell is as it was. Undo takes that back.",
        "%(n)d cells are as they were. Undo takes that back.",
        count,
    )
    messages.success(request, said % {"n": count})
    return redirect(doors.grid)


def _before(request: HttpRequest) -> int | None:
    """Return before which version or save the page begins; None for the newest."""
    return number(request.GET.get("before", ""), _DIGITS)


def ways() -> dict[str, str]:
    """Return how a value came into a cell, in words."""
    return {
        "typed": _("typed"),
        "pasted": _("pasted"),
        "filled": _("filled"),
        "cut": _("cut"),
        "undone": _("undone"),
        "redone": _("done again"),
        "restored": _("as at an earlier moment"),
        "exempted": _("exemption"),
        "imported": _("from a file"),
        "opened": _("opened"),
        "repaired": _("put right by the check"),
        "settled": _("chosen from two"),
        "correct": _("corrected by the local authority"),
        "recalled": _("as before a file that was recalled"),
    }


def _shown(one: Moment) -> str:
    at = one.at.astimezone(LONDON).strftime("%d/%m/%Y %H:%M:%S")
    cells = ngettext("%(n)d cell", "%(n)d cells", one.cells) % {"n": one.cells}
    told = {"at": at, "by": one.by or _("somebody"), "cells": cells}
    return _("%(at)s, %(by)s: %(cells)s") % told


def _of_class(request: HttpRequest) -> Choice:
    """Return the class alone: nothing narrower is taken back."""
    return Choice(chosen(request.GET).klass)
