"""The pupils of a roll and the results of a return, read as plain rows.

All of them, or those of a class, are asked for by questions that are put together
once: a sheet is looked at often, and has hundreds of rows.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from keystage.checks.model import Rulebook
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Result
from keystage_web.returns.sheet.choice import NO_CLASS
from keystage_web.returns.sheet.facts import Held
from keystage_web.returns.sheet.gather.asking import Place
from keystage_web.returns.sheet.gather.prepared import (
    Prepared,
    Values,
    prepared_rows,
)
from keystage_web.returns.sheet.gather.pupils import FACTS
from keystage_web.rolls.models import Pupil

_HELD = ("pupil_id", "component", "value", "version", "seq")


class Wanted(NamedTuple):
    """Whose return is read: all of it, that of some `pupils`, or of a class.

    A class of '' is every class, `NO_CLASS` the pupils of none. `alone` says that no
    pupil of another class is wanted.
    """

    place: Place
    now: datetime
    pupils: tuple[str, ...] = ()
    klass: str = ""
    alone: bool = False

    def values(self, scope: Scope) -> Values:
        """Return what differs from one question to the next."""
        school, summer, of_return = self.place
        who = (scope.authority, scope.person, scope.school, school, of_return)
        return Values(*who, self.klass, summer, self.now)


def pupils_of(scope: Scope, wanted: Wanted, book: Rulebook) -> list[dict[str, Any]]:
    """Return the pupils of the roll who may be of a cohort of `book`, in their order."""
    years = frozenset(year for cohort in book.cohorts for year in cohort.nc_years)
    if wanted.pupils:
        school, summer, _ = wanted.place
        rows = _on_roll(scope, school, summer, years)
        return list(rows.filter(id__in=wanted.pupils).values(*FACTS))
    shape = _shape(wanted.klass) if wanted.alone else False
    question = _pupils(scope.role, years, shape, connection.vendor)
    told = question.rows(wanted.values(scope))
    return [dict(zip(FACTS, row, strict=True)) for row in told]


def results_of(scope: Scope, wanted: Wanted) -> Mapping[str, Mapping[str, Held]]:
    """Return what stands in the cells, by pupil and component.

    Of a class, with what stands in those of pupils who have left.
    """
    held: dict[str, dict[str, Held]] = defaultdict(dict)
    if not wanted.place.of_return:
        return held
    for pupil, component, *told in _told(scope, wanted):
        held[pupil][component] = Held._make(told)
    return held


def _told(scope: Scope, wanted: Wanted) -> "list[tuple[Any, ...]]":
    if wanted.pupils:
        rows = Result.within(scope).filter(of_return=wanted.place.of_return)
        return list(rows.filter(pupil__in=wanted.pupils).values_list(*_HELD))
    question = _results(scope.role, _shape(wanted.klass), connection.vendor)
    return question.rows(wanted.values(scope))


def _shape(klass: str) -> bool | None:
    """Return whether a class is asked for, None where it is those of no class."""
    return None if klass == NO_CLASS else bool(klass)


def _on_roll(
    scope: Scope, school: str, summer: int, years: frozenset[str]
) -> QuerySet[Pupil]:
    rows = Pupil.within(scope).filter(school=school, year=summer)
    rows = rows.filter(Q(year_group__in=sorted(years)) | Q(year_group=""))
    return rows.order_by("key", "id")


@lru_cache(maxsize=64)
def _pupils(
    role: Role, years: frozenset[str], of_class: bool | None, vendor: str
) -> Prepared:
    """Return the question for the pupils of a roll, as a role may ask it.

    Of all, of a class, or (None) of no class.
    """
    del vendor  # of which the question is: another has its own

    def rows(signs: Values) -> QuerySet[Any, Any]:
        found = _on_roll(_scope(signs, role), signs.school, signs.summer, years)
        if of_class is not False:
            found = found.filter(klass=signs.klass if of_class else None)
        return found.values_list(*FACTS)

    return prepared_rows(rows)


@lru_cache(maxsize=64)
def _results(role: Role, of_class: bool | None, vendor: str) -> Prepared:
    """Return the question for results: of all, of a class, or (None) of no class."""
    del vendor

    def rows(signs: Values) -> QuerySet[Any, Any]:
        found = Result.within(_scope(signs, role)).filter(of_return=signs.of_return)
        if of_class is not False:
            # As a list of pupils: joined, every result of the return would be looked at.
            own = Q(klass=signs.klass) if of_class else Q(klass=None)
            of = Pupil.of(signs.authority).filter(
                school=signs.school, year=signs.summer
            )
            of = of.filter(own | Q(left__isnull=False))
            found = found.filter(pupil__in=of.values("id"))
        return found.values_list(*_HELD)

    return prepared_rows(rows)


def _scope(signs: Values, role: Role) -> Scope:
    return Scope(signs.authority, signs.person, "", role, signs.own)
