"""Ask what a second person read against the paper."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from keystage_web.accounts.models import Person
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Paper, Result


@dataclass(frozen=True, slots=True)
class Read:
    """That a cell of some version was read: whether it agreed, else what paper says.

    `by` is a name, '' of who is no longer at the school.
    """

    version: int
    agreed: bool
    said: str
    by: str
    at: datetime


def papers(scope: Scope, round_id: str) -> dict[tuple[str, str], Read]:
    """Return what was read last of each cell, by pupil and component."""
    rows: QuerySet[Paper] = Paper.within(scope).filter(
        of_return__round=round_id, school=scope.school
    )
    found = list(rows)
    held = Person.within(scope).filter(id__in={row.person_id for row in found})
    names = dict(held.values_list("id", "name"))
    return {
        (row.pupil_id, row.component): Read(
            row.version,
            row.agreed,
            row.said,
            names.get(row.person_id, ""),
            row.at,
        )
        for row in found
    }


def own(scope: Scope, round_id: str, component: str) -> int:
    """Return how many results of a component one has entered oneself."""
    rows = Result.within(scope).filter(
        of_return__round=round_id, school=scope.school, component=component
    )
    return rows.filter(person=scope.person).exclude(value="").count()
