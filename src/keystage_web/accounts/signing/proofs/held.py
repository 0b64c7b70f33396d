"""What was sent where the second factor is asked for once more: kept until it is given.

It is kept in the session, for one form alone. Passwords and files are not: who sends
those comes back to the page, and types them again.
"""

from django.http import HttpRequest, QueryDict

from keystage_web.accounts import ids

NAME = "held"  # of the field that brings it back
_KEY = "held"  # in the session: its id, its address, and what was typed
_MOST = 64 * 1024
_SECRET = {"password", "csrfmiddlewaretoken"}


def keep(request: HttpRequest) -> None:
    """Keep a form that was sent, unless it holds a password, a file, or too much."""
    request.session.pop(_KEY, None)
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if not (request.FILES or _SECRET & set(typed) or len(text) > _MOST):
        request.session[_KEY] = [ids.new(), request.get_full_path(), text]


def name(request: HttpRequest) -> str:
    """Return what the form that is kept is brought back by; '' where none is."""
    kept = request.session.get(_KEY)
    return str(kept[0]) if kept else ""


def place(request: HttpRequest) -> str:
    """Return where the form that is named was sent to; '' where it is not kept."""
    kept = request.session.get(_KEY)
    named = request.POST.get(NAME, "")
    return str(kept[1]) if kept and named == kept[0] else ""


def bring_back(request: HttpRequest) -> None:
    """Let a request that names it, at its address, be the form that was kept."""
    there = place(request)
    kept = request.session.pop(_KEY, None)
    if there and there == request.get_full_path():
        request.POST = QueryDict(str(kept[2]))
