"""Reading back: a second person goes through the marks with the paper in hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.config.figures import whole as number
from keystage_web.returns import actions
from keystage_web.returns.papers import Read, own, papers
from keystage_web.returns.policies import READ_BACK
from keystage_web.returns.sheet.model import Cell, Column, Sheet, State
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, asked, chosen, whole
from keystage_web.school.marksheet.plain import at_time
from keystage_web.school.marksheet.showing import trail
from keystage_web.ui.parts import Link

_DIGITS, _LONGEST = 9, 40  # of a version; characters of a value
_AGREED, _DIFFERS = "agreed", "differs"


@dataclass(frozen=True, slots=True)
class Line:
    """One child and its mark, and what was read of it so far, in words.

    `answer` is what stays chosen: agreed, differs, or nothing.
    """

    pupil: str
    name: str
    value: str
    version: int
    answer: str
    said: str
    told: str


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """List each child and mark; keep whether it agrees with what was read."""
    sheet = door.all_of(request, scope, round_id, READ_BACK)
    doors = Doors(round_id, whole(chosen(request.GET)))
    told_ = request.POST if request.method == "POST" else request.GET
    column = next(
        (one for one in sheet.results if one.id == told_.get("column")),
        sheet.results[0],
    )
    if request.method == "POST":
        _keep(request, scope, sheet, column)
        return redirect(doors.to("read-back", column=column.id))
    read = papers(scope, round_id)
    lines = list(_lines(sheet, column, read))
    done = sum(bool(one.answer) for one in lines)
    told: dict[str, Any] = {
        "sheet": sheet,
        "column": column,
        "columns": sheet.results if len(sheet.results) > 1 else (),
        "hidden": list(asked(doors.choice).items()),
        "action": doors.to("read-back"),
        "lines": lines,
        "done": _("%(n)d of %(all)d read") % {"n": done, "all": len(lines)},
        "own": _own(own(scope, round_id, column.id)),
        "differ": list(_differ(sheet, read, doors)),
        "place": sheet.place,
        "trail": trail(sheet, doors, _("Read back")),
        "back": doors.grid,
    }
    return render(request, "school/marksheet/reading.html", told)


def _keep(request: HttpRequest, scope: Scope, sheet: Sheet, column: Column) -> None:
    """Keep what was answered, and say what became of it."""
    rows = {row.pupil: row for row in sheet.rows}
    read = dict(_read(request.POST, column.id))
    if not read:
        messages.info(request, _("Nothing was answered."))
        return
    stale = actions.read_through(
        by=scope, round_id=sheet.round, read=read, now=clock.now()
    )
    count = len(read) - len(stale)
    said = ngettext("%(n)d result was read.", "%(n)d results were read.", count)
    messages.success(request, said % {"n": count})
    if stale:
        names = "; ".join(rows[pupil].name for pupil in stale if pupil in rows)
        said = _("Changed while you were reading: %(names)s. Read them again.")
        messages.warning(request, said % {"names": names})


def _read(told: QueryDict, column: str) -> Iterator[tuple[str, actions.Reading]]:
    """Yield what was answered of each pupil; of most, nothing is."""
    for name in told:
        kind, _dot, pupil = name.partition(".")
        answer = told.get(f"paper.{pupil}", "")
        version = number(told.get(name, ""), _DIGITS)
        if kind != "was" or version is None or answer not in {_AGREED, _DIFFERS}:
            continue
        agreed = answer == _AGREED
        said = "" if agreed else told.get(f"said.{pupil}", "").strip()[:_LONGEST]
        yield pupil, actions.Reading(column, version, agreed, said)


def _lines(
    sheet: Sheet, column: Column, read: Mapping[tuple[str, str], Read]
) -> Iterator[Line]:
    for row in sheet.rows:
        cell = row.cells.get(column.id, Cell())
        if cell.state is State.CLOSED and not cell.value:
            continue
        found = read.get((row.pupil, column.id))
        fresh = found is not None and found.version == cell.version
        yield Line(
            row.pupil,
            row.name,
            cell.value,
            cell.version,
            answer=_answer(found) if found and fresh else "",
            said=found.said if found and fresh else "",
            told=_told(found, fresh=fresh) if found else "",
        )


def _answer(found: Read) -> str:
    return _AGREED if found.agreed else _DIFFERS


def _told(found: Read, *, fresh: bool) -> str:
    if not fresh:
        return _("Changed since it was read: read it again.")
    told = {"who": found.by or _("Somebody"), "at": at_time(found.at)}
    if found.agreed:
        return _("Agreed: %(who)s, %(at)s") % told
    return _("Differs: %(who)s, %(at)s") % told


def _differ(
    sheet: Sheet, read: Mapping[tuple[str, str], Read], doors: Doors
) -> Iterator[tuple[Link, str]]:
    """Yield what differs from the paper still, in the order of the sheet."""
    for row in sheet.rows:
        for column in sheet.results:
            found = read.get((row.pupil, column.id))
            cell = row.cells.get(column.id, Cell())
            if found and not found.agreed and found.version == cell.version:
                link = Link(f"{row.name}, {column.title}", doors.pupil(row.pupil))
                yield link, _sides(cell, found)


def _sides(cell: Cell, found: Read) -> str:
    told = {"here": cell.value or _("blank"), "paper": found.said or _("blank")}
    return _("here %(here)s, on the paper %(paper)s") % told


def _own(count: int) -> str:
    if not count:
        return ""
    said = ngettext(
        "You entered %(n)d of these results yourself. Let a second person read them.",
        "You entered %(n)d of these results yourself. Let a second person read them.",
        count,
    )
    return said % {"n": count}
