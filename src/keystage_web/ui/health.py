"""Is the service well? One page for people and for what watches over it.

Each check is a function named in the setting HEALTH: it returns what is wrong in a
sentence, or nothing. The page tells which checks fail and no more than that.
"""

import logging
import os
import tempfile
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from keystage_web import database

log = logging.getLogger("keystage.health")


def stores() -> str:
    """The database answers, and keeps what it takes."""
    try:
        found = database.faults(connection)
        if database.pending(connection):
            found.append("It waits for changes: run keystage setup.")
    except DatabaseError as error:
        return f"It does not answer ({type(error).__name__})."
    return " ".join(found)


def files() -> str:
    """Files can be written to the data folder."""
    try:
        with tempfile.TemporaryFile(dir=settings.CONFIG.data / "tmp") as file:
            file.write(b"well")
            os.fsync(file.fileno())
    except OSError as error:
        return f"A file could not be written ({type(error).__name__})."
    return ""


def asked() -> dict[str, str]:
    """Return what each check says, by what it says when all is well."""
    checks: list[Callable[[], str]] = [import_string(name) for name in settings.HEALTH]
    return {(check.__doc__ or "").strip(): check().strip() for check in checks}


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
