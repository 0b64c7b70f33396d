"""What people want to see and authorities ask for; searches, counted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from keystage_web.accounts.models import Person
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.children import OPTIONAL
from keystage_web.rolls.models import Asked, Search, Shown
from keystage_web.rolls.policies import COLUMNS, OPTIONS, SEARCH_LA
from keystage_web.rolls.queries.search import MOST


def show(*, by: Scope, columns: Sequence[str], now: datetime) -> None:
    """Keep which columns of a roll this person wants to see."""
    COLUMNS.demand(by)
    with transaction.atomic():
        Shown.of(by.authority).update_or_create(
            person_id=by.person,
            defaults={"columns": list(columns)},
            create_defaults={
                "authority_id": by.authority,
                "person_id": by.person,
                "columns": list(columns),
            },
        )
        COLUMNS.done(by, now, school=by.school, said={"columns": list(columns)})


def ask(*, by: Scope, facts: Sequence[str], now: datetime) -> None:
    """Say which facts besides the usual ones the authority asks its schools for.

    What is no longer asked for is shown no more; it is erased when rolls are.
    """
    OPTIONS.demand(by)
    wanted: list[str] = [fact for fact in OPTIONAL if fact in facts]
    with transaction.atomic():
        row, _ = (
            Asked.of(by.authority)
            .select_for_update()
            .get_or_create(authority_id=by.authority)
        )
        before, row.facts = row.facts, wanted
        row.save(update_fields=["facts"])
        told = {"before": before, "after": wanted}
        OPTIONS.done(by, now, school=by.school, said=told)


def count_search(*, by: Scope, now: datetime) -> bool:
    """Count a search of all the authority; False where there were too many in an hour.

    Who was found, the page writes into the audit.
    """
    SEARCH_LA.demand(by)
    with transaction.atomic():
        Person.within(by).select_for_update().get(id=by.person)
        since = now - timedelta(hours=1)
        mine = Search.of(by.authority).filter(person=by.person, at__gt=since)
        if mine.count() >= MOST:
            return False
        Search.of(by.authority).create(
            authority_id=by.authority, person_id=by.person, at=now
        )
    return True
