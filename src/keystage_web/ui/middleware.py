"""What holds for every answer: headers, and the size of what is sent here."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from keystage_web.ui.problems import problem

type Answer = Callable[[HttpRequest], HttpResponse]

_FORM = 1024 * 1024  # bytes a form may take beside the file in it
_PIECE = 64 * 1024
_PATIENCE = 64 * 1024 * 1024
_HEADERS = {
    "Cache-Control": "no-store",  # a shared computer's Back must show nobody
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def headers(answer: Answer) -> Answer:
    """Give each request a reference to quote, and each answer its headers."""

    def answered(request: HttpRequest) -> HttpResponse:
        request.reference = secrets.token_hex(4)  # type: ignore[attr-defined]  # ours
        response = answer(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answered


def sizes(answer: Answer) -> Answer:
    """Refuse what is larger than any file may be, keeping none of it.

    It is read to its end all the same, or its sender would see a broken line and no
    page; beyond `_PATIENCE` the line is left to break.
    """
    most = settings.CONFIG.upload_limit + _FORM

    def answered(request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        if not told.isdecimal() or int(told) > most:
            for _ in range(_PATIENCE // _PIECE):
                if not request.read(_PIECE):
                    break
            return problem(request, 413)
        return answer(request)

    return answered
