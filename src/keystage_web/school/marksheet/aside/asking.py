"""What is asked before a value can stand: an exemption, or whether a nought is one."""

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


class Answer(Form):
    """One of the answers a rulebook offers."""

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
    form = Answer(ask, sent(request), held=bool(ask.fills) and row.exempt)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        saved = _answered(scope, sheet, row, ask=ask, to=(component, answer))
        _tell(request, saved)
        return redirect(back)
    return asking(request, form, Asked(f"{row.name}: {ask.title}", back))


def _answered(
    scope: Scope, sheet: Sheet, row: Row, *, ask: Ask, to: tuple[str, str]
) -> actions.Saved:
    component, answer = to
    about: dict[str, Any] = {"by": scope, "round_id": sheet.round, "now": clock.now()}
    if answer == _LIFT:
        return actions.lift(**about, key=ids.new(), pupil=row.pupil)
    if ask.fills:
        return actions.exempt(**about, key=ids.new(), pupil=row.pupil, ground=answer)
    base = row.cells.get(component, Cell()).version
    cell = actions.Typed(row.pupil, component, answer, base, sure=True)
    return actions.save(**about, key=ids.new(), cells=[cell], via=actions.Via.TYPED)


def _tell(request: HttpRequest, saved: actions.Saved) -> None:
    """Say that it is saved, or why it is not."""
    said = dict.fromkeys(one.said for one in saved.cells if one.said)
    if said:
        messages.warning(request, " ".join(said))
    else:
        messages.success(request, _("Saved."))
