"""The days of a summer: what an authority says for all, and a school for itself."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from keystage_web.accounts.models import DayOff, School, Term
from keystage_web.accounts.register import policies
from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.actions import Change

_SATURDAY, _WEEK = 5, 7
_MOST = 400  # days off an authority may list


@dataclass(frozen=True, slots=True)
class Summer:
    """The days of a summer term; `own` where the school told them itself."""

    begins: date | None = None
    half_term: date | None = None
    second_half: date | None = None
    ends: date | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Off:
    """A day off of the authority."""

    id: str
    day: date
    name: str


_DAYS = ("begins", "half_term", "second_half", "ends")


def term(scope: Scope, summer: int, school: str = "") -> Summer:
    """Return the term of a school that the scope sees, or the authority's own.

    A school that told none has the authority's. Without either all is unknown.
    """
    rows = Term.within(scope).filter(summer=summer)
    if school:
        rows = rows.filter(school=school) | rows.filter(school=None)
    else:
        rows = rows.filter(school=None)
    row = rows.order_by(F("school").desc(nulls_last=True)).first()
    if row is None:
        return Summer()
    days = {name: getattr(row, name) for name in _DAYS}
    return Summer(**days, own=bool(row.school_id and school))


def set_term(*, by: Scope, summer: int, days: Summer, now: datetime) -> None:
    """Say the days of a summer for all schools that say none themselves."""
    policies.CALENDAR.demand(by)
    with transaction.atomic():
        _set(by, policies.CALENDAR, (summer, ""), days, now=now)


def set_own_term(
    *, by: Scope, school: str, summer: int, days: Summer | None, now: datetime
) -> None:
    """Say the days of a summer at one school; None lets the authority's count again."""
    policies.PROFILE.demand(by)
    with transaction.atomic():
        School.within(by).get(id=school)
        _set(by, policies.PROFILE, (summer, school), days, now=now)


def _set(
    by: Scope,
    right: Right,
    which: tuple[int, str],
    days: Summer | None,
    *,
    now: datetime,
) -> None:
    summer, school = which
    rows = Term.within(by).filter(summer=summer, school=school or None)
    before = rows.first()
    was = {name: getattr(before, name) if before else None for name in _DAYS}
    new: dict[str, Any] = asdict(days) if days else {}
    rows.delete()
    if days is not None and days.second_half is not None:
        Term.of(by.authority).create(
            authority_id=by.authority,
            school_id=school or None,
            summer=summer,
            **{name: new[name] for name in _DAYS},
        )
    changes = [
        Change(school or by.authority, name, _iso(was[name]), _iso(new.get(name)))
        for name in _DAYS
        if was[name] != new.get(name)
    ]
    right.done(by, now, school=school, changes=changes, said={"summer": summer})


def days_off(scope: Scope) -> list[Off]:
    """Return the authority's days off, in order."""
    rows = DayOff.within(scope).order_by("day")[:_MOST]
    return [Off(row.id, row.day, row.name) for row in rows]


def take_off(*, by: Scope, day: date, name: str, now: datetime) -> None:
    """Say that a day is no working day."""
    policies.CALENDAR.demand(by)
    with transaction.atomic():
        row, made = DayOff.within(by).get_or_create(
            day=day, defaults={"name": name, "authority_id": by.authority}
        )
        before = None if made else row.name
        row.name = name
        row.save(update_fields=["name"])
        _record_day(by, row, (before, name), now)


def put_back(*, by: Scope, day_off: str, now: datetime) -> None:
    """Say that a day off is a working day after all."""
    policies.CALENDAR.demand(by)
    with transaction.atomic():
        row = DayOff.within(by).get(id=day_off)
        row.delete()
        _record_day(by, row, (row.name, None), now)


def _record_day(
    by: Scope, row: DayOff, names: tuple[str | None, str | None], now: datetime
) -> None:
    change = Change(by.authority, row.day.isoformat(), *names)
    policies.CALENDAR.done(by, now, changes=[change])


def is_working(day: date, off: Sequence[date]) -> bool:
    """Return whether people work on a day."""
    return day.weekday() < _SATURDAY and day not in off


def working_days(first: date, last: date, off: Sequence[date]) -> int:
    """Return how many working days there are after `first`, up to and with `last`."""
    count = max((last - first).days, 0)
    weeks, rest = divmod(count, _WEEK)
    odd = sum(is_working(last - timedelta(n), ()) for n in range(rest))
    taken = {day for day in off if first < day <= last and is_working(day, ())}
    return weeks * _SATURDAY + odd - len(taken)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
