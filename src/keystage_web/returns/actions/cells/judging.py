"""What becomes of one value: decided here, before anything is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from keystage.rulebooks.entry import Ask
from keystage_web.returns.actions.cells.model import (
    Cell,
    State,
    Theirs,
    Told,
    Typed,
    Why,
    sentence,
)
from keystage_web.returns.actions.cells.spelling import spelled
from keystage_web.returns.locking.unlocks import ALL, Limits, sent
from keystage_web.returns.models import Result, Via
from keystage_web.returns.refusals import Stale
from keystage_web.returns.sheet.plan import Plan

# What nobody typed meets a newer value and gives way: it stands in the history.
GIVES_WAY = frozenset({Via.UNDONE, Via.REDONE, Via.RESTORED})
# What is asked on a page of its own, or stood there before, is not asked about again.
UNASKED = frozenset({Via.RESTORED, Via.EXEMPTED, Via.SETTLED})
# A browser says of a value that it stood there before: that is believed of no exemption.
STEPS = frozenset({Via.UNDONE, Via.REDONE})


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the cells that are to be changed.

    `plan` is the rulebook's sheet. `closed` says of cells why they take no value.
    `exempt` are pupils of whom the exemption is on record, `lapsed` those of whom one
    was, and stands again with its values. `unlocked` is what may be changed of a return
    that was sent.
    """

    plan: Plan
    results: Mapping[Cell, Result]
    closed: Mapping[Cell, str] = field(default_factory=dict)
    exempt: Collection[str] = ()
    lapsed: Collection[str] = ()
    unlocked: Limits = ALL

    @property
    def asks(self) -> Sequence[Ask]:
        """What the rulebook asks of whoever types a value."""
        return self.plan.entry.asks

    def shut(self, cell: Cell, value: str) -> str:
        """Return why a cell does not take a value, in a sentence; or ''."""
        if not self.unlocked.holds(*cell):
            return sent()
        return self.closed.get(cell, "") if value else ""

    def of(self, cell: Cell) -> tuple[str, int]:
        """Return the value of a cell and its version."""
        row = self.results.get(cell)
        return (row.value, row.version) if row else ("", 0)

    def hold_seen(self, cells: Collection[Cell], by: str, seen: int) -> None:
        """Raise `Stale` where another than `by` has changed one of the cells since.

        `seen` is the return's count of changes on the page they decided by.
        """
        rows = filter(None, map(self.results.get, cells))
        if any(row.seq > seen and row.person_id != by for row in rows):
            raise Stale("Somebody has changed it since.")


def judged(typed: Typed, via: Via, there: Standing) -> tuple[Told, str]:
    """Return what becomes of a value, and how it is spelled.

    With `SAVED` and a value that is not there yet it is still to be written, with
    `CONFLICT` to be kept as a clash. A closed cell can be made blank.
    """
    value = spelled(there.plan.book, typed.component, typed.value)
    if value is None:
        return refused(typed, there, Why.LONG), ""
    held, version = there.of(typed.cell)
    stays = value == held and via is Via.SETTLED  # closed or not, nothing is written
    if not stays and (reason := there.shut(typed.cell, value)):
        return told(typed, there, State.REFUSED, said=reason), value
    if value == held:
        return told(typed, there, State.SAVED), value
    if ask := _ask(typed, value, via, there):
        return told(typed, there, State.ASK, ask=ask), value
    if typed.base == version:
        return told(typed, there, State.SAVED), value
    return _met(typed, via, there), value


def told(
    typed: Typed, there: Standing, state: State, *, said: str = "", ask: str = ""
) -> Told:
    """Return what became of a value, with what stands in its cell."""
    value, version = there.of(typed.cell)
    return Told(*typed.cell, value, version, state=state, said=said, ask=ask)


def refused(typed: Typed, there: Standing, why: Why) -> Told:
    """Return that a value was refused, and why."""
    return told(typed, there, State.REFUSED, said=sentence(why))


def theirs(row: Result) -> Theirs:
    """Return what stands in a cell, by whom and since when."""
    return Theirs(row.value, row.person_id, row.at)


def _met(typed: Typed, via: Via, there: Standing) -> Told:
    """Return what becomes of a value that does not follow the one that is there."""
    row = there.results.get(typed.cell)
    if row is None or typed.base > row.version:
        return refused(typed, there, Why.AHEAD)
    gives_way = via in GIVES_WAY
    said = sentence(Why.NEWER) if gives_way else ""
    state = State.REFUSED if gives_way else State.CONFLICT
    return Told(
        *typed.cell,
        row.value,
        row.version,
        state=state,
        said=said,
        theirs=theirs(row),
    )


def _ask(typed: Typed, value: str, via: Via, there: Standing) -> str:
    """Return what a value asks before it may stand, or ''.

    What fills a whole row is asked until the answer is on record: to be sure is not
    enough.
    """
    if via in UNASKED:
        return ""
    ask = there.plan.ask(typed.component, value)
    if ask is None:
        return ""
    if not ask.fills:
        return "" if typed.sure else ask.id
    again = via in STEPS and typed.pupil in there.lapsed
    return "" if again or typed.pupil in there.exempt else ask.id
