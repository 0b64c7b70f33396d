"""What is asked before a value can stand: an exemption, or whether a nought is one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keystage.rulebooks.entry import Ask
from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.policies import CELL, EXEMPT
from keystage_web.returns.sheet.model import Cell, Row, Sheet
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen, whole
from keystage_web.ui.forms import Form, Radios
from keystage_web.ui.pages import Asked, asking, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])
_LIFT = "lift"
_MOST = 10**9 - 1  # of a version


class Answer(Form):
    """One of the answers a rulebook offers.

    `seen` is what stood there when it was asked: the return's count of changes where
    the answer fills a row, else the version of the cell.
    """

    seen = forms.IntegerField(min_value=0, max_value=_MOST, widget=forms.HiddenInput())

    def __init__(self, ask: Ask, *args: Any, held: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list((ask.grounds or ask.choices).items())
        if held:
            offered.append((_LIFT, _("Take the exemption back: the child is assessed")))
        self.fields["answer"] = forms.ChoiceField(
            label=ask.question,
            choices=offered,
            widget=Radios(),
            error_messages={"required": _("Choose the one that holds.")},
        )


@_BOTH
@door.on_sheet
def page(
    request: HttpRequest, scope: Scope, round_id: str, *, pupil: str, component: str
) -> HttpResponse:
    """Ask what the rulebook asks of a value in this cell, and save the answer."""
    sheet, row = door.row_of(request, scope, round_id, pupil)
    ask = next((one for one in sheet.asks if component in one.components), None)
    if ask is None:
        raise Http404
    (EXEMPT if ask.fills else CELL).demand(scope)
    back = Doors(round_id, whole(chosen(request.GET))).pupil(pupil)
    seen = sheet.seq if ask.fills else row.cells.get(component, Cell()).version
    form = Answer(
        ask,
        sent(request),
        held=bool(ask.fills) and row.exempt,
        initial={"seen": seen},
    )
    if form.is_valid():
        told = form.cleaned_data
        saved = _answered(scope, sheet, row, ask=ask, component=component, told=told)
        _tell(request, saved)
        return redirect(back)
    return asking(request, form, Asked(f"{row.name}: {ask.title}", back, tab=ask.title))


def _answered(
    scope: Scope,
    sheet: Sheet,
    row: Row,
    *,
    ask: Ask,
    component: str,
    told: Mapping[str, Any],
) -> actions.Saved:
    about: dict[str, Any] = {"by": scope, "round_id": sheet.round, "now": clock.now()}
    about["key"] = ids.new()
    answer, seen = told["answer"], told["seen"]
    if answer == _LIFT:
        return actions.lift(**about, pupil=row.pupil, seen=seen)
    if ask.fills:
        return actions.exempt(**about, pupil=row.pupil, ground=answer, seen=seen)
    cell = actions.Typed(row.pupil, component, answer, seen, sure=True)
    return actions.save(**about, cells=[cell], via=actions.Via.TYPED)


def _tell(request: HttpRequest, saved: actions.Saved) -> None:
    """Say that it is saved, or why it is not."""
    said = dict.fromkeys(one.said for one in saved.cells if one.said)
    if said:
        messages.warning(request, " ".join(said))
    else:
        messages.success(request, _("Saved."))
