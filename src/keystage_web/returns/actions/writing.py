"""What every change of a return begins and ends with: the lock, and the one event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import actions as audit
from keystage_web.audit.actions import Change
from keystage_web.returns.locking import locked
from keystage_web.returns.models import Return, Round
from keystage_web.returns.moments import day_of
from keystage_web.returns.refusals import Locked, NotThere
from keystage_web.returns.sheet.plan import Plan, plan_of
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
    def begin(cls, by: Scope, right: Right, round_id: str, now: datetime) -> "Writing":
        """Lock the return of the scope's school in a round; made if there was none.

        Raises `NotThere` for a round the scope does not see, and `Refused`.
        """
        row = _locked(by, round_id)
        if row is None:
            found = Round.within(by).filter(id=round_id).first()
            if found is None:
                raise NotThere(round_id)
            right.demand(by)
            row = _made(by, found)
        right.demand(by)
        return cls(by, now, row)

    @property
    def plan(self) -> Plan:
        """What the round's rulebook makes of a marksheet today."""
        return plan_of(self.row.round.book.book, day_of(self.now))

    @property
    def seq(self) -> int:
        """What the return's count of changes will be after this one."""
        return self.row.seq + 1

    def hold_open(self) -> None:
        """Go on if results may be entered now; raise `Locked` if not."""
        if said := locked(self.row.round, self.row, self.now):
            raise Locked(said)

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
        rows = Pupil.within(self.by).filter(
            id__in=ids, school=self.row.school_id, year=self.row.round.summer
        )
        found = {row.id: row for row in rows}
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
        self.row.seq += 1
        self.row.save()
        audit.record(
            authority=self.by.authority,
            by=self.by.person,
            action=action,
            now=self.now,
            school=self.by.school,
            about=self.about,
            changes=self.changes,
            said={"round": self.row.round_id, "seq": self.row.seq, **said},
        )
        return self.row.seq


def _locked(by: Scope, round_id: str) -> Return | None:
    rows = Return.within(by).filter(round=round_id, school=by.school)
    rows = rows.select_for_update(of=("self",)).select_related("round__book")
    return rows.first()


def _made(by: Scope, found: Round) -> Return:
    """Return the locked return of a round that had none, whoever made it."""
    Return.of(by.authority).get_or_create(
        round=found, school_id=by.school, defaults={"authority_id": by.authority}
    )
    row = _locked(by, found.id)
    if row is None:  # it was taken away again between the two
        raise NotThere(found.id)
    return row
