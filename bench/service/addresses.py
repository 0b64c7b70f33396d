"""The service's addresses, and two more: a page that does nothing, and a bare table."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from keystage_web.urls import handler400, handler403, handler404, handler500
from keystage_web.urls import urlpatterns as own

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

COLUMNS = 17


def nothing(request: HttpRequest) -> HttpResponse:
    """Answer with nothing at all; every middleware is passed all the same."""
    del request
    return HttpResponse()


def bare(request: HttpRequest, rows: int) -> HttpResponse:
    """Answer with a table of empty fields, 17 a row, and nothing else at all."""
    del request
    row = f"<tr><th>Row</th>{'<td><input></td>' * COLUMNS}</tr>"
    return HttpResponse(
        f"<!doctype html><title>Table</title><table>{row * rows}</table>"
    )


urlpatterns = [*own, path("nothing", nothing), path("bare/<int:rows>", bare)]
