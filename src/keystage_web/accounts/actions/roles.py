"""Change what people are: another role, a role suspended or woken, all of them ended."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from keystage_web.accounts import policies
from keystage_web.accounts.actions.standing import NotThere, Unfit, demand
from keystage_web.accounts.models import Membership, Person
from keystage_web.accounts.models.people import State, Stopped
from keystage_web.accounts.rights import Refused, Right
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing import seats
from keystage_web.accounts.signing.proofs import browsers, factors
from keystage_web.audit.actions import Change


@transaction.atomic
def change(*, by: Scope, membership: str, role: Role, now: datetime) -> str:
    """Give a person another role at the same school and return its id.

    Raises `NotThere` where the scope has no such role at a school, `Refused` for one's
    own and for roles that one in this role cannot give, `Unfit` where the person has
    the other role there already.
    """
    rows = Membership.within(by).select_for_update()
    found = rows.filter(pk=membership, until=None, school__isnull=False).first()
    if found is None:
        raise NotThere
    demand(policies.CHANGE, by)
    if found.person_id == by.person:
        raise Refused(policies.CHANGE)
    for one in (Role(found.role), role):
        if one not in policies.gives(by.role):
            raise Refused(policies.CHANGE)
    held = _of(found.person_id, by).filter(school=found.school_id, role=role)
    if held.exists():
        raise Unfit("This person has this role at the school already.")
    new = Membership.of(by.authority).create(
        authority_id=by.authority,
        school_id=found.school_id,
        person_id=found.person_id,
        role=role,
        since=now,
        suspended=found.suspended,
    )
    found.until = now
    found.save(update_fields=["until"])
    changes = [Change(found.person_id, "role", found.role, str(role))]
    policies.CHANGE.done(by, now, school=found.school_id or "", changes=changes)
    return new.pk


@transaction.atomic
def suspend(*, by: Scope, person: str, now: datetime) -> None:
    """Stop all roles a person has in the scope; without any other, the account too.

    Raises `NotThere` where the scope has none that is awake, and `Refused` for oneself
    and for a role that one in this role could not give.
    """
    held = _theirs(by, policies.SUSPEND, person, suspended="")
    whose = Stopped.AUTHORITY if by.whole else Stopped.SCHOOL
    for one in held:
        one.suspended = whose
        one.save(update_fields=["suspended"])
    changes = [Change(one.pk, "suspended", "", str(whose)) for one in held]
    changes += _settled(person, now)
    policies.SUSPEND.done(by, now, school=by.school, changes=changes)


@transaction.atomic
def wake(*, by: Scope, person: str, now: datetime) -> None:
    """Give suspended roles back. A school wakes what it has suspended itself.

    Raises `NotThere` where the scope has none that is suspended, and `Refused` where
    the authority suspended them and a school would wake them.
    """
    held = _theirs(by, policies.SUSPEND, person, suspended__gt="")
    if not by.whole and any(one.suspended == Stopped.AUTHORITY for one in held):
        raise Refused(policies.SUSPEND)
    changes = [Change(one.pk, "suspended", one.suspended, "") for one in held]
    for one in held:
        one.suspended = ""
        one.save(update_fields=["suspended"])
    rows = Person.objects.filter(pk=person, state=State.SUSPENDED)
    if rows.update(state=State.ACTIVE):
        changes.append(Change(person, "state", State.SUSPENDED.value, "active"))
    policies.SUSPEND.done(by, now, school=by.school, changes=changes)


@transaction.atomic
def leave(*, by: Scope, person: str, now: datetime) -> None:
    """End all roles a person has in the scope, as they have left.

    Without a role anywhere else the account is gone: no session, no password and no
    second factor is left of it. Raises as `suspend` does.
    """
    held = _theirs(by, policies.LEAVE, person)
    changes = ended(held, now)
    policies.LEAVE.done(by, now, school=by.school, changes=changes)


def ended(held: Iterable[Membership], now: datetime) -> list[Change]:
    """End roles, as part of an action, and return what that changed."""
    changes = []
    people = set()
    for one in held:
        one.until = now
        one.save(update_fields=["until"])
        changes.append(Change(one.pk, "role", one.role, ""))
        people.add(one.person_id)
    for person in sorted(people):
        changes += _settled(person, now)
    return changes


def _theirs(by: Scope, right: Right, person: str, **which: str) -> list[Membership]:
    """Return the roles a person has in the scope, if one in this role may end them all."""
    rows = Membership.within(by).select_for_update().filter(person=person, until=None)
    if not rows.exists():
        raise NotThere
    demand(right, by)
    if person == by.person:
        raise Refused(right)
    for one in rows:
        policies.over(right, by.role, Role(one.role))
    held = list(rows.filter(**which))
    if not held:
        raise Unfit("There is no role here that this could be done to.")
    return held


def _of(person: str, by: Scope) -> QuerySet[Membership]:
    return Membership.of(by.authority).filter(person=person, until=None)


def _settled(person: str, now: datetime) -> list[Change]:
    """Let an account that has no role awake be suspended, and one with none be gone."""
    if Membership.live(person).exists():
        return []
    who = Person.objects.select_for_update().get(pk=person)
    held = Membership.any_of(person).exists()
    state = State.SUSPENDED if held else State.GONE
    before, who.state = who.state, state
    seats.end_all(person=person, now=now)
    browsers.revoke_all(person)
    if not held:
        who.set_unusable_password()
        factors.clear(person)
    who.save(update_fields=["state", "password"])
    return [Change(person, "state", before, str(state))]
