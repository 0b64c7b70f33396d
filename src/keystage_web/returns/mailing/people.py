"""Whom a mail reaches: those who hold a role today, by their addresses."""

from collections.abc import Collection
from dataclasses import dataclass

from keystage_web.accounts.models import Membership
from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import Role

# Whoever was not here for a year is told too: that is when a school is needed.
_REACHED = (State.ACTIVE, State.ASLEEP)


@dataclass(frozen=True, slots=True, order=True)
class Reached:
    """A person who is told: their id, and the address."""

    person: str
    email: str


def holding(authority: str, roles: Collection[Role], school: str = "") -> list[Reached]:
    """Return who holds one of these roles at a school, or at the authority itself."""
    rows = Membership.of(authority).filter(
        school=school or None,
        role__in=roles,
        until=None,
        suspended="",
        person__state__in=_REACHED,
    )
    found = rows.values_list("person", "person__email")
    return sorted({Reached(person, email) for person, email in found})
