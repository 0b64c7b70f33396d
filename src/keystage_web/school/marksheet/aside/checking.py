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
from keystage_web.returns.sheet.model import Cell, Choice, Sheet
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen
from keystage_web.school.marksheet.showing import complete, trail
from keystage_web.ui.parts import Link

_MOST = 200  # cards of one kind: a sheet with more is put right from the grid


@dataclass(frozen=True, slots=True)
class Card:
    """What is wrong: whose, where, what to do, and what can be done here.

    `cells` are all it is said of, where these are several; `example` is then the
    sentence on the first of them.
    """

    title: str
    message: str
    fix: str
    url: str
    pupil: str
    component: str
    repair: str = ""
    cells: tuple[Link, ...] = ()
    example: str = ""


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
        "more": max(0, *(len(each) - _MOST for each in of.values())),
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
    """Return a card for each finding; one for all a rule says of a pupil's results."""
    together: dict[tuple[str, ...], list[Located]] = {}
    for one in found:
        own = () if one.repair or not one.component else ("results",)
        last = own or (one.component,)
        together.setdefault((one.pupil, one.finding.rule, *last), []).append(one)
    return [_card(each, sheet) for each in list(together.values())[:_MOST]]


def _card(found: list[Located], sheet: Sheet) -> Card:
    titles = {column.id: f"{column.title} ({column.id})" for column in sheet.results}
    first = found[0]
    grid = Doors(sheet.round, Choice(first.klass)).grid
    cells = [
        Link(titles.get(one.component, one.name), f"{grid}#{one.cell}") for one in found
    ]
    where = titles.get(first.component, "") if len(found) == 1 else ""
    told = {"n": len(found)}
    many = ngettext("%(n)d result like this:", "%(n)d results like this:", len(found))
    message = first.finding.message
    return Card(
        title=f"{first.name} · {where}" if where else first.name,
        message=message if len(found) == 1 else many % told,
        fix=first.finding.fix,
        url=cells[0].url,
        pupil=first.pupil,
        component=first.component,
        repair=first.repair.new if first.repair else "",
        cells=() if len(found) == 1 else tuple(cells),
        example="" if len(found) == 1 else message,
    )


def _left(errors: int, queries: int) -> str:
    if not errors and not queries:
        return _("Nothing is left to put right.")
    first = ngettext(
        "%(n)d thing must be put right", "%(n)d things must be put right", errors
    )
    then = ngettext("%(n)d is worth a look", "%(n)d are worth a look", queries)
    told = {"first": first % {"n": errors}, "then": then % {"n": queries}}
    return _("%(first)s, %(then)s.") % told
