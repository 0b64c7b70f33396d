"""The grid: a class in a table, which is a plain form where no script runs."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions, history
from keystage_web.returns.board.own import brief
from keystage_web.returns.policies import (
    CELL,
    COMPLETE,
    PAPERS,
    SCHOOL_CTF,
    SWITCH,
    UNDO,
)
from keystage_web.returns.queries import Seen
from keystage_web.returns.refusals import Locked, NotThere, Reused, TooMany
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.sheet.choice import NO_CLASS
from keystage_web.returns.sheet.model import Sheet
from keystage_web.returns.standing import due, left
from keystage_web.rolls.policies import ADD
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen
from keystage_web.school.marksheet.plain import (
    Outcome,
    at_time,
    key,
    left_out,
    outcome,
    typed,
    unsaved,
)
from keystage_web.school.marksheet.showing import Looker, context, trail
from keystage_web.ui.parts import Link


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show the marksheet, or take what was typed where no script runs."""
    if request.method == "POST":
        found = door.seen(scope, round_id, CELL)
        return _saved(request, scope, found)
    found = door.seen(scope, round_id)
    sheet = door.made(request, scope, round_id, chosen(request.GET), first=True)
    if not sheet.pupils:
        told = {
            "sheet": sheet,
            "trail": trail(sheet, Doors(round_id)),
            "own": scope.role == Role.TEACHER,
        }
        return render(request, "school/marksheet/nobody.html", told)
    return drawn(request, scope, found, sheet)


def drawn(
    request: HttpRequest,
    scope: Scope,
    found: Seen,
    sheet: Sheet,
    *,
    became: Outcome | None = None,
) -> HttpResponse:
    """Draw the grid; with what became of a save that had problems, as 422."""
    doors = Doors(sheet.round, sheet.choice)
    enter = str(getattr(request.user, "enter", ""))
    looker = Looker(scope.person, get_token(request), scope.school, enter)
    now = clock.now()
    told: dict[str, Any] = {
        "trail": trail(sheet, doors),
        "standing": brief(scope, found, now),
        "due": ", ".join(filter(None, (due(found.dates), left(found.dates, now)))),
        "may_edit": CELL.held(scope),
        "key": ids.new(),
        "links": list(_links(scope, sheet, doors)),
        "waiting": clashes(sheet, doors),
        "asked": [] if became is None else _asked(sheet, doors, became),
        "faults": [] if became is None else became.faults,
    }
    over = {} if became is None else became.over
    told |= context(sheet, doors, looker, over)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if told["faults"] else HTTPStatus.OK
    return render(request, "school/marksheet/grid.html", told, status=status)


def _saved(request: HttpRequest, scope: Scope, found: Seen) -> HttpResponse:
    """Save what was typed; what cannot stand comes back marked, with a summary."""
    cells = typed(request.POST)
    choice = chosen(request.GET)
    doors = Doors(found.id, choice)
    if not cells:
        messages.info(request, _("Nothing was changed."))
        return redirect(doors.grid)
    # A class's typing is not lost with the one who has left the sheet meanwhile.
    on = sheets.still(scope, found.id, {cell.pupil for cell in cells}, clock.now())
    kept_ = [cell for cell in cells if cell.pupil in on]
    if not kept_:
        raise NotThere(found.id)
    try:
        saved = _save(request, scope, found, kept_)
    except (Locked, Reused, TooMany) as fault:
        sheet = door.made(request, scope, found.id, choice)
        became = unsaved(cells, door.told(fault))
        return drawn(request, scope, found, sheet, became=became)
    sheet = door.made(request, scope, found.id, choice)
    became = outcome(sheet, kept_, saved)
    if len(kept_) < len(cells):
        became = left_out(became)
    if became.faults:
        return drawn(request, scope, found, sheet, became=became)
    messages.success(request, kept(became.count, saved))
    return redirect(doors.grid)


def _save(
    request: HttpRequest, scope: Scope, found: Seen, cells: Sequence[actions.Typed]
) -> actions.Saved:
    return actions.save(
        by=scope,
        round_id=found.id,
        key=key(request.POST, cells),
        cells=cells,
        via=actions.Via.TYPED,
        now=clock.now(),
    )


def kept(count: int, saved: actions.Saved) -> str:
    """Return that so many cells were saved, and when, in words."""
    said = ngettext("Saved %(at)s: %(n)d cell.", "Saved %(at)s: %(n)d cells.", count)
    return said % {"at": at_time(saved.at), "n": count}


@require_POST
@door.on_sheet
def undo(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Take back one's own last save."""
    door.seen(scope, round_id, UNDO)
    doors = Doors(round_id, chosen(request.GET))
    seq = history.undoable(scope, round_id)
    if not seq:
        messages.info(request, _("You have saved nothing here that can be undone."))
        return redirect(doors.grid)
    saved = actions.undo(
        by=scope, round_id=round_id, key=ids.new(), seq=seq, now=clock.now()
    )
    count = saved.count()
    said = ngettext("%(n)d cell was undone.", "%(n)d cells were undone.", count)
    messages.success(request, said % {"n": count})
    gone = [one.said for one in saved.cells if one.said and one.theirs is None]
    if gone:
        messages.warning(request, " ".join(dict.fromkeys(gone)))
    if left := len(saved.cells) - count - len(gone):
        said = ngettext(
            "%(n)d cell was left: it has a newer value.",
            "%(n)d cells were left: they have newer values.",
            left,
        )
        messages.warning(request, said % {"n": left})
    return redirect(doors.grid)


def clashes(sheet: Sheet, doors: Doors) -> list[Link]:
    """Return where two people's values wait for a choice."""
    names = {row.pupil: row.name for row in sheet.rows}
    titles = {column.id: column.title for column in sheet.columns}
    return [
        Link(
            f"{names[one.pupil]}, {titles[one.component]}",
            doors.to("clash", one.id),
        )
        for one in sheet.clashes
        if one.pupil in names and one.component in titles
    ]


def _asked(sheet: Sheet, doors: Doors, became: Outcome) -> list[Link]:
    names = {row.pupil: row.name for row in sheet.rows}
    titles = {column.id: column.title for column in sheet.columns}
    return [
        Link(f"{names[pupil]}, {titles[component]}", doors.to("ask", pupil, component))
        for pupil, component in became.asked
        if pupil in names
    ]


def _links(scope: Scope, sheet: Sheet, doors: Doors) -> "list[Link]":
    found = [
        Link(
            _("The return: send it, its history, questions"),
            reverse("school:return", args=[sheet.round]),
        ),
        Link(_("This year beside the last two"), doors.to("compare")),
        Link(_("Workbook: out, in again, or pasted"), doors.to("import")),
        Link(_("Read back against the paper"), doors.to("read-back")),
        Link(_("Comments on the return"), doors.to("notes")),
        Link(_("Back to an earlier moment"), doors.to("restore")),
    ]
    if sheet.choice.klass in {one.id for one in sheet.classes} - {NO_CLASS}:
        found.append(
            Link(_("Say that the class is done"), doors.to("done", sheet.choice.klass))
        )
    if COMPLETE.held(scope) or SWITCH.held(scope):
        found.append(Link(_("Completion date, and who may enter"), doors.to("entry")))
    if ADD.held(scope):
        found.append(Link(_("Add a child"), reverse("school:pupil-add")))
    round_id = [sheet.round]
    if PAPERS.held(scope):
        address = reverse("school:papers", args=round_id)
        found.append(Link(_("Reports and tables"), address))
    if SCHOOL_CTF.held(scope):
        address = reverse("school:out", args=round_id)
        found.append(Link(_("Take results out as a CTF"), address))
    return found
