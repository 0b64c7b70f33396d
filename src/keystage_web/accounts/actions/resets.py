"""Take a person's second factor away: asked by one administrator, done by another."""

from datetime import datetime

from django.db import transaction

from keystage_web.accounts import policies
from keystage_web.accounts.actions.standing import NotThere, demand
from keystage_web.accounts.models import FactorReset, Person
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing import seats
from keystage_web.accounts.signing.proofs import factors
from keystage_web.notices.actions import mail


@transaction.atomic
def ask(*, by: Scope, person: str, now: datetime) -> str:
    """Ask for a person's second factor to be taken away and return the asking's id.

    The person is told at once, and may say that it was not them. Raises `NotThere` for
    a person out of scope and `Refused` for oneself.
    """
    who = Person.within(by).filter(pk=person).first()
    if who is None:
        raise NotThere
    demand(policies.RESET, by)
    if who.pk == by.person:
        raise Refused(policies.RESET)
    found, fresh = FactorReset.of(by.authority).get_or_create(
        authority_id=by.authority,
        person=who,
        ended_at=None,
        defaults={"asked_by_id": by.person, "asked_at": now},
    )
    if fresh:
        _tell(found, "reset_asked", now)
    _done(by, found, now, "asked")
    return found.pk


@transaction.atomic
def do(*, by: Scope, reset: str, now: datetime) -> None:
    """Do what another administrator asked for: factors, trust and sessions are gone.

    Raises `NotThere` where none is asked for, and `Refused` to who asked and to whose
    it is.
    """
    found = _open(by, reset)
    if by.person in {found.asked_by_id, found.person_id}:
        raise Refused(policies.RESET)
    factors.clear(found.person_id)
    seats.end_all(person=found.person_id, now=now)
    found.done_by_id = by.person
    _end(found, now)
    _tell(found, "reset_done", now)
    _done(by, found, now, "done")


@transaction.atomic
def drop(*, by: Scope, reset: str, now: datetime) -> None:
    """Let it be. Raises `NotThere` where none is asked for, `Refused` to whose it is."""
    found = _open(by, reset)
    if by.person == found.person_id:
        raise Refused(policies.RESET)
    _end(found, now)
    _done(by, found, now, "dropped")


def _open(by: Scope, reset: str) -> FactorReset:
    rows = FactorReset.within(by).select_for_update()
    found = rows.filter(pk=reset, ended_at=None).first()
    if found is None:
        raise NotThere
    demand(policies.RESET, by)
    return found


def _end(found: FactorReset, now: datetime) -> None:
    found.ended_at = now
    found.save(update_fields=["ended_at", "done_by"])


def _tell(found: FactorReset, what: str, now: datetime) -> None:
    who = Person.objects.get(pk=found.person_id)
    mail(
        authority=found.authority_id,
        to=who.email,
        template=f"accounts/{what}",
        values={},
        now=now,
        effect_key=f"{what}:{found.pk}",
    )


def _done(by: Scope, found: FactorReset, now: datetime, what: str) -> None:
    policies.RESET.done(by, now, said={"person": found.person_id, "reset": what})
