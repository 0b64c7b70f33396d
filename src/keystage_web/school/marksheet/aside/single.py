"""One pupil on a page, with the one before and the next: for phones and screen readers."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.policies import CELL, NOTE, VIEW
from keystage_web.returns.refusals import Locked, Reused
from keystage_web.returns.sheet.model import Cell, Coded, Column, Row, Sheet, State
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen, whole
from keystage_web.school.marksheet.grid import clashes, kept
from keystage_web.school.marksheet.plain import (
    Outcome,
    key,
    outcome,
    typed,
    unsaved,
    was,
)
from keystage_web.school.marksheet.showing import accepted, trail
from keystage_web.ui.parts import Link

_NEXT = "next"  # the button that saves and goes on


@dataclass(frozen=True, slots=True)
class Field:
    """One result of the pupil: its control, what it accepts, and what is said of it.

    `codes` are the choices where nothing else is accepted; without them it is a box.
    `strange` is a value that stands there and is none of them. `asks` is where the
    question is answered that a value asks.
    """

    column: Column
    cell: Cell
    name: str
    codes: tuple[Coded, ...]
    hint: str
    strange: str
    asks: str
    opens: str
    history: str

    @property
    def is_open(self) -> bool:
        """Whether a value is taken."""
        return self.cell.state is State.OPEN


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def page(request: HttpRequest, scope: Scope, round_id: str, pupil: str) -> HttpResponse:
    """Show the results of one pupil, or save them."""
    sheet, row = door.row_of(request, scope, round_id, pupil)
    if request.method == "POST":
        CELL.demand(scope)
        return _saved(request, scope, sheet, row)
    VIEW.demand(scope)
    return _drawn(request, scope, sheet, row)


def _saved(request: HttpRequest, scope: Scope, sheet: Sheet, row: Row) -> HttpResponse:
    doors = Doors(sheet.round, whole(chosen(request.GET)))
    cells = [cell for cell in typed(request.POST) if cell.pupil == row.pupil]
    if cells:
        try:
            saved = actions.save(
                by=scope,
                round_id=sheet.round,
                key=key(request.POST, cells),
                cells=cells,
                via=actions.Via.TYPED,
                now=clock.now(),
            )
        except (Locked, Reused) as fault:
            stays = unsaved(cells, door.told(fault), "main")
            return _drawn(request, scope, sheet, row, became=stays)
        sheet, row = door.row_of(request, scope, sheet.round, row.pupil)
        became = outcome(sheet, cells, saved)
        if became.faults:
            return _drawn(request, scope, sheet, row, became=became)
        messages.success(request, kept(became.count, saved))
    elif _NEXT not in request.POST:
        messages.info(request, _("Nothing was changed."))
    _before, after = neighbours(sheet, row)
    to = after.pupil if after and _NEXT in request.POST else row.pupil
    return redirect(doors.pupil(to))


def _drawn(
    request: HttpRequest,
    scope: Scope,
    sheet: Sheet,
    row: Row,
    *,
    became: Outcome | None = None,
) -> HttpResponse:
    doors = Doors(sheet.round, whole(chosen(request.GET)))
    before, after = neighbours(sheet, row)
    fields = list(_fields(sheet, row, doors, became))
    told: dict[str, Any] = {
        "sheet": sheet,
        "row": row,
        "trail": trail(sheet, doors, row.name),
        "areas": _areas(fields),
        "faults": became.faults if became else (),
        "key": ids.new(),
        "columns": ",".join(column.id for column in sheet.results),
        "was": was(row, sheet.results),
        "before": before and Link(before.name, doors.pupil(before.pupil)),
        "after": after and Link(after.name, doors.pupil(after.pupil)),
        "place": f"{sheet.rows.index(row) + 1} / {len(sheet.rows)}",
        "worked": [
            (column.title, row.worked[column.id])
            for column in sheet.columns
            if column.worked and column.id in row.worked
        ],
        "notes": doors.to("pupil-notes", row.pupil) if NOTE.held(scope) else "",
        "known": doors.to("known", row.pupil) if row.previous else "",
        "waiting": [
            link
            for one, link in zip(sheet.clashes, clashes(sheet, doors), strict=False)
            if one.pupil == row.pupil
        ],
        "may_edit": CELL.held(scope) and any(field.is_open for field in fields),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if told["faults"] else HTTPStatus.OK
    return render(request, "school/marksheet/pupil.html", told, status=status)


def neighbours(sheet: Sheet, row: Row) -> tuple[Row | None, Row | None]:
    """Return the rows before and after a row."""
    at = sheet.rows.index(row)
    before = sheet.rows[at - 1] if at else None
    after = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else None
    return before, after


def _areas(fields: list[Field]) -> list[tuple[str, list[Field]]]:
    found: dict[str, list[Field]] = {}
    for field in fields:
        found.setdefault(field.column.area, []).append(field)
    return list(found.items())


def _fields(
    sheet: Sheet, row: Row, doors: Doors, became: Outcome | None
) -> Iterator[Field]:
    over = became.over if became else {}
    asked = became.asked if became else ()
    for column in sheet.results:
        at = row.pupil, column.id
        accepts = sheet.accepts[column.accepts]
        cell = over.get(at, row.cells.get(column.id, Cell()))
        codes = accepts.codes if accepts.most is None else ()
        strange = bool(codes) and cell.value not in {"", *(code.id for code in codes)}
        yield Field(
            column=column,
            cell=cell,
            name=".".join(at),
            codes=codes,
            hint="" if codes else accepted(accepts),
            strange=cell.value if strange else "",
            asks=doors.to("ask", *at) if at in asked else "",
            opens=doors.to("open", *at) if cell.openable else "",
            history=doors.to("cell", *at) if cell.version else "",
        )
