"""The marksheet on paper: A4 landscape, in the grid's order, empty or as it stands."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keystage_web.accounts.scopes import Scope
from keystage_web.returns.sheet.model import Column, Row, Sheet
from keystage_web.returns.states import SHOWN
from keystage_web.returns.versions.facts import Sent, facts
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen, whole
from keystage_web.school.marksheet.showing import hints, trail

_WIDE = 10  # columns beyond which each is narrow


@require_safe
@door.on_sheet
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show the class as a sheet of paper, filled or to be filled by hand."""
    sheet = door.all_of(request, scope, round_id)
    blank = "blank" in request.GET
    doors = Doors(round_id, whole(chosen(request.GET)))
    other: dict[str, str] = {} if blank else {"blank": "1"}
    columns = sheet.results if blank else sheet.columns
    told: dict[str, Any] = {
        "sheet": sheet,
        "place": sheet.place,
        "blank": blank,
        "columns": columns,
        "narrow": len(columns) > _WIDE,
        "other": doors.to("print", **other),
        "trail": trail(sheet, doors, _("Print")),
        "back": doors.grid,
        "legend": hints(sheet),
        "rows": [
            (row.name, ["" if blank else _value(row, one.id) for one in columns])
            for row in sheet.rows
        ],
        "sent": None if blank else _sent(scope, round_id),
        "checks": list(_checks(sheet, columns, blank=blank)),
    }
    return render(request, "school/marksheet/print.html", told)


def _sent(scope: Scope, round_id: str) -> Sent | None:
    """Return the version the sheet stands for: none once results may be changed again."""
    held = facts(scope, round_id)
    return held.current if held and held.state in SHOWN else None


def _value(row: Row, column: str) -> str:
    if column in row.cells:
        return str(row.cells[column].value)
    worked = row.worked.get(column)
    return worked.text if worked and row.complete else ""


def _checks(
    sheet: Sheet, columns: tuple[Column, ...], *, blank: bool
) -> Iterator[tuple[str, list[str]]]:
    """Yield what to tick a copy against: how many results, and what figures come to.

    Empty sheets have the rows to be filled in by hand. Where no result is a figure,
    there is nothing to sum.
    """
    held = {
        column.id: [row.cells[column.id].value for row in sheet.rows]
        if all(column.id in row.cells for row in sheet.rows)
        else []
        for column in columns
    }
    entered = [sum(map(bool, held[one.id])) for one in columns]
    yield _("Entered"), _shown(columns, entered, blank=blank)
    if any(_has_figures(sheet, one) for one in columns):
        sums = [sum(map(_figure, held[one.id])) for one in columns]
        yield _("Sum"), _shown(columns, sums, blank=blank)


def _shown(columns: tuple[Column, ...], found: list[int], *, blank: bool) -> list[str]:
    return [
        "" if blank or column.worked else str(number)
        for column, number in zip(columns, found, strict=True)
    ]


def _has_figures(sheet: Sheet, column: Column) -> bool:
    accepts = sheet.accepts.get(column.accepts)
    return accepts is not None and (
        accepts.most is not None or any(_figure(one.id) for one in accepts.codes)
    )


def _figure(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() else 0
