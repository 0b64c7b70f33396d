"""Who has a marksheet open, told to colleagues for a moment; and how their keys go."""

from datetime import datetime, timedelta

from django.db import transaction

from keystage.core.errors import UsageError
from keystage_web.accounts.models import Person
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.actions import Change
from keystage_web.returns.models import Present, Return, Round
from keystage_web.returns.policies import HERE
from keystage_web.returns.refusals import NotThere
from keystage_web.rolls.models import Class

LASTS = timedelta(seconds=45)
WAYS = ("down", "right")
"""Where Enter may lead on a marksheet."""
_FRESH = timedelta(seconds=30)  # what is left of one that need not be written anew


@transaction.atomic
def here(*, by: Scope, round_id: str, klass: str, now: datetime) -> bool:
    """Say that one has a class open (all of them, without); return whether it was new.

    Said again soon, nothing is written. Raises `NotThere`.
    """
    if not Round.within(by).filter(id=round_id).exists():
        raise NotThere(round_id)
    HERE.demand(by)
    if klass and not Class.within(by).filter(id=klass, school=by.school).exists():
        raise NotThere(klass)
    row, _ = Return.of(by.authority).get_or_create(
        round_id=round_id,
        school_id=by.school,
        defaults={"authority_id": by.authority},
    )
    mine = Present.of(by.authority).filter(of_return=row, person=by.person)
    fresh = mine.filter(klass=klass or None, until__gte=now + _FRESH)
    if fresh.exists():
        return False
    said = Present(
        authority_id=by.authority,
        school_id=by.school,
        of_return=row,
        person_id=by.person,
        klass_id=klass or None,
        until=now + LASTS,
    )
    Present.of(by.authority).bulk_create(
        [said],
        update_conflicts=True,
        update_fields=["klass", "until"],
        unique_fields=["of_return", "person"],
    )
    return True


@transaction.atomic
def enter_goes(*, by: Scope, round_id: str, to: str, now: datetime) -> None:
    """Keep where Enter leads for a person, on every marksheet and machine.

    `to` is one of `WAYS`. Raises `NotThere`, and `UsageError` for any other way.
    """
    if not Round.within(by).filter(id=round_id).exists():
        raise NotThere(round_id)
    HERE.demand(by)
    if to not in WAYS:
        raise UsageError("Enter goes down or to the right.")
    own = Person.within(by).filter(id=by.person)
    before = own.values_list("enter", flat=True).get()
    if before != to:
        own.update(enter=to)
        HERE.done(by, now, changes=[Change(by.person, "enter", before, to)])
