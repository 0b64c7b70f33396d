"""The board: schools beside collections, as it stands now, and what is new on it."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.desk.drawing import Pen
from keystage_web.config.figures import whole
from keystage_web.returns import policies
from keystage_web.returns.board import queries
from keystage_web.returns.board.model import Board, Wanted
from keystage_web.returns.moments import LONDON
from keystage_web.ui.forms import PAGE_DIGITS

_YEAR_DIGITS = 4
_LONGEST = 80  # characters of what is looked for
_ASKED = ("summer", "words", "round", "state", "area", "order")


@require_safe
@entered
def page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show where every return of a summer stands, a hundred schools to a page."""
    policies.BOARD.demand(scope)
    now = clock.now()
    wanted, board = _asked(request, scope, now)
    if board is None:
        return render(request, "authority/desk/none.html")
    told = {
        "board": board,
        "wanted": wanted,
        "rows": _pen(scope, board, now).rows(board.lines),
        "asked": urlencode(_query(request.GET)),
        "changes": _changes(request.GET, board),
        "tag": queries.stamp(scope, now),
        "at": now.astimezone(LONDON),
        "may_open": policies.VIEW.held(scope),
    }
    return render(request, "authority/desk/board.html", told)


@require_safe
@entered
def changes(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Answer with the rows of the same page as they stand; 304 where nothing is new."""
    policies.BOARD.demand(scope)
    now = clock.now()
    tag = f'"{queries.stamp(scope, now)}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    _wanted, board = _asked(request, scope, now)
    told: dict[str, Any] = {"at": f"{now.astimezone(LONDON):%H:%M}"}
    if board is not None:
        pen = _pen(scope, board, now)
        told |= {
            "tiles": [tile.figure for tile in board.tiles],
            "said": [tile.said for tile in board.tiles],
            "rows": {line.id: pen.cells(line) for line in board.lines},
        }
    headers = {"ETag": tag, "Cache-Control": "no-cache, private"}
    return JsonResponse(told, headers=headers)


def _asked(
    request: HttpRequest, scope: Scope, now: datetime
) -> tuple[Wanted, Board | None]:
    """Return what is asked for, and the board; None where there is no round at all."""
    told = request.GET
    number = whole(told.get("page", ""), PAGE_DIGITS)
    wanted = Wanted(
        words=told.get("words", "").strip()[:_LONGEST],
        state=told.get("state", "")[:_LONGEST],
        area=told.get("area", "")[: _LONGEST * 2],
        round=told.get("round", "")[:_LONGEST],
        order=told.get("order", "")[:_LONGEST],
        page=0 if told.get("page") == "all" else (1 if number is None else number),
    )
    summer = whole(told.get("summer", ""), _YEAR_DIGITS)
    board = queries.board(scope, summer, wanted, now)
    if board is None and summer is not None:
        raise Http404
    return wanted, board


def _pen(scope: Scope, board: Board, now: datetime) -> Pen:
    return Pen(board, now, open_=policies.VIEW.held(scope))


def _query(told: QueryDict) -> dict[str, str]:
    """Return what is asked for of the board, without the page."""
    kept = {name: told.get(name, "") for name in _ASKED}
    return {name: value for name, value in kept.items() if value}


def _changes(told: QueryDict, board: Board) -> str:
    number = "all" if told.get("page") == "all" else board.number
    asked = urlencode({**_query(told), "page": number})
    return f"{reverse('authority:board-changes')}?{asked}"
