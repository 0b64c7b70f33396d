"""How bytes that were made for one who asked are given to a browser: as a file to keep."""

from django.http import HttpResponse


def attached(data: bytes, type_: str, name: str) -> HttpResponse:
    """Return an answer with a file; `name` is the service's own, of no person."""
    answer = HttpResponse(data, content_type=type_)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
