"""The check: all that is wrong or worth a look, each line of it leading to its cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from keystage.core.findings import Severity
from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.policies import CELL, SUBMIT, VIEW
from keystage_web.returns.sheet import checking
from keystage_web.returns.sheet.beside import beside
from keystage_web.returns.sheet.checking import Located
from keystage_web.returns.sheet.choice import Choice
from keystage_web.returns.sheet.model import Cell, Sheet
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen
from keystage_web.school.marksheet.showing import complete, trail

_MOST = (
    200  # places of a line, and lines of a card: the rest is put right from the grid
)
_SHOWN = 12  # places that stand in a line; the others are folded beneath it


@dataclass(frozen=True, slots=True)
class Place:
    """A cell or a row of the grid, and the value a rule offers for it, if it does."""

    label: str
    url: str
    pupil: str
    component: str
    repair: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and of whom it is true: those who stand in the line, and the others.

    `more` counts those who are not named.
    """

    message: str
    places: tuple[Place, ...]
    folded: tuple[Place, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """What one rule finds: said once, with what to do and all whom it is said of.

    `title` says how many there are, '' where one sentence is true of them all.
    """

    title: str
    fix: str
    lines: tuple[Line, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show what the checks say, or put one cell right as a rule offers."""
    sent = request.method == "POST"
    sheet = door.sheet_of(
        request, scope, round_id, Choice(), right=CELL if sent else VIEW
    )
    doors = Doors(round_id, chosen(request.GET))
    if sent:
        return _mended(request, scope, sheet, doors)
    now = clock.now()
    found = checking.check(scope, round_id, now=now)
    if found is None:
        raise Http404
    of = {severity: list[Located]() for severity in Severity}
    for one in found.findings:
        of[one.finding.severity].append(one)
    errors, queries = of[Severity.ERROR], of[Severity.QUERY]
    told: dict[str, Any] = {
        "sheet": sheet,
        "trail": trail(sheet, doors, _("Check")),
        "back": doors.grid,
        "complete": complete(sheet),
        "errors": _cards(errors, sheet),
        "queries": _cards(queries, sheet),
        "notes": _cards(of[Severity.NOTE], sheet),
        "left": _left(len(errors), len(queries)),
        "beside": beside(scope, round_id, now=now),
        "compare": doors.to("compare"),
        "may_edit": CELL.held(scope) and not sheet.locked,
        "sign": reverse("school:return-sign", args=[round_id])
        if SUBMIT.held(scope) and not sheet.locked
        else "",
    }
    return render(request, "school/marksheet/check.html", told)


def _mended(
    request: HttpRequest, scope: Scope, sheet: Sheet, doors: Doors
) -> HttpResponse:
    pupil, component = (request.POST.get(name, "") for name in ("pupil", "component"))
    found = checking.check(scope, sheet.round, now=clock.now())
    repair = next(
        (
            one.repair
            for one in (found.findings if found else ())
            if one.repair
            and (one.repair.pupil, one.repair.component) == (pupil, component)
            and one.repair.new == request.POST.get("new")
        ),
        None,
    )
    if repair is None:
        messages.info(request, _("That was put right already, or has changed."))
        return redirect(doors.to("check"))
    cells = {row.pupil: row.cells for row in sheet.rows}
    base = cells.get(pupil, {}).get(component, Cell()).version
    saved = actions.save(
        by=scope,
        round_id=sheet.round,
        key=ids.new(),
        cells=[actions.Typed(pupil, component, repair.new, base)],
        via=actions.Via.REPAIRED,
        now=clock.now(),
    )
    if saved.count():
        messages.success(request, _("Put right. Undo on the marksheet takes it back."))
    else:
        messages.warning(request, " ".join(one.said for one in saved.cells))
    return redirect(doors.to("check"))


def _cards(found: Iterable[Located], sheet: Sheet) -> list[Card]:
    """Return a card for each rule: nothing that was found is told twice."""
    by: dict[str, list[Located]] = {}
    for one in found:
        by.setdefault(one.finding.rule, []).append(one)
    return [_card(each, sheet) for each in by.values()]


def _card(found: list[Located], sheet: Sheet) -> Card:
    by: dict[str, list[Located]] = {}
    for one in found:
        by.setdefault(one.finding.message, []).append(one)
    lines = [_line(message, each, sheet) for message, each in by.items()]
    many = ngettext("%(n)d of one kind", "%(n)d of one kind", len(found))
    return Card(
        title=many % {"n": len(found)} if len(lines) > 1 else "",
        fix=found[0].finding.fix,
        lines=tuple(lines[:_MOST]),
    )


def _line(message: str, found: list[Located], sheet: Sheet) -> Line:
    columns = sheet.results if len(sheet.results) > 1 else ()
    titles = {column.id: column.title for column in columns}
    doors = Doors(sheet.round)
    places = tuple(
        Place(
            _called(one, titles.get(one.component, "")),
            doors.cell(one.klass, one.cell),
            one.pupil,
            one.component,
            one.repair.new if one.repair else "",
        )
        for one in found[:_MOST]
    )
    return Line(message, places[:_SHOWN], places[_SHOWN:], len(found) - len(places))


def _called(one: Located, title: str) -> str:
    """Return whose it is, and which result where the sentence does not say so."""
    if not title or title in one.finding.message:
        return one.name
    return f"{one.name} · {title}"


def _left(errors: int, queries: int) -> str:
    if not errors and not queries:
        return _("Nothing is left to put right.")
    first = ngettext(
        "%(n)d thing must be put right", "%(n)d things must be put right", errors
    )
    then = ngettext("%(n)d is worth a look", "%(n)d are worth a look", queries)
    told = {"first": first % {"n": errors}, "then": then % {"n": queries}}
    return _("%(first)s, %(then)s.") % told
