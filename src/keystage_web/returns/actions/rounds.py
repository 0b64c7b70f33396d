"""Make, edit, open and close a round, and give schools more time."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from keystage import rulebooks
from keystage_web.accounts.models import School
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import actions as audit
from keystage_web.returns import policies
from keystage_web.returns.models import Book, Extension, Round
from keystage_web.returns.states import (
    Declaration,
    Move,
    NoSuchMove,
    RoundState,
    moved,
)


class Exists(Exception):
    """The authority has a round of this collection and summer already."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The days of a round, and who declares. `confirmed` has national days by their id."""

    opens: date
    deadline: datetime
    confirm_by: datetime | None = None
    declaration: Declaration = Declaration.HEAD
    confirmed: Mapping[str, date] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        """Return the plan as a round keeps it."""
        days = {name: day.isoformat() for name, day in self.confirmed.items()}
        return {
            "opens": self.opens,
            "deadline": self.deadline,
            "confirm_by": self.confirm_by,
            "declaration": self.declaration.value,
            "confirmed": days,
        }


def create(*, by: Scope, book: str, plan: Plan, now: datetime) -> str:
    """Make a round of a rulebook (`phonics-2026`), a draft; return its id.

    Raises `Exists`, and `RulebookError` for a rulebook there is not.
    """
    policies.EDIT.demand(by)
    found = rulebooks.load(book)
    parts = book.split("-")
    try:
        with transaction.atomic():
            made = Round.of(by.authority).create(
                authority_id=by.authority,
                book=_kept(by, book),
                collection=found.collection,
                summer=found.year,
                sitting="-".join(parts[2:]),
                **plan.columns(),
            )
            said = {"book": book, "digest": found.digest, **_plain(plan)}
            policies.EDIT.done(by, now, said=said, changes=[_born(made.id, book)])
    except IntegrityError:
        raise Exists(book) from None
    return made.id


def edit(*, by: Scope, round_id: str, plan: Plan, now: datetime) -> None:
    """Change a draft's days. Raises `NoSuchMove` where it is a draft no more."""
    policies.EDIT.demand(by)
    with transaction.atomic():
        row = _locked(by, round_id)
        if row.state != RoundState.DRAFT:
            raise NoSuchMove(row.state)
        before, after = _held(row), plan.columns()
        changes = [
            audit.Change(row.id, name, _word(before[name]), _word(after[name]))
            for name in after
            if before[name] != after[name]
        ]
        for name, value in after.items():
            setattr(row, name, value)
        row.save(update_fields=list(after))
        policies.EDIT.done(by, now, changes=changes)


def move(*, by: Scope, round_id: str, move: Move, now: datetime) -> RoundState:
    """Open, close, reopen or archive a round; return where it stands then.

    Raises `NoSuchMove` where it cannot go there, and changes nothing.
    """
    policies.OPEN_CLOSE.demand(by)
    with transaction.atomic():
        row = _locked(by, round_id)
        before = RoundState(row.state)
        after = moved(before, move)
        row.state = after
        row.save(update_fields=["state"])
        change = audit.Change(row.id, "state", before.value, after.value)
        policies.OPEN_CLOSE.done(by, now, changes=[change])
    return after


def extend(
    *,
    by: Scope,
    round_id: str,
    schools: Collection[str],
    until: datetime,
    reason: str,
    now: datetime,
) -> int:
    """Give schools until a later moment, and say why; return to how many.

    Raises `NoSuchMove` where the round is not open.
    """
    policies.EXTEND.demand(by)
    with transaction.atomic():
        row = _locked(by, round_id)
        if row.state != RoundState.OPEN:
            raise NoSuchMove(row.state)
        found = School.within(by).filter(id__in=schools).order_by("id")
        before = dict(
            Extension.within(by).filter(round=row).values_list("school", "until")
        )
        changes = []
        for school in found:
            Extension.of(by.authority).update_or_create(
                authority_id=by.authority,
                round=row,
                school=school,
                defaults={
                    "until": until,
                    "reason": reason,
                    "person_id": by.person,
                    "at": now,
                },
            )
            was = _word(before.get(school.id))
            changes.append(audit.Change(school.id, "until", was, _word(until)))
        said = {"round": row.id, "reason": reason}
        policies.EXTEND.done(by, now, changes=changes, said=said)
    return len(changes)


def switch(*, by: Scope, round_id: str, on: bool, now: datetime) -> None:
    """Switch the marksheet on or off for all schools of a round."""
    policies.SWITCH_ROUND.demand(by)
    with transaction.atomic():
        row = _locked(by, round_id)
        if row.entry == on:
            return
        row.entry = on
        row.save(update_fields=["entry"])
        change = audit.Change(row.id, "entry", not on, on)
        policies.SWITCH_ROUND.done(by, now, changes=[change])


def _kept(by: Scope, book: str) -> Book:
    """Return the rulebook as it is now, kept for the day it changes."""
    content = rulebooks.resolved(book)
    row, _made = Book.of(by.authority).get_or_create(
        authority_id=by.authority,
        digest=hashlib.sha256(content).hexdigest(),
        defaults={
            "book": book,
            "revision": rulebooks.load(book).revision,
            "content": content.decode(),
        },
    )
    return row


def _locked(by: Scope, round_id: str) -> Round:
    return Round.within(by).select_for_update().get(id=round_id)


def _held(row: Round) -> dict[str, Any]:
    names = ("opens", "deadline", "confirm_by", "declaration", "confirmed")
    return {name: getattr(row, name) for name in names}


def _plain(plan: Plan) -> dict[str, Any]:
    return {name: _word(value) for name, value in plan.columns().items()}


def _word(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _born(round_id: str, book: str) -> audit.Change:
    return audit.Change(round_id, "round", None, book)
