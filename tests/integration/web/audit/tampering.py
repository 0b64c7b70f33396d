"""Change the audit behind the service's back, in every way one change can."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import DataError, IntegrityError, models, transaction

from keystage_web.audit import chain
from keystage_web.audit.models import Deletion, Event, Head, Payload, Subject
from keystage_web.audit.verify import Code, Fault
from tests.integration.web.audit.story import faults

type Table = type[models.Model]

CODES: dict[Table, set[Code]] = {
    Event: {Code.CHANGED, Code.LINK, Code.MISSING, Code.EXTRA, Code.STRAY},
    Payload: {Code.PAYLOAD, Code.GONE, Code.RETURNED, Code.STRAY},
    Subject: {Code.SUBJECTS, Code.STRAY},
    Deletion: {Code.FORGED, Code.GONE, Code.STRAY},
    Head: {Code.HEAD, Code.MISSING, Code.EXTRA, Code.LINK},
}
LIKE = {"K": "\u212a", ";": "\u037e", "`": "\u1fef"}  # the same, in canonical form


@dataclass
class Tampering:
    """What was done: to which table, and to which events of which authority."""

    table: Table
    authority: str
    numbers: set[int] = field(default_factory=set)
    what: str = ""
    to: int = 0  # the number it was given instead

    def named(self, found: list[Fault]) -> bool:
        """Return whether a fault tells of one of these events, and rightly what of it."""
        return any(
            fault.code in CODES[self.table]
            and fault.authority == self.authority
            and (self.table is Head or self._covers(fault))
            for fault in found
        )

    def innocent(self, found: list[Fault], there: set[int]) -> list[Fault]:
        """Return the faults told of events nobody touched, nor the one before them."""
        touched = self.numbers | {number + 1 for number in self.numbers} | {self.to}
        return [
            fault
            for fault in found
            if self.table is not Head
            and fault.authority == self.authority
            and fault.number in there - touched
        ]

    def _covers(self, fault: Fault) -> bool:
        first = fault.number if fault.number is not None else -1
        return any(first <= one <= (fault.last or first) for one in self.numbers)


def rows(table: Table) -> models.QuerySet[Any]:
    """Return all rows of a table."""
    return table._default_manager.all()


def columns(table: Table) -> list[str]:
    """Return the names of every column a table has."""
    return [one.name for one in table._meta.concrete_fields if one.name != "pk"]


def of(row: Any) -> models.QuerySet[Any]:
    """Return one row, to be changed or taken away."""
    keys = [one for one in columns(type(row)) if one in {"authority", "number"}]
    if isinstance(row, Head):
        keys = ["authority"]
    if isinstance(row, Subject):
        keys.append("subject")
    return rows(type(row)).filter(**{key: getattr(row, key) for key in keys})


def touched(row: Any, what: str) -> Tampering:
    """Return that this row was touched."""
    return Tampering(type(row), row.authority, {row.number}, what)


def other(value: Any, lot: random.Random) -> Any:
    """Return another value of the same sort, near to it or far."""
    if isinstance(value, int):
        return abs(value + lot.choice((-1, 1, lot.randint(2, 90))))
    at = lot.randrange(len(value)) if value else 0
    sign = lot.choice("0123456789abcdefK~ é")
    like = LIKE.get(value[at : at + 1], sign)
    return lot.choice(
        (
            value[:at] + sign + value[at + 1 :],
            value[:at] + like + value[at + 1 :],
            value[:at] + value[at + 1 :],
            value[::-1],
        )
    )


def change(table: Table, column: str, /, lot: random.Random) -> Tampering | None:
    """Change one column of one row; None where that changed nothing."""
    row = lot.choice(list(rows(table)))
    old = getattr(row, column)
    new = other(old, lot)
    if new == old or not of(row).update(**{column: new}):
        return None
    done = touched(row, f"{column}: {old!r} -> {new!r}")
    done.to = new if column == "number" else 0
    return done


def any_change(lot: random.Random) -> Tampering | None:
    """Change any column of any table."""
    table = lot.choice(list(CODES))
    return change(table, lot.choice(columns(table)), lot)


def removal(lot: random.Random) -> Tampering:
    """Take any row away."""
    row = lot.choice(list(rows(lot.choice(list(CODES)))))
    of(row).delete()
    return touched(row, "removed")


def insertion(lot: random.Random, table: Table | None = None) -> Tampering:
    """Put a row in: after the end, where one was erased, or beside another."""
    any_of = (Event, Payload, Subject, Deletion)
    row = lot.choice(list(rows(table or lot.choice(any_of))))
    row.number = lot.randrange(0, 16)
    if isinstance(row, Subject):
        row.subject = f"pupil-{lot.randrange(9)}"
    if isinstance(row, Event):
        row.previous = lot.choice(list(rows(Event))).digest
        row.digest = chain.sealed(row)
    row.save(force_insert=True)
    return touched(row, "inserted")


def reordering(
    lot: random.Random, table: Table | None = None, authority: str = "ash-999"
) -> Tampering | None:
    """Let two events, or two payloads, change places."""
    table = table or lot.choice((Event, Payload))
    one, two = lot.sample(list(rows(table).filter(authority=authority)), 2)
    first, second = one.number, two.number
    of(one).update(number=777)
    of(two).update(number=first)
    rows(table).filter(authority=one.authority, number=777).update(number=second)
    return Tampering(table, one.authority, {first, second}, "changed places")


def truncation(lot: random.Random) -> Tampering:
    """Cut the last events off, with all that belongs to them; the head stays."""
    last = lot.choice(list(rows(Head)))
    first = lot.randint(1, last.number)
    for table in (Event, Payload, Subject, Deletion):
        rows(table).filter(authority=last.authority, number__gte=first).delete()
    return Tampering(
        Event, last.authority, set(range(first, last.number + 1)), f"cut at {first}"
    )


type Way = Callable[[random.Random], Tampering | None]

WAYS: tuple[Way, ...] = (
    *(any_change, any_change, any_change),
    *(removal, insertion, reordering, truncation),
)


@contextmanager
def tampered(lot: random.Random, way: Way | None = None) -> Iterator[Tampering]:
    """Yield one tampering, in this way or any, and undo it."""
    with transaction.atomic():
        done = None
        while done is None:
            done = tried(lot, way or lot.choice(WAYS))
        yield done
        transaction.set_rollback(True)


def tried(lot: random.Random, way: Way) -> Tampering | None:
    """Tamper, unless the database itself could not hold that."""
    try:
        with transaction.atomic():
            return way(lot)
    except (DataError, IntegrityError):
        return None


def missed(lot: random.Random, turns: int) -> list[str]:
    """Return the tamperings that were not found and named, or for which others were."""
    there = set(rows(Event).values_list("number", flat=True))
    lost = []
    for _ in range(turns):
        with tampered(lot) as done:
            found = faults()
        if not done.named(found) or done.innocent(found, there):
            lost.append(f"{done}: {[fault.sentence for fault in found]}")
    return lost
