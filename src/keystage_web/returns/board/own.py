"""Where a school's own returns stand: the words of the board, for the school itself."""

from dataclasses import dataclass
from datetime import datetime

from keystage_web.accounts.scopes import Scope
from keystage_web.returns import queries
from keystage_web.returns.board.cells import Asking, by_time, cell_of
from keystage_web.returns.board.gather import Standing, renew, rounds, standings
from keystage_web.returns.board.model import Cell
from keystage_web.returns.models import Return
from keystage_web.returns.queries import Seen
from keystage_web.returns.standing import is_taking, standing
from keystage_web.returns.states import ReturnState
from keystage_web.ui.parts import State


@dataclass(frozen=True, slots=True)
class Own:
    """A round that a school owes, and where its return stands; None: not begun."""

    seen: Seen
    cell: Cell
    state: ReturnState | None


def brief(scope: Scope, seen: Seen, now: datetime) -> State | None:
    """Return the board's word for the scope's own return, for a page it is worked on at.

    None while it is at work and its time is not over: how far it is changes there with
    every key. In one question, for one that was not sent.
    """
    rows = Return.within(scope).filter(round=seen.id, school=scope.school)
    state = rows.values_list("state", flat=True).first()
    if state not in (None, ReturnState.DRAFT):
        return one(scope, seen, now)
    if is_taking(seen.dates, now):
        return by_time(seen.dates, now)
    return standing(seen.dates, now)


def one(scope: Scope, seen: Seen, now: datetime) -> State:
    """Return the word for the scope's own return in a round it sees."""
    rows = [row for row in rounds(scope) if row.id == seen.id]
    held = standings(scope, rows, scope.school)
    renew(scope, held, now, school=scope.school, round_id=seen.id)
    there = held.get((seen.id, scope.school), Standing())
    return cell_of(Asking(rows[0], seen.dates, now), there, owes=True).word


def own(scope: Scope, now: datetime) -> list[Own]:
    """Return the rounds the scope's school owes with where each stands.

    However many rounds there are it asks the same number of questions, but for returns
    that were changed in the last moments and not counted anew since. Pupils are counted
    of the whole school, whoever asks.
    """
    seen = queries.owed(scope)
    rows = {row.id: row for row in rounds(scope)}
    held = standings(scope, [rows[one.id] for one in seen], scope.school)
    renew(scope, held, now, school=scope.school)
    found = []
    for one in seen:
        there = held.get((one.id, scope.school), Standing())
        asking = Asking(rows[one.id], one.dates, now)
        found.append(Own(one, cell_of(asking, there, owes=True), there.state))
    return found
