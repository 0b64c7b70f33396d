"""Pages that only tell: the keys, and this year beside the last two."""

from collections.abc import Iterator
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.policies import HERE
from keystage_web.returns.sheet.beside import beside
from keystage_web.returns.sheet.choice import Choice
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen
from keystage_web.school.marksheet.showing import accepted, trail


@require_safe
@door.on_sheet
def keys(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show the keys of the grid, and what each column takes."""
    sheet = door.all_of(request, scope, round_id)
    doors = Doors(round_id, chosen(request.GET))
    enter = getattr(request.user, "enter", "")
    used = {one.accepts: sheet.accepts[one.accepts] for one in sheet.results}
    told = {
        "sheet": sheet,
        "trail": trail(sheet, doors, _("Keys")),
        "keys": list(_keys()),
        "ways": [(way, words, way == enter) for way, words in _ways()],
        "action": doors.to("enter") if HERE.held(scope) else "",
        "takes": [
            (
                [one.title for one in sheet.results if one.accepts == name],
                accepted(accepts),
            )
            for name, accepts in used.items()
        ],
    }
    return render(request, "school/marksheet/keys.html", told)


@require_POST
@door.on_sheet
def enter(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Keep where Enter leads on the grid, for the person on every machine."""
    to = request.POST.get("enter", "")
    actions.enter_goes(by=scope, round_id=round_id, to=to, now=clock.now())
    if not request.accepts("text/html"):  # the script, whose page is open still
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    said = dict(_ways())[to]
    messages.success(request, _("Kept: Enter goes %(way)s.") % {"way": said})
    return redirect(Doors(round_id, chosen(request.GET)).to("keys"))


@require_safe
@door.on_sheet
def compare(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show this year beside the last two, and who has no result."""
    sheet = door.sheet_of(request, scope, round_id, Choice())
    found = door.found(beside(scope, round_id, now=clock.now()))
    doors = Doors(round_id, chosen(request.GET))
    told = {
        "sheet": sheet,
        "beside": found,
        "missing": [
            (name, words, doors.pupil(pupil)) for pupil, name, words in found.missing
        ],
        "trail": trail(sheet, doors, _("Beside the last two years")),
    }
    return render(request, "school/marksheet/compare.html", told)


def _ways() -> Iterator[tuple[str, str]]:
    """Yield where Enter may lead, and how that is called."""
    down, right = actions.WAYS
    yield down, _("down the column")
    yield right, _("along the row")


def _keys() -> list[tuple[tuple[str, ...], str]]:
    """Return the keys of the grid, and what each does."""
    return [
        (("↑", "↓", "←", "→"), _("to the next cell")),
        (("Enter", "Shift+Enter"), _("on, and back")),
        (("Tab", "Shift+Tab"), _("along the row, and back")),
        (("Home", "End"), _("first and last of the row; with Ctrl of the sheet")),
        (("F8", "Shift+F8"), _("next blank or problem, and back")),
        (("F2",), _("change what stands there")),
        (("Esc",), _("give back what was there")),
        (("Delete",), _("make blank")),
        (("Ctrl+C", "Ctrl+X", "Ctrl+V"), _("copy, cut, paste")),
        (("Ctrl+Z", "Ctrl+Y"), _("undo, and do again")),
        (("Ctrl+D", "Ctrl+R"), _("fill down, fill to the right")),
        (("?",), _("these keys")),
    ]
