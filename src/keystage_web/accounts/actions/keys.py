"""Suppliers' keys: the head asks, an administrator approves, the head takes it, once."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from keystage_web.accounts import policies
from keystage_web.accounts.actions.standing import NotThere, demand
from keystage_web.accounts.models import SupplierKey
from keystage_web.accounts.models.inviting import Key
from keystage_web.accounts.rights import Refused, Right
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.actions import Change

_BYTES = 32
_OPEN = (Key.ASKED, Key.APPROVED, Key.LIVE)


@transaction.atomic
def request(*, by: Scope, supplier: str, now: datetime) -> str:
    """Ask for a key for a supplier's system and return its id."""
    demand(policies.REQUEST_KEY, by)
    made = SupplierKey.of(by.authority).create(
        authority_id=by.authority,
        school_id=by.school,
        supplier=supplier,
        asked_by_id=by.person,
        asked_at=now,
    )
    _done(by, policies.REQUEST_KEY, made, "", now=now)
    return made.pk


@transaction.atomic
def approve(*, by: Scope, key: str, now: datetime) -> None:
    """Approve what a head asked for. Raises `NotThere` where none is, `Refused` to heads."""
    found = _found(by, policies.APPROVE_KEY, key, (Key.ASKED,))
    if by.role is not Role.ADMINISTRATOR:
        raise Refused(policies.APPROVE_KEY)
    found.approved_by_id = by.person
    _move(by, policies.APPROVE_KEY, found, Key.APPROVED, now=now)


@transaction.atomic
def revoke(*, by: Scope, key: str, now: datetime) -> None:
    """End a key, or refuse one asked for. Raises `NotThere` where it is over already."""
    found = _found(by, policies.APPROVE_KEY, key, _OPEN)
    found.digest, found.ended_at = "", now
    state = Key.REFUSED if found.state == Key.ASKED else Key.REVOKED
    _move(by, policies.APPROVE_KEY, found, state, now=now)


@transaction.atomic
def take(*, by: Scope, key: str, now: datetime) -> str:
    """Make an approved key and return it, this once: only its digest is kept."""
    found = _found(by, policies.TAKE_KEY, key, (Key.APPROVED,))
    made = secrets.token_urlsafe(_BYTES)
    found.digest, found.ending, found.taken_at = digest(made), made[-4:], now
    _move(by, policies.TAKE_KEY, found, Key.LIVE, now=now)
    return made


def digest(key: str) -> str:
    """Return what is kept of a key. It is long and random, so that no salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


def _found(by: Scope, right: Right, key: str, states: tuple[Key, ...]) -> SupplierKey:
    rows = SupplierKey.within(by).select_for_update()
    found = rows.filter(pk=key, state__in=states).first()
    if found is None:
        raise NotThere
    demand(right, by)
    return found


def _move(
    by: Scope, right: Right, found: SupplierKey, state: Key, *, now: datetime
) -> None:
    before, found.state = found.state, state
    found.save()
    _done(by, right, found, before, now=now)


def _done(
    by: Scope, right: Right, found: SupplierKey, before: str, *, now: datetime
) -> None:
    change = Change(found.pk, "state", before, str(found.state))
    right.done(by, now, school=found.school_id, changes=[change])
