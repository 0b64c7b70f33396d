"""Invitations: those of a scope, and the one a link leads to."""

from dataclasses import dataclass
from datetime import datetime

from keystage_web.accounts.models import Invitation, Person
from keystage_web.accounts.models.inviting import Invited
from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing import tokens

PAGE = 50
_NEW = {State.INVITED, State.GONE}  # accounts that begin anew


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation that is open, as those see it who may send it."""

    id: str
    name: str
    email: str
    role: Role
    place: str
    school: str
    asked: bool
    asked_by: str
    asked_by_id: str
    made_at: datetime
    until: datetime | None

    @property
    def word(self) -> str:
        """The role in words."""
        return str(self.role.label)

    def over(self, now: datetime) -> bool:
        """Return whether its link has stopped working."""
        return self.until is not None and self.until <= now


@dataclass(frozen=True, slots=True)
class Offer:
    """What a link offers. `known`: its address has an account, to be signed in to."""

    id: str
    email: str
    name: str
    role: str
    place: str
    authority: str
    known: bool
    person: str


def listed(scope: Scope, school: str = "", level: str = "") -> list[Sent]:
    """Return the open invitations of a scope, the newest first: a page of them."""
    rows = Invitation.within(scope).filter(ended_at=None)
    if school:
        rows = rows.filter(school=school)
    if level:
        rows = rows.filter(school__isnull=level == "authority")
    rows = rows.select_related("school", "authority", "asked_by")
    return [_sent(row) for row in rows.order_by("-made_at", "pk")[:PAGE]]


def one(scope: Scope, invitation: str) -> Sent | None:
    """Return an open invitation of the scope, or None."""
    rows = Invitation.within(scope).filter(pk=invitation, ended_at=None)
    row = rows.select_related("school", "authority", "asked_by").first()
    return _sent(row) if row else None


def offered(*, token: str, now: datetime) -> Offer | None:
    """Return what a link offers; None for one that is used, ended, too old, or none."""
    rows = Invitation.by_link(tokens.digest(token)).filter(until__gt=now)
    row = rows.select_related("school", "authority").first()
    if row is None:
        return None
    who = Person.objects.filter(email=row.email).exclude(state__in=_NEW).first()
    return Offer(
        id=row.pk,
        email=row.email,
        name=row.name,
        role=str(Role(row.role).label),
        place=_place(row),
        authority=row.authority_id,
        known=who is not None,
        person=who.pk if who else "",
    )


def _place(row: Invitation) -> str:
    return row.authority.name if row.school is None else row.school.name


def _sent(row: Invitation) -> Sent:
    return Sent(
        id=row.pk,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        place=_place(row),
        school=row.school_id or "",
        asked=row.state == Invited.ASKED,
        asked_by=row.asked_by.name,
        asked_by_id=row.asked_by_id,
        made_at=row.made_at,
        until=row.until,
    )
