"""The way into a marksheet's pages: the round, the right to see it, and what is refused."""

from collections.abc import Iterable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from keystage.core.errors import UsageError
from keystage_web import clock
from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import queries
from keystage_web.returns.moments import day_of
from keystage_web.returns.policies import VIEW
from keystage_web.returns.queries import Seen
from keystage_web.returns.refusals import Locked, NotThere, Reused, Stale
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.sheet.choice import Choice
from keystage_web.returns.sheet.model import Row, Sheet
from keystage_web.rolls.looking import looked
from keystage_web.school.marksheet.doors import Doors, chosen, whole
from keystage_web.school.roll.door import Scoped, View, at_school

_LOOKED = "looked"  # in the session: whose results were seen, and on which day
_DRAWN = "keystage_sheets"  # on the request: the sheets its page was made of
_SHOWN = frozenset({HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY})


def on_sheet[**P](view: Scoped[P]) -> View[P]:
    """Make a page of a marksheet; what cannot be done is told on the grid.

    Whose results were on the page is written down: on each page that is made of a
    sheet, so that none is forgotten, and only where it is shown.
    """

    @wraps(view)
    def page(
        request: HttpRequest, scope: Scope, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        try:
            answer = view(request, scope, *args, **kwargs)
        except NotThere:
            raise Http404 from None
        except (Locked, Reused, Stale, UsageError) as fault:
            messages.warning(request, told(fault))
            return redirect(Doors(str(kwargs["round_id"]), chosen(request.GET)).grid)
        if answer.status_code in _SHOWN:
            noted(request, scope, getattr(request, _DRAWN, {}))
        return answer

    return at_school(page)


def told(fault: Exception) -> str:
    """Return why something was refused, and what to do."""
    if isinstance(fault, Locked):
        return fault.said
    if isinstance(fault, Stale):
        return _("Somebody has changed it since. Look again, then decide.")
    return _("That was not saved. Load the page again, and send it once more.")


def seen(scope: Scope, round_id: str, right: Right = VIEW) -> Seen:
    """Return the round, if the scope sees it and may do this in it."""
    there = _round(scope, round_id)
    right.demand(scope)
    return there


def held(scope: Scope, round_id: str, right: Right = VIEW) -> None:
    """Go on where `seen` would: for who needs nothing of the round, and asks often."""
    if not queries.there(scope, round_id):
        raise Http404
    right.demand(scope)


def sheet_of(
    request: HttpRequest,
    scope: Scope,
    round_id: str,
    choice: Choice,
    *,
    right: Right = VIEW,
) -> Sheet:
    """Return the marksheet of a round; there is no page where there is none."""
    seen(scope, round_id, right)
    return made(request, scope, round_id, choice)


def all_of(
    request: HttpRequest, scope: Scope, round_id: str, right: Right = VIEW
) -> Sheet:
    """Return the marksheet of the class and group one is in, with every row."""
    choice = whole(chosen(request.GET))
    return sheet_of(request, scope, round_id, choice, right=right)


def open_to(request: HttpRequest, scope: Scope, round_id: str, choice: Choice) -> Sheet:
    """Return a marksheet; whoever asks demands the right to what is done with it."""
    _round(scope, round_id)
    return made(request, scope, round_id, choice)


def row_of(
    request: HttpRequest, scope: Scope, round_id: str, pupil: str
) -> tuple[Sheet, Row]:
    """Return a pupil's row with the sheet it is on: that of the class, or of all.

    Whoever asks demands the right to what is done with it.
    """
    _round(scope, round_id)
    for choice in dict.fromkeys((whole(chosen(request.GET)), Choice())):
        sheet = made(request, scope, round_id, choice)
        for row in sheet.rows:
            if row.pupil == pupil:
                return sheet, row
    raise Http404


def _round(scope: Scope, round_id: str) -> Seen:
    return found(queries.one(scope, round_id))


def made(
    request: HttpRequest,
    scope: Scope,
    round_id: str,
    choice: Choice,
    *,
    first: bool = False,
) -> Sheet:
    """Return the marksheet of a round that was found, for who has the right.

    With `first` it is of the first class where nothing was asked for.
    """
    now = clock.now()
    sheet = found(sheets.sheet(scope, round_id, choice=choice, now=now, first=first))
    drawn: dict[str, None] = request.__dict__.setdefault(_DRAWN, {})
    drawn.update((row.pupil, None) for row in sheet.rows)
    return sheet


def noted(request: HttpRequest, scope: Scope, pupils: Iterable[str]) -> None:
    """Write down that these pupils' results were seen: once a day in each session.

    Who enters results loads the same page over and over.
    """
    now = clock.now()
    today = day_of(now).isoformat()
    held = request.session.get(_LOOKED, {})
    before = held.get("pupils", []) if held.get("day") == today else []
    new = sorted(set(pupils).difference(before))
    if new:
        request.session[_LOOKED] = {"day": today, "pupils": [*before, *new]}
        looked(by=scope, right=VIEW, pupils=new, school=scope.school, now=now)


def taken_away(request: HttpRequest, scope: Scope) -> None:
    """Write down that the results of the page's pupils leave the service: each time."""
    pupils = list(request.__dict__.pop(_DRAWN, {}))
    looked(by=scope, right=VIEW, pupils=pupils, school=scope.school, now=clock.now())


def found[T](thing: T | None) -> T:
    """Return what is there; there is no page of what is not."""
    if thing is None:
        raise Http404
    return thing
