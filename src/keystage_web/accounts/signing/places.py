"""Where somebody goes on after signing in: a page of this service, and their own."""

from urllib.parse import unquote, urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_KEY = "back"  # in the session

type Back = tuple[str, str] | None


def safe(url: str) -> bool:
    """Return whether an address is a path of this service, however it is disguised."""
    plain = unquote(url)
    if not url.startswith("/") or plain.startswith(("//", "/\\")):
        return False
    if any(ord(letter) <= ord(" ") or letter == "\\" for letter in plain):
        return False
    return url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def of(request: HttpRequest) -> str:
    """Return the page a person is on: what was asked for, or what sent the form."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    try:
        came = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # as of a host in half a bracket
        return ""
    if came.netloc != request.get_host():
        return ""
    return f"{came.path}?{came.query}" if came.query else came.path


def leave(request: HttpRequest, person: str, path: str) -> None:
    """Keep, in the session of nobody, the place a person was sent away from."""
    if safe(path):
        request.session[_KEY] = [person, path]


def kept(request: HttpRequest) -> Back:
    """Return what is kept."""
    found = request.session.get(_KEY)
    return (str(found[0]), str(found[1])) if found else None


def keep(request: HttpRequest, back: Back) -> None:
    """Carry it over into the session that begins."""
    if back:
        request.session[_KEY] = list(back)


def take(request: HttpRequest) -> str:
    """Return the place, for the same person alone, and keep it no longer."""
    found = request.session.pop(_KEY, None)
    if not found or found[0] != request.user.pk:
        return ""
    return str(found[1]) if safe(str(found[1])) else ""
