"""Is the service well? One page for people and for what watches over it.

Each check is a `Check` named in the setting HEALTH. The page tells which of them fail
and no more than that; what they say goes into the log.
"""

import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from keystage_web import database

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

log = logging.getLogger("keystage.health")


@dataclass(frozen=True, slots=True)
class Check:
    """What is wanted, in words for the page; `ask` returns what is wrong, or ''."""

    wanted: "StrPromise"
    ask: Callable[[], str]


def _stored() -> str:
    try:
        found = database.faults(connection)
        if database.pending(connection):
            found.append("It waits for changes: run keystage setup.")
    except DatabaseError as error:
        return f"It does not answer ({type(error).__name__})."
    return " ".join(found)


def _written() -> str:
    try:
        with tempfile.TemporaryFile(dir=settings.CONFIG.data / "tmp") as file:
            file.write(b"well")
            os.fsync(file.fileno())
    except OSError as error:
        return f"A file could not be written ({type(error).__name__})."
    return ""


stores = Check(_("The database answers, and keeps what it takes."), _stored)
files = Check(_("Files can be written to the data folder."), _written)


def asked() -> dict[str, str]:
    """Return what is wrong with each thing wanted; nothing, where it is well."""
    checks: list[Check] = [import_string(name) for name in settings.HEALTH]
    return {str(check.wanted): check.ask() for check in checks}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Answer 200 where all is well and 503 where not; as JSON if that is asked for."""
    told = asked()
    well = not any(told.values())
    for name, fault in told.items():
        if fault:
            log.error("unwell: %s %s", name, fault)
    status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
    if "application/json" in request.headers.get("Accept", ""):
        checks = {name: not fault for name, fault in told.items()}
        return JsonResponse({"well": well, "checks": checks}, status=status)
    rows = [(name, not fault) for name, fault in told.items()]
    return render(
        request, "ui/health.html", {"well": well, "rows": rows}, status=status
    )
