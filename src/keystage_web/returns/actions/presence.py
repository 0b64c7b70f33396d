"""Who has a marksheet open: told to colleagues for a moment, and kept nowhere else."""

from datetime import datetime, timedelta

from django.db import transaction

from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Present, Return, Round
from keystage_web.returns.policies import HERE
from keystage_web.returns.refusals import NotThere
from keystage_web.rolls.models import Class

LASTS = timedelta(seconds=45)
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
