"""What every change of a roll begins and ends with: the lock, and the one event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from keystage.checks.fold import by_name
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import actions as audit
from keystage_web.audit.actions import Change
from keystage_web.rolls.children import DAYS, KEY, Child, Facts, Stay, day, said
from keystage_web.rolls.models import Class, FormerUpn, Pupil, Roll
from keystage_web.rolls.models import Stay as StayRow
from keystage_web.rolls.queries.state import roll_of

_BATCH = 200
_FIELDS = (
    *("upn", "surname", "forename", "middle", "key", "born", "sex", "year_group"),
    *("klass", "joined", "left", "below", "premium", "sen", "language", "postcode"),
)


@dataclass
class Writing:
    """A roll that is locked until the transaction ends, and what was changed of it."""

    by: Scope
    now: datetime
    roll: Roll
    changes: list[Change] = field(default_factory=list)
    about: set[str] = field(default_factory=set)
    _classes: dict[str, Class] | None = None

    @classmethod
    def begin(cls, by: Scope, year: int, now: datetime) -> "Writing":
        """Lock the roll of the scope's school and a year; made if there was none."""
        rolls = Roll.of(by.authority).select_for_update()
        roll, _ = rolls.get_or_create(
            school_id=by.school, year=year, defaults={"authority_id": by.authority}
        )
        return cls(by, now, roll)

    def end(self, action: str, told: Mapping[str, object] | None = None) -> None:
        """Move the roll on and write the one event, last in the transaction."""
        self.roll.version += 1
        self.roll.save(update_fields=["version"])
        audit.record(
            authority=self.by.authority,
            by=self.by.person,
            action=action,
            now=self.now,
            school=self.by.school,
            about=self.about,
            changes=self.changes,
            said={"year": self.roll.year, **(told or {})},
        )

    def state(self) -> dict[str, tuple[Pupil, Child]]:
        """Return the roll as it is now."""
        return roll_of(self.by.authority, self.by.school, self.roll.year)

    def changed(self, pupil: str, what: str, before: object, after: object) -> None:
        """Keep one change for the event."""
        self.about.add(pupil)
        self.changes.append(Change(pupil, what, before, after))

    def klass(self, name: str) -> Class | None:
        """Return the class of a name; made if there was none, None for ''."""
        if self._classes is None:
            held = Class.of(self.by.authority).filter(
                school=self.by.school, year=self.roll.year
            )
            self._classes = {one.name: one for one in held}
        if name and name not in self._classes:
            self._classes[name] = Class.of(self.by.authority).create(
                **self.where(), year=self.roll.year, name=name
            )
        return self._classes[name] if name else None

    def where(self) -> dict[str, str]:
        """Return whose a new row is."""
        return {"authority_id": self.by.authority, "school_id": self.by.school}

    def put(self, row: Pupil, facts: Facts) -> None:
        """Write facts onto a row that is saved later."""
        for fact, value in facts.items():
            if fact == "group":
                row.klass = self.klass(value)
            else:
                setattr(row, fact, day(value) if fact in DAYS else value)
        row.key = " ".join(by_name(row.surname, row.forename))[:KEY]

    def add(
        self,
        comers: Sequence[tuple[Facts, Sequence[Stay], Sequence[str]]],
        keys: Sequence[str] = (),
    ) -> list[str]:
        """Put children on the roll: facts, earlier stays, former UPNs. Return the ids.

        `keys` are the ids where they were given before.
        """
        rows, stays, former = list[Pupil](), list[StayRow](), list[FormerUpn]()
        for at, (facts, earlier, gone) in enumerate(comers):
            own = {"id": keys[at]} if keys else {}
            row = Pupil(**own, **self.where(), year=self.roll.year)
            self.put(row, facts)
            rows.append(row)
            stays += self._stays(row, earlier)
            former += self._former(row, gone)
            told = {**said(facts), **_besides(earlier, gone)}
            self.changed(row.id, "child", None, told)
        Pupil.of(self.by.authority).bulk_create(rows, batch_size=_BATCH)
        StayRow.of(self.by.authority).bulk_create(stays, batch_size=_BATCH)
        FormerUpn.of(self.by.authority).bulk_create(former, batch_size=_BATCH)
        return [row.id for row in rows]

    def change(self, row: Pupil, before: Facts, after: Facts) -> None:
        """Write what is otherwise onto a row, and keep it for the event."""
        for fact, value in after.items():
            self.changed(row.id, fact, before.get(fact, ""), value)
        self.put(row, after)

    def save(self, rows: Sequence[Pupil]) -> None:
        """Save changed rows."""
        Pupil.of(self.by.authority).bulk_update(rows, _FIELDS, batch_size=_BATCH)

    def keep(self, row: Pupil, earlier: Sequence[Stay], former: Sequence[str]) -> None:
        """Keep times on the roll that have ended, and UPNs that were."""
        for stay in earlier:
            self.changed(row.id, "stay", None, list(stay))
        for upn in former:
            self.changed(row.id, "former_upn", None, upn)
        StayRow.of(self.by.authority).bulk_create(self._stays(row, earlier))
        FormerUpn.of(self.by.authority).bulk_create(self._former(row, former))

    def _stays(self, row: Pupil, earlier: Sequence[Stay]) -> list[StayRow]:
        return [
            StayRow(**self.where(), pupil=row, joined=day(joined), left=day(left))
            for joined, left in earlier
        ]

    def _former(self, row: Pupil, former: Sequence[str]) -> list[FormerUpn]:
        return [
            FormerUpn(**self.where(), pupil=row, upn=upn, until=self.now)
            for upn in former
        ]


def _besides(earlier: Sequence[Stay], former: Sequence[str]) -> dict[str, object]:
    told: dict[str, object] = {}
    if earlier:
        told["earlier"] = [list(stay) for stay in earlier]
    if former:
        told["former"] = list(former)
    return told
