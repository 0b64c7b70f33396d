"""People of a scope, as its pages list them: never more than a page of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from keystage_web.accounts.models import FactorReset, Membership, Person
from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE = 50
_MOST = 40  # roles of one person that are shown
STATES = {
    State.INVITED: _("Has not finished signing up"),
    State.ACTIVE: _("Active"),
    State.ASLEEP: _("Asleep: not used for a year"),
    State.SUSPENDED: _("Suspended"),
    State.GONE: _("Has left"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody holds; `school` is empty for one at the authority."""

    id: str
    role: Role
    place: str
    school: str
    suspended: bool
    by_authority: bool

    @property
    def word(self) -> str:
        """The role in words."""
        return str(self.role.label)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person as those they work with see them, with their roles in the scope."""

    id: str
    name: str
    email: str
    state: State
    seen: datetime | None
    held: tuple[Held, ...]

    @property
    def said(self) -> "StrOrPromise":
        """How the account stands, in words."""
        return _("Suspended") if self.suspended else STATES[self.state]

    @property
    def suspended(self) -> bool:
        """Whether every role here is suspended."""
        return bool(self.held) and all(one.suspended for one in self.held)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to: a role, a part of a name or an address, a level.

    `level` is `school` or `authority` for roles there, or empty for both.
    """

    role: str = ""
    find: str = ""
    level: str = ""
    school: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of people, and how many there are."""

    rows: tuple[Colleague, ...]
    count: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // PAGE))


def listed(scope: Scope, wanted: Wanted, number: int = 1) -> Listed:
    """Return a page of the people who hold a role in the scope, by name."""
    roles = Membership.within(scope).filter(until=None)
    if wanted.role:
        roles = roles.filter(role=wanted.role)
    if wanted.level:
        roles = roles.filter(school__isnull=wanted.level == "authority")
    if wanted.school:
        roles = roles.filter(school=wanted.school)
    found = Person.within(scope).filter(pk__in=roles.values("person"))
    if wanted.find:
        text = wanted.find.strip()
        found = found.filter(Q(name__icontains=text) | Q(email__icontains=text))
    count = found.count()
    number = min(max(1, number), max(1, -(-count // PAGE)))
    rows = found.order_by("name", "pk")[(number - 1) * PAGE : number * PAGE]
    return Listed(tuple(_told(scope, rows)), count, number)


def one(scope: Scope, person: str) -> Colleague | None:
    """Return somebody who holds a role in the scope; None for all others."""
    held = Membership.within(scope).filter(person=person, until=None)
    found = Person.within(scope).filter(pk=person, pk__in=held.values("person"))
    return next(iter(_told(scope, found)), None)


def role(scope: Scope, membership: str) -> tuple[Colleague, Held] | None:
    """Return who holds a role at a school of the scope, and the role; or None."""
    row = Membership.within(scope).filter(
        pk=membership, until=None, school__isnull=False
    )
    found = row.first()
    who = one(scope, found.person_id) if found else None
    if who is None:
        return None
    return who, next(held for held in who.held if held.id == membership)


@dataclass(frozen=True, slots=True)
class Reset:
    """That a person's second factor is to be taken away: who, and who asked."""

    id: str
    person: Colleague
    asked_by: str
    asked_by_id: str
    asked_at: datetime


def resets(scope: Scope) -> list[Reset]:
    """Return what was asked for and not yet done: the oldest first, a page of them."""
    rows = FactorReset.within(scope).filter(ended_at=None).select_related("asked_by")
    found = []
    for row in rows.order_by("asked_at", "pk")[:PAGE]:
        who = one(scope, row.person_id)
        if who is not None:
            asked = row.asked_by
            found.append(Reset(row.pk, who, asked.name, asked.pk, row.asked_at))
    return found


def reset(scope: Scope, asked: str) -> Reset | None:
    """Return one that was asked for and not yet done, or None."""
    return next((one for one in resets(scope) if one.id == asked), None)


def _told(scope: Scope, people: Iterable[Person]) -> list[Colleague]:
    """Return people with their roles in the scope, by two questions for all of them."""
    people = list(people)
    roles: dict[str, list[Held]] = {person.pk: [] for person in people}
    rows = Membership.within(scope).filter(until=None, person__in=roles)
    for row in rows.select_related("school", "authority").order_by("since", "pk"):
        if len(roles[row.person_id]) < _MOST:
            roles[row.person_id].append(_held(row))
    return [
        Colleague(
            person.pk,
            person.name,
            person.email,
            State(person.state),
            person.last_login,
            tuple(roles[person.pk]),
        )
        for person in people
    ]


def _held(row: Membership) -> Held:
    place = row.authority.name if row.school is None else row.school.name
    return Held(
        id=row.pk,
        role=Role(row.role),
        place=place,
        school=row.school_id or "",
        suspended=bool(row.suspended),
        by_authority=row.suspended == "authority",
    )
