"""Ask for a file of schools that waits to be looked through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from keystage_web.accounts.models import Arrival
from keystage_web.accounts.register.facts import LABELS
from keystage_web.accounts.register.incoming.arriving import reviewed
from keystage_web.accounts.register.review.model import Review, Shift
from keystage_web.accounts.scopes import Scope


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits: its headings, its first row, and which column is which."""

    id: str
    headings: list[str]
    sample: list[str]
    columns: Mapping[str, int]
    lines: int


@dataclass(frozen=True, slots=True)
class Told:
    """A change of one school, its facts in words."""

    line: int
    name: str
    note: str
    shifts: list[tuple[str, str, str]]


def one(scope: Scope, arrival: str) -> Waiting | None:
    """Return a file that is not saved yet, or None where the scope sees none."""
    row = Arrival.within(scope).filter(id=arrival, saved=None).first()
    if row is None:
        return None
    sample = row.rows[0][1] if row.rows else []
    return Waiting(row.id, row.headings, sample, row.columns, len(row.rows))


def review(scope: Scope, arrival: str, now: datetime) -> Review:
    """Return what a file that waits would change."""
    return reviewed(scope, Arrival.within(scope).get(id=arrival), now)


def shown(said: Review) -> list[Told]:
    """Return the changes of a review in words."""
    changed = [
        Told(each.line, each.name, each.note, _words(each.shifts))
        for each in said.changed
    ]
    alike = [Told(each.line, each.name, "", _words(each.shifts)) for each in said.alike]
    return sorted([*changed, *alike], key=lambda told: told.line)


def _words(shifts: tuple[Shift, ...]) -> list[tuple[str, str, str]]:
    return [
        (str(LABELS[shift.fact]), _word(shift.before), _word(shift.after))
        for shift in shifts
    ]


def _word(value: Any) -> str:
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return "" if value is None else str(value).replace("\n", ", ")
