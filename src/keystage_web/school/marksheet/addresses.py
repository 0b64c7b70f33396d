"""The addresses of a marksheet's pages."""

from django.urls import path

from keystage_web.school.marksheet import grid
from keystage_web.school.marksheet.aside import (
    asking,
    checking,
    clashing,
    filling,
    moments,
    noting,
    opening,
    single,
    switching,
    telling,
)
from keystage_web.school.marksheet.paper import printing, reading, taking, workbook
from keystage_web.school.marksheet.script import endpoints

_AT = "results/<id:round_id>"
_PUPIL = f"{_AT}/pupils/<id:pupil>"
_CELL = f"{_PUPIL}/<slug:component>"

urlpatterns = [
    path(_AT, grid.page, name="marksheet"),
    path(f"{_AT}/undo", grid.undo, name="marksheet-undo"),
    path(f"{_AT}/save", endpoints.save, name="marksheet-save"),
    path(f"{_AT}/changes", endpoints.changes, name="marksheet-changes"),
    path(f"{_AT}/here", endpoints.here, name="marksheet-here"),
    path(f"{_AT}/exempt", endpoints.exempt, name="marksheet-exempt"),
    path(f"{_AT}/settle", endpoints.settle, name="marksheet-settle"),
    path(f"{_AT}/check", checking.page, name="marksheet-check"),
    path(f"{_AT}/fill", filling.page, name="marksheet-fill"),
    path(f"{_AT}/restore", moments.restore, name="marksheet-restore"),
    path(f"{_AT}/entry", switching.page, name="marksheet-entry"),
    path(f"{_AT}/entry/switch", switching.switch, name="marksheet-switch"),
    path(f"{_AT}/compare", telling.compare, name="marksheet-compare"),
    path(f"{_AT}/keys", telling.keys, name="marksheet-keys"),
    path(f"{_AT}/keys/enter", telling.enter, name="marksheet-enter"),
    path(f"{_AT}/print", printing.page, name="marksheet-print"),
    path(f"{_AT}/workbook", workbook.page, name="marksheet-workbook"),
    path(f"{_AT}/read-back", reading.page, name="marksheet-read-back"),
    path(f"{_AT}/import", taking.choose, name="marksheet-import"),
    path(f"{_AT}/import/save", taking.save, name="marksheet-import-save"),
    path(f"{_AT}/notes", noting.of_return, name="marksheet-notes"),
    path(f"{_AT}/notes/<id:note>", noting.unnote, name="marksheet-unnote"),
    path(f"{_AT}/classes/<id:klass>/done", noting.done, name="marksheet-done"),
    path(f"{_AT}/clashes", clashing.every, name="marksheet-clashes"),
    path(f"{_AT}/clashes/<id:clash>", clashing.page, name="marksheet-clash"),
    path(_PUPIL, single.page, name="marksheet-pupil"),
    path(f"{_PUPIL}/notes", noting.of_pupil, name="marksheet-pupil-notes"),
    path(f"{_PUPIL}/known", opening.known, name="marksheet-known"),
    path(f"{_PUPIL}/flag", noting.flag, name="marksheet-flag"),
    path(f"{_CELL}/ask", asking.page, name="marksheet-ask"),
    path(f"{_CELL}/open", opening.page, name="marksheet-open"),
    path(f"{_CELL}/history", moments.cell, name="marksheet-cell"),
]
