"""Pages that only tell: the keys, and this year beside the last two."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.sheet.beside import beside
from keystage_web.returns.sheet.model import Choice
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen
from keystage_web.school.marksheet.showing import accepted, trail


@require_safe
@door.on_sheet
def keys(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show the keys of the grid, and what each column takes."""
    sheet = door.all_of(request, scope, round_id)
    doors = Doors(round_id, chosen(request.GET))
    used = {one.accepts: sheet.accepts[one.accepts] for one in sheet.results}
    told = {
        "sheet": sheet,
        "trail": trail(sheet, doors, _("Keys")),
        "keys": list(_keys()),
        "takes": [
            (
                [one.title for one in sheet.results if one.accepts == name],
                accepted(accepts),
            )
            for name, accepts in used.items()
        ],
    }
    return render(request, "school/marksheet/keys.html", told)


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
