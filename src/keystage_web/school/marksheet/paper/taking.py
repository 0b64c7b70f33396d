"""Results from a workbook or from a pasted table: chosen, looked at, saved in one go."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.policies import CELL
from keystage_web.returns.refusals import NotThere, TooMany
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.sheet.model import Sheet
from keystage_web.returns.taking.reading import Table, Unusable, of_file, of_text
from keystage_web.returns.taking.review import Kind, Review, review
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import Doors, chosen, whole
from keystage_web.school.marksheet.grid import kept
from keystage_web.school.marksheet.plain import outcome, somebody_left
from keystage_web.school.marksheet.script.reading import Unreadable, cell_of
from keystage_web.school.marksheet.showing import trail
from keystage_web.ui.forms import Form
from keystage_web.ui.pages import drawn
from keystage_web.ui.parts import Link

_MOST = 500_000  # characters of a pasted table
_KEY = 64
_PARTS = 4  # of a cell on the review's page


class Given(Form):
    """A workbook or a CSV, or a table that was pasted."""

    file = forms.FileField(
        label=gettext_lazy("Workbook or CSV"),
        help_text=gettext_lazy(
            "The workbook from this page, or another (.xlsx, .csv)."
        ),
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        required=False,
        max_length=255,
        error_messages={"empty": gettext_lazy("The file is empty: save it again.")},
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste the table here"),
        help_text=gettext_lazy(
            "With its row of headings: UPN or surname and forename, then the results."
        ),
        widget=forms.Textarea(
            {"rows": 8, "spellcheck": "false", "autocomplete": "off"}
        ),
        required=False,
        strip=False,
        max_length=_MOST,
    )

    def __init__(self, book: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._book = book
        self.table: Table | None = None

    def clean(self) -> dict[str, Any]:
        """Read what was given; what cannot be read is told at its field."""
        held = super().clean() or self.cleaned_data
        file, pasted = held.get("file"), held.get("pasted", "")
        if self.errors:
            return held
        if bool(file) == bool(pasted.strip()):
            said = _("Choose a file, or paste a table: one of the two.")
            raise ValidationError({"file": said})
        try:
            self.table = self._read(file, pasted)
        except Unusable as stop:
            self.add_error("file" if file else "pasted", str(stop))
        return held

    def _read(self, file: Any, pasted: str) -> Table:
        if not file:
            return of_text(pasted, self._book)
        most = settings.CONFIG.upload_limit
        if file.size > most:
            said = _("The file is larger than %(most)s.")
            raise Unusable(said % {"most": filesizeformat(most)})
        return of_file(file.name, file.read(), self._book, most)


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_sheet
def choose(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Take a table and show what it would change; nothing of it is kept or saved."""
    sheet = door.all_of(request, scope, round_id, CELL)
    doors = Doors(round_id, whole(chosen(request.GET)))
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = Given(sheet.book, *given)
    told: dict[str, Any] = {
        "sheet": sheet,
        "place": sheet.place,
        "trail": trail(sheet, doors, _("Workbook")),
        "back": doors.grid,
        "workbook": doors.to("workbook"),
    }
    if not form.is_bound or not form.is_valid() or form.table is None:
        return drawn(request, "school/marksheet/taking.html", form, told)
    found = review(scope, sheet, form.table, now=clock.now())
    told |= _reviewed(sheet, found, doors)
    told["said"] = form.table.said
    return render(request, "school/marksheet/reviewing.html", told)


@require_POST
@door.on_sheet
def save(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Save the cells of the pupils that are ticked, all in one go."""
    door.seen(scope, round_id, CELL)
    doors = Doors(round_id, whole(chosen(request.GET)))
    ticked = set(request.POST.getlist("take"))
    cells = [
        one for one in _cells(request.POST.get("cells", "")) if one.pupil in ticked
    ]
    if not cells:
        messages.info(request, _("Nobody was ticked: nothing was changed."))
        return redirect(doors.grid)
    cells = _of_sheet(request, scope, round_id, cells)
    try:
        saved = actions.save(
            by=scope,
            round_id=round_id,
            key=request.POST.get("key", "")[:_KEY] or ids.new(),
            cells=cells,
            via=actions.Via.IMPORTED,
            now=clock.now(),
        )
    except TooMany as stop:
        said = _("At most %(n)d results are taken at once: send one class at a time.")
        messages.warning(request, said % {"n": stop.most})
        return redirect(doors.to("import"))
    sheet = door.sheet_of(request, scope, round_id, doors.choice)
    became = outcome(sheet, cells, saved)
    messages.success(request, kept(became.count, saved))
    if not became.faults:
        return redirect(doors.grid)
    told = {
        "sheet": sheet,
        "back": doors.grid,
        "trail": trail(sheet, doors, _("Workbook")),
        "left": [
            Link(one.sentence, doors.pupil(one.anchor.partition(".")[0]))
            for one in became.faults
        ],
    }
    return render(request, "school/marksheet/taken.html", told)


def _of_sheet(
    request: HttpRequest, scope: Scope, round_id: str, cells: list[actions.Typed]
) -> list[actions.Typed]:
    """Return the cells of those who are on the sheet; of the others it is told."""
    pupils = {one.pupil for one in cells}
    on = sheets.still(scope, round_id, pupils, clock.now())
    if not on:
        raise NotThere(round_id)
    if on != pupils:
        messages.warning(request, somebody_left())
    return [one for one in cells if one.pupil in on]


def _cells(text: str) -> Iterator[actions.Typed]:
    """Yield the cells a review's page held; what is no such page's holds none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return
    for one in found if isinstance(found, list) else ():
        if isinstance(one, list) and len(one) == _PARTS:
            pupil, component, value, base = one
            told = {"cell": f"{pupil}.{component}", "value": value, "base": base}
            with suppress(Unreadable):
                yield cell_of(told)


def _reviewed(sheet: Sheet, found: Review, doors: Doors) -> dict[str, Any]:
    titles = {column.id: column.title for column in sheet.results}
    names = {row.pupil: row.name for row in sheet.rows}
    count = len(found.taken)
    said = ngettext("%(n)d result would change.", "%(n)d results would change.", count)
    return {
        "key": ids.new(),
        "action": doors.to("import-save"),
        "again": doors.to("import"),
        "found": found,
        "count": said % {"n": count},
        "facts": list(_facts(found)),
        "pupils": [
            (
                pupil,
                names[pupil],
                [(titles[one.component], one, one.kind.value) for one in changes],
                any(one.kind is not Kind.CLOSED for one in changes),
            )
            for pupil, changes in found.changes.items()
        ],
        "cells": json.dumps(
            [[one.pupil, one.component, one.after, one.base] for one in found.taken]
        ),
    }


def _facts(found: Review) -> Iterator[str]:
    """Yield what else a table says, in sentences."""
    if found.same:
        said = ngettext(
            "%(n)d result is the same already.",
            "%(n)d results are the same already.",
            found.same,
        )
        yield said % {"n": found.same}
    if found.kept:
        said = ngettext(
            "%(n)d result was changed here since, and not in the table: it stays.",
            "%(n)d results were changed here since, and not in the table: they stay.",
            found.kept,
        )
        yield said % {"n": found.kept}
    if found.missing:
        said = ngettext(
            "%(n)d pupil of this sheet is not in the table.",
            "%(n)d pupils of this sheet are not in the table.",
            found.missing,
        )
        yield said % {"n": found.missing}
    yield _("An empty cell of the table changes nothing.")
