"""Two people at one sheet, and a checker that nothing acknowledged is lost.

Each sees what they last looked at, so that bases are old. What is checked after every
step is what was promised: a value that was acknowledged is current, or superseded on
the record by somebody who had seen it, or kept as a clash.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions, history
from keystage_web.returns.actions import Block, Kept, Saved, State, Told, Typed, Via
from keystage_web.returns.models import Change, Clash, Result, Return, Save
from keystage_web.returns.refusals import Reused
from tests.integration.web.returns.marks.desk import Desk

PARTS = ("E01", "E02")
VALUES = ("1", "2", "", "9")
KINDS = (
    *("type", "type", "type", "look", "fill", "over", "undo", "redo"),
    *("restore", "settle", "again"),
)
type Cell = tuple[str, str]
type Step = tuple[int, int, int, int]
"""Who, what, which cell, which value: each a number, taken modulo what there is."""


@dataclass
class Person:
    """One of the two: who they are, and the versions they have seen."""

    by: Scope
    seen: dict[Cell, int] = field(default_factory=dict)
    last: tuple[str, list[Typed], Saved] | None = None


@dataclass
class Session:
    """What was acknowledged so far."""

    at: Desk
    people: list[Person]
    cells: list[Cell]
    saved: list[tuple[Told, bool]] = field(default_factory=list)
    met: dict[str, tuple[Cell, str]] = field(default_factory=dict)

    @classmethod
    def begin(cls, at: Desk) -> "Session":
        """Let the head and a teacher sit down."""
        people = [Person(at.who()), Person(at.who(Role.TEACHER))]
        cells = [(pupil, part) for pupil in at.pupils[:2] for part in PARTS]
        return cls(at, people, cells)

    def step(self, step: Step) -> None:
        """Do one thing, and check all that was promised."""
        who, kind, cell, value = step
        person = self.people[who % 2]
        name = KINDS[kind % len(KINDS)]
        getattr(self, f"_{name}")(
            person, self.cells[cell % len(self.cells)], VALUES[value % len(VALUES)]
        )
        self.check()

    def _type(self, person: Person, cell: Cell, value: str) -> None:
        typed = [Typed(*cell, value, person.seen.get(cell, 0))]
        key = ids.new()
        found = self._save(person, key, typed)
        person.last = (key, typed, found)
        self._took(person, found)
        told = found.cells[0]
        if told.state is State.CONFLICT:
            self.met[told.clash] = cell, value  # instead of what they typed before
        if told.state is State.SAVED and told.version > typed[0].base:
            fresh = told.version == typed[0].base + 1
            same = value == self._stood(cell, typed[0].base, told.version)
            assert fresh or same, "written over what was not seen"

    def _stood(self, cell: Cell, base: int, version: int) -> str | None:
        """Return what stood there already, where the save wrote nothing."""
        rows = Change.unscoped.filter(pupil=cell[0], component=cell[1])
        row = rows.filter(version=version).first()
        wrote = row is not None and row.at == self.at.now
        return None if row is None or wrote else row.after

    def _save(self, person: Person, key: str, typed: list[Typed]) -> Saved:
        return actions.save(
            by=person.by,
            round_id=self.at.round,
            key=key,
            cells=typed,
            via=Via.TYPED,
            now=self.at.later(),
        )

    def _again(self, person: Person, cell: Cell, value: str) -> None:
        if person.last is None:
            return
        key, typed, answer = person.last
        if not Save.unscoped.filter(key=key, seq=0).exists():  # those changed nothing
            before = Change.unscoped.count(), Clash.unscoped.count()
            assert self._save(person, key, typed) == answer
            assert (Change.unscoped.count(), Clash.unscoped.count()) == before
        other = [Typed(*one.cell, f"{one.value}x", one.base) for one in typed]
        try:
            self._save(person, key, other)
        except Reused:
            return
        raise AssertionError("a key was taken twice")

    def _look(self, person: Person, cell: Cell, value: str) -> None:
        for row in Result.unscoped.all():
            person.seen[row.pupil_id, row.component] = row.version

    def _fill(
        self, person: Person, cell: Cell, value: str, *, over: bool = False
    ) -> None:
        found = actions.fill(
            by=person.by,
            round_id=self.at.round,
            key=ids.new(),
            block=Block(tuple(self.at.pupils[:2]), (cell[1],)),
            value=value,
            over=over,
            seen=10**6,
            now=self.at.later(),
        )
        self._took(person, found)

    def _over(self, person: Person, cell: Cell, value: str) -> None:
        self._fill(person, cell, value, over=True)

    def _undo(self, person: Person, cell: Cell, value: str) -> None:
        self._back(person, history.undoable(person.by, self.at.round))

    def _redo(self, person: Person, cell: Cell, value: str) -> None:
        self._back(person, self.at.redoable(person.by))

    def _back(self, person: Person, seq: int) -> None:
        """Take a save back: each cell is as before it, or somebody's newer is named."""
        if not seq:
            return
        changes = {
            (row.pupil_id, row.component): row
            for row in Change.unscoped.filter(seq=seq)
        }
        versions = {cell: self.at.value(*cell)[1] for cell in changes}
        found = actions.undo(
            by=person.by,
            round_id=self.at.round,
            key=ids.new(),
            seq=seq,
            now=self.at.later(),
        )
        assert {(told.pupil, told.component) for told in found.cells} == set(changes)
        for told in found.cells:
            cell = told.pupil, told.component
            row = changes[cell]
            untouched = versions[cell] == row.version
            if told.state is State.REFUSED:
                assert not untouched
                assert told.theirs is not None
                assert told.theirs.by
            else:
                assert untouched or told.version == versions[cell], (
                    "undone over another"
                )
                assert self.at.value(*cell)[0] == row.before
        self._took(person, found)

    def _restore(self, person: Person, cell: Cell, value: str) -> None:
        told = history.moments(person.by, self.at.round)
        if not told:
            return
        moment = told[len(value) % len(told)]
        wanted = dict[Cell, str]()
        for row in Change.unscoped.filter(seq__lte=moment.seq).order_by("version"):
            wanted[row.pupil_id, row.component] = row.after
        found = actions.restore(
            by=person.by,
            round_id=self.at.round,
            key=ids.new(),
            after=moment.seq,
            seen=self.at.row.seq,
            now=self.at.later(),
        )
        for cell_ in self.cells:
            assert self.at.value(*cell_)[0] == wanted.get(cell_, "")
        self._took(person, found)

    def _settle(self, person: Person, cell: Cell, value: str) -> None:
        waiting = self.at.clashes()
        if not waiting:
            return
        clash = waiting[0]
        found = actions.settle(
            by=person.by,
            clash=clash.id,
            keep=Kept.MINE if value else Kept.THEIRS,
            base=self.at.value(clash.pupil_id, clash.component)[1],
            key=ids.new(),
            now=self.at.later(),
        )
        if value:
            assert found.cells[0].value == clash.value
        self._took(person, found)

    def _took(self, person: Person, saved: Saved) -> None:
        """Remember what was acknowledged, and what the person has seen by it."""
        for told in saved.cells:
            if told.state is State.SAVED:
                person.seen[told.pupil, told.component] = told.version
                self.saved.append((told, True))

    def check(self) -> None:
        """Check every promise that was made so far."""
        standing = {(row.pupil_id, row.component): row for row in Result.unscoped.all()}
        for cell in self.cells:
            row = standing.get(cell)
            now = (row.value, row.version) if row else ("", 0)
            self._check_record(cell, now)
        for told, _ in self.saved:
            self._check_told(told)
        for clash, (cell, value) in self.met.items():
            kept = Clash.unscoped.filter(id=clash).first()
            assert kept is not None, "a clash was lost"
            assert (kept.pupil_id, kept.component, kept.value) == (*cell, value)
        self._check_count()

    def _check_record(self, cell: Cell, now: tuple[str, int]) -> None:
        """Check that a cell's versions go up by one, and lead to what is there."""
        value, version = "", 0
        for before, after, number in self.at.history(*cell):
            assert before == value, "the record has a hole"
            assert number == version + 1, "a version was left out"
            assert before != after
            value, version = after, number
        assert (value, version) == now, "the record does not lead to what is there"

    def _check_told(self, told: Told) -> None:
        if told.version:
            record = self.at.history(told.pupil, told.component)
            assert len(record) >= told.version, "a change was lost"
            assert record[told.version - 1][1] == told.value, "a value was lost"

    def _check_count(self) -> None:
        row = Return.unscoped.filter(round=self.at.round).first()
        newest = Change.unscoped.order_by("-seq").first()
        assert (newest.seq if newest else 0) <= (row.seq if row else 0)


def play(at: Desk, steps: Sequence[Step]) -> Session:
    """Play a session to its end; raises `AssertionError` where a promise is broken."""
    session = Session.begin(at)
    for step in steps:
        session.step(step)
    return session
