"""Find a pupil of any school, for those who may."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from keystage.core.years import summer_year
from keystage_web.accounts.models import School
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.models import Pupil
from keystage_web.rolls.queries.roll import Row, row_of, searched

MOST = 60  # searches in an hour
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A pupil, and the school whose roll it is on."""

    row: Row
    school: str


def find(scope: Scope, year: int, asked: str) -> list[Found]:
    """Return the pupils of a year whose name or UPN fits, by name: the first of them."""
    rows = searched(Pupil.within(scope).filter(year=year), asked)
    rows = rows.select_related("klass", "school").order_by("key", "id")
    return [Found(row_of(one), one.school.name) for one in rows[:SHOWN]]


def school_name(scope: Scope, school: str) -> str | None:
    """Return the name of a school a scope sees, or None."""
    found = School.within(scope).filter(id=school).first()
    return found.name if found else None


def summer(now: datetime) -> int:
    """Return the summer of the school year it is, in London."""
    return summer_year(now.astimezone(ZoneInfo(settings.TIME_ZONE)).date())
