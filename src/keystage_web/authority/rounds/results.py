"""The schools of one round, and how far each is; `desk.school` shows what one sent."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.register import queries as register
from keystage_web.accounts.register.queries import Line
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.rounds.pages import seen_or_404
from keystage_web.config.figures import whole
from keystage_web.returns import queries
from keystage_web.returns.desk.versions import to_receive
from keystage_web.returns.policies import VIEW
from keystage_web.returns.queries import Seen
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.states import ReturnState
from keystage_web.ui.forms import PAGE_DIGITS
from keystage_web.ui.parts import State, Tone

_PAGE = 20  # schools; how far each is, is worked out from all its pupils

_TONES = {
    ReturnState.DRAFT: Tone.BEGUN,
    ReturnState.UNLOCKED: Tone.BEGUN,
    ReturnState.SUBMITTED: Tone.SENT,
    ReturnState.QUERIED: Tone.QUERY,
    ReturnState.ACCEPTED: Tone.DONE,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the list, `number` of `pages`: school, where it stands, how far it is."""

    lines: tuple[tuple[Line, State, str], ...]
    number: int
    pages: int


@require_safe
@entered
def every(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show the schools that owe a round, and how far each is."""
    seen = seen_or_404(scope, round_id)
    _demand(scope)
    asked = whole(request.GET.get("page", ""), PAGE_DIGITS)
    told = {
        "round": seen,
        "page": _page(scope, seen, 1 if asked is None else asked),
        "to_receive": to_receive(scope, round_id),
    }
    return render(request, "authority/rounds/results.html", told)


def _page(scope: Scope, seen: Seen, number: int) -> Shown:
    """Return a page of the schools that owe a round, or began a return; by name."""
    states = queries.returned(scope, seen.id)
    owing = {id_ for id_, said in queries.owing(scope, seen).items() if said.owes}
    lines = register.lines(scope, owing | set(states))
    pages = max(1, -(-len(lines) // _PAGE))
    number = min(max(1, number), pages)
    here = lines[(number - 1) * _PAGE : number * _PAGE]
    found = (
        (line, _state(states.get(line.id)), _far(scope, seen, line, states))
        for line in here
    )
    return Shown(tuple(found), number, pages)


def _far(scope: Scope, seen: Seen, line: Line, states: dict[str, ReturnState]) -> str:
    """Return how many pupils of a school are complete; '' where nothing has begun."""
    if states.get(line.id, ReturnState.EXCUSED) is ReturnState.EXCUSED:
        return ""
    sheet = sheets.sheet(scope, seen.id, now=clock.now(), school=line.id)
    if sheet is None:
        return ""
    told = {"done": sheet.counts.complete, "all": sheet.counts.pupils}
    return _("%(done)d of %(all)d complete") % told


def _state(state: ReturnState | None) -> State:
    if state is None:
        return State(_("Not begun"), Tone.QUIET)
    word = _("Begun") if state is ReturnState.DRAFT else state.label
    return State(word, _TONES.get(state, Tone.QUIET))


def _demand(scope: Scope) -> None:
    """Go on for an officer: a school's people have their own pages."""
    if not scope.whole:
        raise Refused(VIEW)
    VIEW.demand(scope)
