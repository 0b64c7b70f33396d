"""Once a year: who is still here, and which accounts have not been used."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, Q

from keystage_web.accounts import policies
from keystage_web.accounts.actions.roles import ended
from keystage_web.accounts.actions.standing import demand
from keystage_web.accounts.models import Authority, Membership, Person, StaffCheck
from keystage_web.accounts.models.people import State
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import actions as audit
from keystage_web.audit.actions import Change

UNUSED = timedelta(days=365)
_SEPTEMBER = 9


def summer(now: datetime) -> int:
    """Return the year of the summer in which the academic year of a moment ends."""
    return now.year + (now.month >= _SEPTEMBER)


@transaction.atomic
def confirm(*, by: Scope, here: Collection[str], now: datetime) -> int:
    """Say who of the school's people is still here; return how many have left.

    `here` are people's ids. The roles at the school of all others end, but for one's
    own, and for roles that a head cannot give: those are the administrator's. Raises
    `Refused` where somebody ticked is none of the school's people.
    """
    demand(policies.CONFIRM_STAFF, by)
    held = Membership.within(by).select_for_update().filter(until=None)
    if not set(here) <= {one.person_id for one in held}:
        raise Refused(policies.CONFIRM_STAFF)
    gone = [
        one
        for one in held
        if one.person_id not in {*here, by.person}
        and Role(one.role) in policies.gives(by.role)
    ]
    changes = ended(gone, now)
    StaffCheck.of(by.authority).update_or_create(
        authority_id=by.authority,
        school_id=by.school,
        year=summer(now),
        defaults={"by_id": by.person, "at": now},
    )
    said = {"year": summer(now), "here": len(set(here)), "left": len(gone)}
    policies.CONFIRM_STAFF.done(by, now, school=by.school, changes=changes, said=said)
    return len({one.person_id for one in gone})


@transaction.atomic
def lay_asleep(*, authority: str, now: datetime) -> int:
    """Lay the accounts asleep that nobody used for a year; return how many.

    For the worker: `by` in the audit is the authority itself. They wake by a link to
    their address and their second factor.
    """
    Authority.objects.select_for_update().get(pk=authority)
    since = now - UNUSED
    first = Membership.of(authority).values("person").annotate(first=Min("since"))
    long_here = first.filter(first__lt=since).values("person")
    unused = Q(last_login__lt=since) | Q(last_login=None, pk__in=long_here)
    rows = Person.of(authority).select_for_update()
    found = list(rows.filter(unused, state=State.ACTIVE))
    for one in found:
        one.state = State.ASLEEP
        one.save(update_fields=["state"])
    if found:
        changes = [
            Change(one.pk, "state", State.ACTIVE.value, State.ASLEEP.value)
            for one in found
        ]
        audit.record(
            authority=authority,
            by=authority,
            action="users.lay_asleep",
            now=now,
            changes=changes,
        )
    return len(found)
