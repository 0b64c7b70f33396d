"""Where a browser tells that a page tried something the policy forbids.

Anybody can send a report, and a page's address may hold a link's token: nothing that was
sent is written to the log as it came, and not more than a few lines a minute.
"""

import json
import logging
import re
from datetime import datetime, timedelta
from http import HTTPStatus
from threading import Lock
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from keystage_web import clock

log = logging.getLogger("keystage.csp")

_MOST = 16 * 1024  # bytes of a report; real ones are a tenth of it
_LONGEST = 120  # characters of a host
_NONE, _OTHER = "none", "other"
_DIRECTIVES = {
    *("default-src", "script-src", "script-src-elem", "script-src-attr"),
    *("style-src", "style-src-elem", "style-src-attr", "img-src", "font-src"),
    *("connect-src", "media-src", "object-src", "manifest-src", "worker-src"),
    *("child-src", "frame-src", "form-action", "base-uri", "frame-ancestors"),
}
_KEYWORDS = {"inline", "eval", "wasm-eval", "self", "data", "blob", "about"}
_SCHEMES = {
    *("http", "https", "ws", "wss"),
    *("chrome-extension", "moz-extension", "safari-web-extension"),
}
_HOST = re.compile(r"[a-z0-9.:-]+")


class Lines:
    """How many lines are written in a minute, by each process; the rest is counted."""

    MOST = 30
    _LASTS = timedelta(minutes=1)

    def __init__(self) -> None:
        self._lock = Lock()
        self._until: datetime | None = None
        self._told = self._left_out = 0

    def take(self, now: datetime) -> int | None:
        """Return how many were left out before this line; None for one too many."""
        with self._lock:
            if (
                self._until is None
                or not self._until - self._LASTS <= now < self._until
            ):
                self._until, self._told = now + self._LASTS, 0
            if self._told >= self.MOST:
                self._left_out += 1
                return None
            self._told += 1
            before, self._left_out = self._left_out, 0
            return before


_lines = Lines()


@csrf_exempt  # browsers send reports without a token; nothing is changed by one
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Write one report to the log, by rule, origin and route; 400 if it is none."""
    try:
        told = _read(request)
        line = None if told is None else _line(told)
    except (ValueError, RecursionError):
        line = None
    if line is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    before = _lines.take(clock.now())
    if before:
        log.warning("%d reports before this one were left out", before)
    if before is not None:
        log.warning("blocked by %s: %s on %s", *line)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _read(request: HttpRequest) -> dict[str, Any] | None:
    if len(request.body) > _MOST:
        return None
    told = json.loads(request.body)
    inner = told.get("csp-report") if isinstance(told, dict) else None
    return inner if isinstance(inner, dict) else None


def _line(told: dict[str, Any]) -> tuple[str, str, str]:
    """Return rule, origin and route. Raises `ValueError` for what is no address."""
    rule = told.get("effective-directive") or told.get("violated-directive")
    return (
        _known(str(rule).partition(" ")[0], _DIRECTIVES),
        _origin(str(told.get("blocked-uri", ""))),
        _route(urlsplit(str(told.get("document-uri", ""))).path),
    )


def _known(word: str, words: set[str]) -> str:
    return word if word in words else _OTHER


def _origin(value: str) -> str:
    """Return where something came from: scheme, host and port, or a word for it."""
    parts = urlsplit(value)
    if not parts.netloc:
        return _known(parts.scheme or value, _KEYWORDS | _SCHEMES)
    return f"{_known(parts.scheme, _SCHEMES)}://{_host(parts)}"


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    port = "" if parts.port is None else f":{parts.port}"
    plain = _HOST.fullmatch(host) and len(host) <= _LONGEST
    return f"{host}{port}" if plain else _OTHER


def _route(path: str) -> str:
    """Return the pattern of a page's address, without what stands in its places."""
    try:
        return f"/{resolve(path).route}"
    except Resolver404:
        return _NONE
