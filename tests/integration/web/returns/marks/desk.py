"""A school with an open round, two classes and people, to enter results with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions import rounds
from keystage_web.returns.actions.cells.model import Saved, Typed
from keystage_web.returns.actions.cells.saving import save
from keystage_web.returns.models import Change, Clash, Result, Return, Save, Via
from keystage_web.returns.moments import end_of
from keystage_web.returns.states import Move
from keystage_web.rolls.models import Class, ClassTeacher, Pupil
from tests.integration.web.accounts.town import BEGIN, Town, town

YEAR = 2026
PLAN = rounds.Plan(opens=date(2026, 6, 1), deadline=end_of(date(2026, 6, 23)))
GOALS = tuple(f"E{number:02}" for number in range(1, 18))


@dataclass
class Desk:
    """A school of a town, its round, and its pupils: two in Oak, one in Elm, one in none.

    `now` goes on by a second with each save.
    """

    town: Town
    round: str
    oak: Class
    elm: Class
    pupils: list[str]
    now: datetime = BEGIN
    number: str = "2001"
    keys: list[str] = field(default_factory=list)

    def who(self, role: Role = Role.HEAD) -> Scope:
        return self.town.holds(role, self.number).scope()

    @property
    def admin(self) -> Scope:
        return self.town.holds(Role.ADMINISTRATOR).scope()

    def later(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def save(
        self,
        *cells: tuple[str, str, str, int],
        by: Scope | None = None,
        via: Via = Via.TYPED,
        key: str = "",
        sure: bool = False,
    ) -> Saved:
        """Save pupil, component, value, base of each cell."""
        return save(
            by=by or self.who(),
            round_id=self.round,
            key=key or ids.new(),
            cells=[Typed(*cell, sure=sure) for cell in cells],
            via=via,
            now=self.later(),
        )

    def value(self, pupil: str, component: str) -> tuple[str, int]:
        row = Result.unscoped.filter(pupil=pupil, component=component).first()
        return (row.value, row.version) if row else ("", 0)

    def history(self, pupil: str, component: str) -> list[tuple[str, str, int]]:
        rows = Change.unscoped.filter(pupil=pupil, component=component)
        ordered = rows.order_by("version")
        return [(row.before, row.after, row.version) for row in ordered]

    def redoable(self, by: Scope) -> int:
        """Return the undo of somebody that is taken back next, or 0: none after a save."""
        own = Save.unscoped.filter(person=by.person, undone=False, seq__gt=0)
        steps = [(row.via, row.seq) for row in own.order_by("seq")]
        while steps and steps[-1][0] == Via.REDONE:
            steps.pop()
        return steps[-1][1] if steps and steps[-1][0] == Via.UNDONE else 0

    def clashes(self, *, settled: bool = False) -> list[Clash]:
        rows = Clash.unscoped.filter(settled_at__isnull=not settled)
        return list(rows.order_by("at", "id"))

    @property
    def row(self) -> Return:
        return Return.unscoped.get(round=self.round, school__number=self.number)


def desk(book: str = "eyfsp-2026", *, group: str = "R") -> Desk:
    """Make a town of two schools with an open round, and pupils at the first."""
    made = town("999", "2001", "2002")
    admin = made.holds(Role.ADMINISTRATOR).scope()
    found = rounds.create(by=admin, book=book, plan=PLAN, now=BEGIN)
    rounds.move(by=admin, round_id=found, move=Move.OPEN, now=BEGIN)
    where: dict[str, Any] = {
        "authority": made.authority,
        "school": made.schools["2001"],
    }
    oak = Class.unscoped.create(**where, year=YEAR, name="Oak")
    elm = Class.unscoped.create(**where, year=YEAR, name="Elm")
    teacher = made.holds(Role.TEACHER, "2001").person
    ClassTeacher.unscoped.create(**where, klass=oak, person=teacher)
    classes = [("Ann", oak), ("Bob", oak), ("Cas", elm), ("Dot", None)]
    pupils = [child(where, name, klass, group) for name, klass in classes]
    return Desk(made, found, oak, elm, pupils)


def child(
    where: dict[str, Any], name: str, klass: Class | None, group: str = "R"
) -> str:
    """Make a pupil; returns the id."""
    made = Pupil.unscoped.create(
        **where,
        year=YEAR,
        surname="Quill",
        forename=name,
        key=f"quill {name.lower()}",
        born=date(2021, 3, 5),
        year_group=group,
        klass=klass,
    )
    return made.id


def states(saved: Saved) -> Sequence[str]:
    """Return what became of each cell of a save."""
    return [cell.state.value for cell in saved.cells]
