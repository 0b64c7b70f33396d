"""Comments on a return, a pupil or a cell, flags to come back to, and a class that is done."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions, history
from keystage_web.returns.policies import DONE, FLAG, NOTE
from keystage_web.returns.sheet.choice import Choice
from keystage_web.returns.sheet.model import Cell, Row, Sheet
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen, whole
from keystage_web.school.marksheet.showing import complete, trail
from keystage_web.ui.forms import Form
from keystage_web.ui.pages import drawn, sent

_LONGEST = 1000


class Comment(Form):
    """What somebody wants to say."""

    text = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )


class About(Comment):
    """What somebody wants to say of a pupil, or of one result."""

    def __init__(self, sheet: Sheet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("The pupil as a whole"))
        self.fields["component"] = forms.ChoiceField(
            label=_("About"),
            required=False,
            choices=[every, *((one.id, one.title) for one in sheet.results)],
        )
        self.order_fields(["component", "text"])


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def of_return(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show the comments on the return, or take one."""
    sheet = door.all_of(request, scope, round_id, NOTE)
    doors = Doors(round_id, whole(chosen(request.GET)))
    form = Comment(sent(request))
    if form.is_valid():
        text = form.cleaned_data["text"]
        actions.note(by=scope, round_id=round_id, text=text, now=clock.now())
        messages.success(request, _("The comment is kept."))
        return redirect(doors.to("notes"))
    told = {
        "sheet": sheet,
        "title": _("Comments on the return"),
        "said": [(one, "") for one in history.notes(scope, round_id)],
        "trail": trail(sheet, doors, _("Comments")),
        "query": request.GET.urlencode(),
    }
    return drawn(request, "school/marksheet/notes.html", form, told)


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def of_pupil(
    request: HttpRequest, scope: Scope, round_id: str, pupil: str
) -> HttpResponse:
    """Show the comments on a pupil and the flags, or take a comment."""
    sheet, row = door.row_of(request, scope, round_id, pupil)
    NOTE.demand(scope)
    doors = Doors(round_id, whole(chosen(request.GET)))
    form = About(sheet, sent(request), initial={"component": _asked(request, row)})
    if form.is_valid():
        actions.note(
            by=scope,
            round_id=round_id,
            pupil=pupil,
            component=form.cleaned_data["component"],
            text=form.cleaned_data["text"],
            now=clock.now(),
        )
        messages.success(request, _("The comment is kept."))
        return redirect(doors.to("pupil-notes", pupil))
    titles = {one.id: one.title for one in sheet.results}
    told = {
        "sheet": sheet,
        "row": row,
        "title": _("Comments and flags: %(name)s") % {"name": row.name},
        "said": [
            (one, titles.get(one.component, ""))
            for one in history.notes(scope, round_id, pupil)
        ],
        "flags": _flags(sheet, row) if FLAG.held(scope) else [],
        "flag": doors.to("flag", pupil),
        "trail": trail(sheet, doors, row.name),
        "query": request.GET.urlencode(),
        "back": doors.pupil(pupil),
    }
    return drawn(request, "school/marksheet/notes.html", form, told)


@require_POST
@door.on_sheet
def unnote(
    request: HttpRequest, scope: Scope, round_id: str, note: str
) -> HttpResponse:
    """Take one's own comment away; the action looks for it, and then for the right."""
    actions.unnote(by=scope, note=note, now=clock.now())
    messages.success(request, _("The comment is gone."))
    doors = Doors(round_id, chosen(request.GET))
    return redirect(doors.grid)


@require_POST
@door.on_sheet
def flag(request: HttpRequest, scope: Scope, round_id: str, pupil: str) -> HttpResponse:
    """Put a flag on a pupil or a result, or take it away."""
    _sheet, row = door.row_of(request, scope, round_id, pupil)
    FLAG.demand(scope)
    component = request.POST.get("component", "")
    held = row.cells.get(component, Cell()).flag if component else row.flag
    act = actions.unflag if held else actions.flag
    act(
        by=scope,
        round_id=round_id,
        pupil=pupil,
        component=component,
        now=clock.now(),
    )
    said = _("The flag is gone.") if held else _("The flag is there.")
    messages.success(request, said)
    doors = Doors(round_id, whole(chosen(request.GET)))
    return redirect(doors.to("pupil-notes", pupil))


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def done(request: HttpRequest, scope: Scope, round_id: str, klass: str) -> HttpResponse:
    """Say that a class is done, or that it is not yet."""
    sheet = door.open_to(request, scope, round_id, Choice(klass))
    named = door.found(next((one for one in sheet.classes if one.id == klass), None))
    DONE.demand(scope)
    doors = Doors(round_id, whole(chosen(request.GET)))
    if request.method == "POST":
        undone = "undone" in request.POST
        act = actions.class_undone if undone else actions.class_done
        act(by=scope, round_id=round_id, klass=klass, now=clock.now())
        said = (
            _("The class is no longer done.") if undone else _("Thank you: it is done.")
        )
        messages.success(request, said)
        return redirect(doors.grid)
    told = {
        "sheet": sheet,
        "klass": named,
        "complete": complete(sheet),
        "trail": trail(sheet, doors, _("Class done")),
        "back": doors.grid,
        "check": doors.to("check"),
    }
    return drawn(request, "school/marksheet/done.html", Form(), told)


def _flags(sheet: Sheet, row: Row) -> list[tuple[str, str, bool]]:
    """Return what may carry a flag: id, words, and whether it does."""
    whole_ = ("", _("The pupil as a whole"), row.flag)
    cells = ((one, row.cells.get(one.id, Cell())) for one in sheet.results)
    return [whole_, *((one.id, one.title, cell.flag) for one, cell in cells)]


def _asked(request: HttpRequest, row: Row) -> str:
    component = request.GET.get("component", "")
    return component if component in row.cells else ""
