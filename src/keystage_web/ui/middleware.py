"""What holds for every answer: headers, and the size and signs of what is sent here."""

import codecs
import re
import secrets
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    QueryDict,
)

from keystage_web.config.figures import whole
from keystage_web.ui.problems import problem

type Answer = Callable[[HttpRequest], HttpResponse]
type Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_METHODS = ("GET", "HEAD", "POST")
_FORM = 1024 * 1024  # bytes a form may take beside the file in it
_PIECE = 64 * 1024
_PATIENCE = 64 * 1024 * 1024
_LENGTH = 12  # digits of the length of what is sent
# No database keeps these, and nobody types them: NUL, and one half of a pair.
_ODD = re.compile("[\0\ud800-\udfff]")
_HEADERS = {
    "Cache-Control": "no-store",  # a shared computer's Back must show nobody
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_REFUSED = "text/plain; charset=latin-1"  # by `Signs`, as any code but UTF-8


def understood(application: Application) -> Application:
    """Let a request whose type or code nobody can read be refused as others are.

    Django raises for it before there is a request, so that no middleware sees it.
    """

    def answered(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        try:
            _ = WSGIRequest(environ).encoding
        except (BadRequest, LookupError, ValueError):
            environ = {**environ, "CONTENT_TYPE": _REFUSED}
        return application(environ, start)

    return answered


def headers(answer: Answer) -> Answer:
    """Give each request a reference to quote, and each answer its headers."""

    def answered(request: HttpRequest) -> HttpResponse:
        request.reference = secrets.token_hex(4)  # type: ignore[attr-defined]  # ours
        response = answer(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answered


def methods(answer: Answer) -> Answer:
    """Refuse what neither reads a page nor sends a form: no page is meant for more."""

    def answered(request: HttpRequest) -> HttpResponse:
        if request.method not in _METHODS:
            return HttpResponseNotAllowed(_METHODS)
        return answer(request)

    return answered


def sizes(answer: Answer) -> Answer:
    """Refuse what is larger than any file may be, keeping none of it.

    It is read to its end all the same, or its sender would see a broken line and no
    page; beyond `_PATIENCE` the line is left to break.
    """
    most = settings.CONFIG.upload_limit + _FORM

    def answered(request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        length = whole(told, _LENGTH)
        if length is None or length > most:
            for _ in range(_PATIENCE // _PIECE):
                if not request.read(_PIECE):
                    break
            return problem(request, 413)
        return answer(request)

    return answered


class Signs:
    """Refuse an address, query or cookie with signs that no database keeps.

    And what is told to be in another code than UTF-8: in some, half a sign is written.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say that it could not be understood."""
        cookies = request.COOKIES
        if (
            not _in_utf_8(request)
            or _odd([request.path_info, *cookies, *cookies.values()])
            or _odd(_words(request.GET))
        ):
            return problem(request, HTTPStatus.BAD_REQUEST)
        return self.answer(request)


class FormSigns:
    """Refuse a form with such signs in it; what is in a file, its reader judges.

    It stands behind the middleware that asks a form where it came from: that one has
    read every form by now, and sent away, unread, those that could not say.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a form is judged once the page is known."""
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: object
    ) -> HttpResponse | None:
        """Return what to say instead of the page, or None to show it."""
        if getattr(view, "csrf_exempt", False):  # reads what it is sent by itself
            return None
        if _odd(_words(request.POST)):
            return problem(request, HTTPStatus.BAD_REQUEST)
        return None


def _in_utf_8(request: HttpRequest) -> bool:
    told = request.encoding
    return told is None or codecs.lookup(told).name == "utf-8"


def _words(of: QueryDict) -> Iterable[str]:
    for name, values in of.lists():
        yield name
        yield from values


def _odd(words: Iterable[str]) -> bool:
    return any(_ODD.search(word) for word in words)
