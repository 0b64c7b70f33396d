"""Where a browser tells that a page tried something the policy forbids."""

import json
import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

log = logging.getLogger("keystage.csp")

_MOST = 16 * 1024  # bytes of a report; real ones are a tenth of it
_LONGEST = 120  # characters told of one value


@csrf_exempt  # browsers send reports without a token; nothing is changed by one
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Write one report to the log, by rule, origin and page; 400 if it is none."""
    told = _read(request)
    if told is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    log.warning(
        "blocked by %s: %s on %s",
        _short(told.get("effective-directive") or told.get("violated-directive")),
        _origin(told.get("blocked-uri")),
        _short(urlsplit(str(told.get("document-uri", ""))).path),
    )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _read(request: HttpRequest) -> dict[str, Any] | None:
    if len(request.body) > _MOST:
        return None
    try:
        told = json.loads(request.body)
    except ValueError:
        return None
    inner = told.get("csp-report") if isinstance(told, dict) else None
    return inner if isinstance(inner, dict) else None


def _origin(value: object) -> str:
    """Return where something came from, without the rest of its address."""
    parts = urlsplit(str(value))
    return _short(f"{parts.scheme}://{parts.netloc}" if parts.netloc else value)


def _short(value: object) -> str:
    return str(value)[:_LONGEST]
