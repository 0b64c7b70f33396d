"""Where a school's own returns stand: the words of the board, for the school itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F

from keystage_web.accounts.scopes import Scope
from keystage_web.returns import queries
from keystage_web.returns.board.cells import Asking, cell_of
from keystage_web.returns.board.gather import Far, Standing, rounds, standings
from keystage_web.returns.board.model import Cell
from keystage_web.returns.models import Progress, Return
from keystage_web.returns.queries import Seen
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.standing import is_taking, standing
from keystage_web.returns.states import ENTERED, ReturnState
from keystage_web.rolls.models.classes import is_teacher
from keystage_web.ui.parts import State, Tone


@dataclass(frozen=True, slots=True)
class Own:
    """A round that a school owes, and where its return stands; None: not begun."""

    seen: Seen
    cell: Cell
    state: ReturnState | None


def brief(scope: Scope, seen: Seen, now: datetime) -> State:
    """Return a word for the scope's own return, in one question: once sent, its own."""
    rows = Return.within(scope).filter(round=seen.id, school=scope.school)
    state = rows.values_list("state", flat=True).first()
    if state is None or state == ReturnState.DRAFT:
        return standing(seen.dates, now)
    return State(ReturnState(state).label, _TONES[ReturnState(state)])


_TONES: Mapping[ReturnState, Tone] = {
    ReturnState.SUBMITTED: Tone.SENT,
    ReturnState.QUERIED: Tone.QUERY,
    ReturnState.ACCEPTED: Tone.DONE,
    ReturnState.UNLOCKED: Tone.WAITING,
    ReturnState.WITHDRAWN: Tone.QUIET,
    ReturnState.EXCUSED: Tone.QUIET,
}


def one(scope: Scope, seen: Seen, now: datetime) -> State:
    """Return the word for the scope's own return in a round it sees."""
    rows = [row for row in rounds(scope) if row.id == seen.id]
    held = standings(scope, rows).get((seen.id, scope.school), Standing())
    return cell_of(Asking(rows[0], seen.dates, now), held, owes=True).word


def own(scope: Scope, now: datetime) -> list[Own]:
    """Return the rounds the scope's school owes with where each stands.

    However many rounds there are it asks the same number of questions, but for returns
    that were changed in the last moments and not counted anew since. Pupils are counted
    of the whole school, whoever asks.
    """
    seen = queries.owed(scope)
    rows = {row.id: row for row in rounds(scope)}
    held = standings(scope, [rows[one.id] for one in seen])
    counted = set(
        Progress.within(scope)
        .filter(of_return__round__in=[one.id for one in seen])
        .filter(seq=F("of_return__seq"))
        .values_list("of_return__round", flat=True)
    )
    found = []
    for one in seen:
        there = held.get((one.id, scope.school), Standing())
        if not is_teacher(scope) and _is_old(one, there, one.id in counted, now):
            there = replace(there, far=_far(scope, one, there.far, now))
        asking = Asking(rows[one.id], one.dates, now)
        found.append(Own(one, cell_of(asking, there, owes=True), there.state))
    return found


def _is_old(seen: Seen, there: Standing, counted: bool, now: datetime) -> bool:
    """Whether a return at work has to be counted now: what is kept of it is older."""
    return there.state in ENTERED and not counted and is_taking(seen.dates, now)


def _far(scope: Scope, seen: Seen, before: Far, now: datetime) -> Far:
    sheet = sheets.sheet(scope, seen.id, now=now)
    if sheet is None:
        return before
    counts = sheet.counts
    return before._replace(due=counts.pupils, complete=counts.complete)
