"""What every change of a return begins and ends with: the lock, and the one event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from keystage_web.accounts.models import School, Within
from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope, of_worker
from keystage_web.audit import actions as audit
from keystage_web.audit.actions import Change
from keystage_web.audit.append import Checkpoint
from keystage_web.database.rows import Rows
from keystage_web.returns.locking import closed, locked, why
from keystage_web.returns.locking.unlocks import open_unlock
from keystage_web.returns.models import Return, Round, Unlock
from keystage_web.returns.moments import day_of
from keystage_web.returns.refusals import Locked, NotThere
from keystage_web.returns.sheet.plan import Plan, plan_of
from keystage_web.returns.states import NoSuchMove, ReturnMove, ReturnState, went
from keystage_web.rolls.models import Pupil


@dataclass
class Writing:
    """A return that is locked until the transaction ends, and what is changed of it."""

    by: Scope
    now: datetime
    row: Return
    changes: list[Change] = field(default_factory=list)
    about: set[str] = field(default_factory=set)

    @classmethod
    def begin(
        cls, by: Scope, right: Right, round_id: str, now: datetime, *, school: str = ""
    ) -> "Writing":
        """Lock the return of a school in a round; made if there was none.

        It is the scope's own school; to a scope at the authority, `school`. Raises
        `NotThere` for a round or a school the scope does not see, and `Refused`.
        """
        own = by.school or school
        row = _locked(by, round_id, own)
        if row is None:
            found = Round.within(by).filter(id=round_id).first()
            if found is None or (own and not _sees(by, own)):
                raise NotThere(round_id)
            right.demand(by)
            if not own:
                raise NotThere("a school")
            row = _made(by, found, own)
        right.demand(by)
        return cls(by, now, row)

    @classmethod
    def of_worker(
        cls, authority: str, of_return: str, now: datetime
    ) -> "Writing | None":
        """Lock a return for the worker, who acts for the authority; None without one."""
        rows = Return.of(authority).filter(id=of_return)
        rows = rows.select_for_update(of=("self",)).select_related("round__book")
        row = rows.first()
        return cls(of_worker(authority), now, row) if row else None

    @property
    def plan(self) -> Plan:
        """What the round's rulebook makes of a marksheet today."""
        return plan_of(self.row.round.book.book, day_of(self.now))

    @property
    def seq(self) -> int:
        """What the return's count of changes will be after this one."""
        return self.row.seq + 1

    @cached_property
    def unlock(self) -> Unlock | None:
        """What the return is unlocked by; asked for only where it is unlocked."""
        if self.row.state != ReturnState.UNLOCKED:
            return None
        return open_unlock(self.row.authority_id, self.row.id)

    def hold_open(self) -> None:
        """Go on if results may be entered now; raise `Locked` if not."""
        if said := locked(self.row.round, self.row, self.now, self.unlock):
            raise Locked(said)

    def hold_round(self) -> None:
        """Go on if the round takes anything now; raise `Locked` if not."""
        if said := closed(self.row.round, self.now):
            raise Locked(said)

    def move(self, *moves: ReturnMove) -> None:
        """Take the return from state to state; raise `Locked` where it cannot go."""
        before = state = ReturnState(self.row.state)
        for one in moves:
            try:
                state = went(state, one)
            except NoSuchMove:
                raise Locked(why(state)) from None
        self.row.state = state
        told = Change(self.row.id, "state", before.value, state.value)
        self.changes.append(told)

    def where(self) -> dict[str, str]:
        """Return whose a new row is."""
        return {
            "authority_id": self.row.authority_id,
            "school_id": self.row.school_id,
            "of_return_id": self.row.id,
        }

    def told(self) -> dict[str, object]:
        """Return who says a new row's fact, when, and the count of changes."""
        return {"person_id": self.by.person, "at": self.now, "seq": self.seq}

    def pupils(self, ids: set[str]) -> dict[str, Pupil]:
        """Return pupils of the return's roll by id; raises `NotThere` if one is not."""
        place = self.row.school_id, self.row.round.summer
        found = {row.id: row for row in _PUPILS.all(self.by, *place, *ids)}
        if len(found) < len(ids):
            raise NotThere("a pupil")
        return found

    def component(self, id_: str) -> str:
        """Return a component that is entered, by its id; raises `NotThere`."""
        if id_ not in self.plan.results:
            raise NotThere(id_)
        return id_

    def changed(self, pupil: str, what: str, before: object, after: object) -> None:
        """Keep one change for the event."""
        self.about.add(pupil)
        self.changes.append(Change(pupil, what, before, after))

    def end(self, action: str, said: Mapping[str, object]) -> int:
        """Move the return on and write the one event, last in the transaction.

        Return the count of changes.
        """
        self.sealed(action, said)
        return self.row.seq

    def sealed(self, action: str, said: Mapping[str, object]) -> Checkpoint:
        """Do as `end` does; return the event's number and digest."""
        self.row.seq += 1
        _RETURNS.renew(self.row)
        return audit.record(
            authority=self.by.authority,
            by=self.by.person,
            action=action,
            now=self.now,
            school=self.row.school_id,
            about=self.about,
            changes=self.changes,
            said={"round": self.row.round_id, "seq": self.row.seq, **said},
        )


def _sees(by: Scope, school: str) -> bool:
    return not by.whole or School.within(by).filter(id=school).exists()


def _locked(by: Scope, round_id: str, school: str) -> Return | None:
    return _LOCKED.first(by, school, round_id)


def _to_lock(rows: QuerySet[Return], school: str, round_id: str) -> QuerySet[Return]:
    rows = rows.filter(round=round_id, school=school).defer("round__book__content")
    return rows.select_for_update(of=("self",)).select_related("round__book")[:1]


def _on_roll(
    rows: QuerySet[Pupil], school: str, year: int, *ids: str
) -> QuerySet[Pupil]:
    return rows.filter(id__in=ids, school=school, year=year)


_LOCKED, _PUPILS = Within(Return, _to_lock), Within(Pupil, _on_roll)
_RETURNS = Rows(Return)


def _made(by: Scope, found: Round, school: str) -> Return:
    """Return the locked return of a round that had none, whoever made it."""
    Return.of(by.authority).get_or_create(
        round=found, school_id=school, defaults={"authority_id": by.authority}
    )
    row = _locked(by, found.id, school)
    if row is None:  # it was taken away again between the two
        raise NotThere(found.id)
    return row
