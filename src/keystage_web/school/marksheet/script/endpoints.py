"""What the marksheet's script asks and is answered: JSON, and sentences when it is no."""

import hashlib
from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keystage.core.errors import UsageError
from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.config.figures import whole
from keystage_web.returns import actions
from keystage_web.returns.policies import CELL, EXEMPT, HERE, SETTLE
from keystage_web.returns.refusals import Locked, NotThere, Reused, Stale, TooMany
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.sheet.choice import NO_CLASS
from keystage_web.returns.sheet.model import Changes
from keystage_web.school.marksheet import door
from keystage_web.school.marksheet.doors import chosen
from keystage_web.school.marksheet.script import answering
from keystage_web.school.marksheet.script.reading import (
    Unreadable,
    asked_cells,
    number,
    read,
    text,
)
from keystage_web.school.roll.door import Scoped, View, at_school

_SEQ_DIGITS = 9
# What is done by hand in the grid; the other ways are those of pages of their own.
_HANDS = frozenset(
    {
        actions.Via.TYPED,
        actions.Via.PASTED,
        actions.Via.FILLED,
        actions.Via.CUT,
        actions.Via.UNDONE,
        actions.Via.REDONE,
    }
)
_STATUS: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (Http404, HTTPStatus.NOT_FOUND),
    (TooMany, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (RequestDataTooBig, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (Locked, HTTPStatus.CONFLICT),
    (Reused, HTTPStatus.CONFLICT),
    (Stale, HTTPStatus.CONFLICT),
    (Unreadable, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UsageError, HTTPStatus.BAD_REQUEST),
)
_FAULTS = tuple(kind for kind, _status in _STATUS)


def scripted[**P](view: Scoped[P]) -> View[P]:
    """Make an address for a script: no page, no way to the door, always a sentence."""

    @wraps(view)
    def inner(
        request: HttpRequest, scope: Scope, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        try:
            _hold_school(request, scope)
            return view(request, scope, *args, **kwargs)
        except NotThere:  # the round is there, or the page of it was not found at all
            status = HTTPStatus.NOT_FOUND
            return _refused(status, _words(status), some=True)
        except _FAULTS as fault:
            status = next(to for kind, to in _STATUS if isinstance(fault, kind))
            told = isinstance(fault, Locked | Stale)
            return _refused(status, door.told(fault) if told else _words(status))

    entered = at_school(inner)

    @wraps(view)
    def answer(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        try:
            found = entered(request, *args, **kwargs)
        except Http404:
            return _refused(HTTPStatus.NOT_FOUND, _words(HTTPStatus.NOT_FOUND))
        if found.status_code == HTTPStatus.FOUND:
            status = HTTPStatus.UNAUTHORIZED
            return _refused(status, _words(status))
        if found.status_code == HTTPStatus.FORBIDDEN:
            return _refused(HTTPStatus.FORBIDDEN, _words(HTTPStatus.FORBIDDEN))
        return found

    return answer


@require_POST
@scripted
def save(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Save cells; answer what became of each, and what follows for their rows."""
    door.held(scope, round_id, CELL)
    told = read(request)
    cells = asked_cells(told)
    saved = actions.save(
        by=scope,
        round_id=round_id,
        key=text(told, "key"),
        cells=cells,
        via=_via(told),
        now=clock.now(),
    )
    return _saved(request, scope, round_id, saved)


@require_POST
@scripted
def exempt(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Record an exemption, which fills a whole row."""
    door.held(scope, round_id, EXEMPT)
    told = read(request)
    saved = actions.exempt(
        by=scope,
        round_id=round_id,
        key=text(told, "key"),
        pupil=text(told, "pupil"),
        ground=text(told, "ground", ""),
        seen=number(told, "seen"),
        now=clock.now(),
    )
    return _saved(request, scope, round_id, saved)


@require_POST
@scripted
def settle(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Choose between two people's values."""
    door.held(scope, round_id, SETTLE)
    told = read(request)
    keep = text(told, "keep")
    if keep not in set(actions.Kept):
        raise Unreadable
    saved = actions.settle(
        by=scope,
        clash=text(told, "clash"),
        keep=actions.Kept(keep),
        key=text(told, "key"),
        base=number(told, "base"),
        now=clock.now(),
    )
    return _saved(request, scope, round_id, saved)


@require_safe
@scripted
def changes(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Answer what is new since a count of changes; 304 where the same was told last."""
    door.held(scope, round_id)
    since = whole(request.GET.get("since", ""), _SEQ_DIGITS)
    if since is None:
        raise Unreadable
    choice = chosen(request.GET)
    now = clock.now()
    moment = sheets.moment(scope, round_id, klass=choice.of_class, now=now)
    if moment is None:
        raise NotThere
    tag = f'"{hashlib.sha256(repr(moment).encode()).hexdigest()[:24]}"'
    if since == moment.seq and request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        found = sheets.changes(scope, round_id, choice=choice, since=since, now=now)
        door.noted(request, scope, _of(found))
        answer = JsonResponse(answering.changed(found) if found else {})
    answer.headers["ETag"] = tag
    return answer


@require_POST
@scripted
def here(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Note that somebody has a class open."""
    door.held(scope, round_id, HERE)
    klass = chosen(request.GET).of_class
    own = "" if klass == NO_CLASS else klass
    actions.here(by=scope, round_id=round_id, klass=own, now=clock.now())
    return JsonResponse({})


def _saved(
    request: HttpRequest, scope: Scope, round_id: str, saved: actions.Saved
) -> HttpResponse:
    found = sheets.changes(
        scope,
        round_id,
        choice=chosen(request.GET),
        since=max(saved.seq - 1, 0),
        now=clock.now(),
    )
    door.noted(request, scope, [*_of(found), *(cell.pupil for cell in saved.cells)])
    return JsonResponse(answering.saved(saved, found))


def _of(told: Changes | None) -> list[str]:
    """Return the pupils whose results an answer tells."""
    return [*told.rows, *(one.pupil for one in told.clashes)] if told else []


def _via(told: Mapping[str, Any]) -> "actions.Via":
    via = text(told, "via", actions.Via.TYPED.value)
    if via not in _HANDS:
        raise Unreadable
    return actions.Via(via)


def _hold_school(request: HttpRequest, scope: Scope) -> None:
    """Go on where the sheet that asks is of the school one works at.

    Another tab may have chosen another role since; what is typed stays in the browser.
    """
    if request.GET.get("school", scope.school) != scope.school:
        raise Locked(
            _(
                "This is the marksheet of another school than the one you chose since. "
                "Choose its role again to go on."
            )
        )


def _refused(status: HTTPStatus, said: str, **more: bool) -> JsonResponse:
    return JsonResponse({"said": said, **more}, status=status)


def _words(status: HTTPStatus) -> str:
    """Return what a script shows for a status."""
    words: dict[HTTPStatus, Callable[[], str]] = {
        HTTPStatus.UNAUTHORIZED: lambda: _("You are signed out. Sign in to go on."),
        HTTPStatus.FORBIDDEN: lambda: _("Your role does not include this."),
        HTTPStatus.NOT_FOUND: lambda: _(
            "That is no longer there, or not yours to see."
        ),
        HTTPStatus.CONFLICT: lambda: _(
            "That was sent before with something else in it."
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lambda: _(
            "So many cells are not taken at once."
        ),
    }
    other = lambda: _("That could not be understood. Load the page again.")  # noqa: E731 - as the others
    return words.get(status, other)()
