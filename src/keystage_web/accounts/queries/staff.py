"""The yearly list of who is still at a school: due in May, and when it was confirmed."""

from dataclasses import dataclass
from datetime import datetime

from keystage_web.accounts.actions.staff import summer
from keystage_web.accounts.models import Membership, School, StaffCheck
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope

_MAY, _JULY = 5, 7


@dataclass(frozen=True, slots=True)
class Check:
    """How the list of a year stands: `due` from May until the end of July."""

    year: int
    due: bool
    by: str
    at: datetime | None


def check(scope: Scope, now: datetime) -> Check:
    """Return how this year's list of the scope's school stands."""
    year = summer(now)
    done = StaffCheck.within(scope).filter(year=year).select_related("by").first()
    return Check(
        year=year,
        due=done is None and _MAY <= now.month <= _JULY,
        by=done.by.name if done else "",
        at=done.at if done else None,
    )


@dataclass(frozen=True, slots=True)
class Late:
    """A school whose list is not confirmed, and the addresses of its heads."""

    school: str
    heads: tuple[str, ...]


def late(authority: str, year: int) -> list[Late]:
    """Return the schools of an authority that have a head and no list of a year."""
    done = StaffCheck.of(authority).filter(year=year).values("school")
    rows = Membership.of(authority).filter(
        role=Role.HEAD, until=None, suspended="", school__closed=None
    )
    heads: dict[str, list[str]] = {}
    for row in rows.exclude(school__in=done).select_related("person"):
        if row.school_id:
            heads.setdefault(row.school_id, []).append(row.person.email)
    return [Late(school, tuple(sorted(found))) for school, found in heads.items()]


def schools(scope: Scope) -> dict[str, str]:
    """Return the names of a scope's schools by id."""
    return dict(School.within(scope).values_list("pk", "name"))


def name_of(scope: Scope, school: str) -> str | None:
    """Return a school's name, or None where the scope has no such school."""
    return School.within(scope).filter(pk=school).values_list("name", flat=True).first()
