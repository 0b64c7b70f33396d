"""Results of the year before: of this school's own return, else of what is on record.

A result of another year is a child's own only where UPN, birth date and surname all
match.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Value
from django.db.models.fields import IntegerField

from keystage.checks.fold import folded
from keystage.checks.model import Rulebook
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Result
from keystage_web.returns.sheet.facts import Before, Child
from keystage_web.returns.sheet.plan import earlier_of
from keystage_web.rolls.models import Prior

type _Who = tuple[str, date, str]
type _Known = Mapping[_Who, dict[str, str]]


def before_of(
    scope: Scope, school: str, book: Rulebook, children: Iterable[Child]
) -> dict[str, Before]:
    """Return the results of the year before of `children`, by id; one question.

    The children are those a scope sees. Of a result that is here and on record, the
    school's own return counts.
    """
    earlier = earlier_of(book.id)
    if earlier is None:
        return {}
    listed = list(children)
    upns = {upn for child in listed for upn in (child.upn, *child.former) if upn}
    ours, told = _Results(), _Results()
    for *who, component, value, own in _rows(scope, school, earlier, upns):
        (ours if own else told).add(who, component, value)
    return {child.id: _before(child, ours.known, told.known) for child in listed}


class _Results:
    """Results by whose they are."""

    def __init__(self) -> None:
        self.known: dict[_Who, dict[str, str]] = defaultdict(dict)

    def add(self, who: list[Any], component: str, value: str) -> None:
        upn, born, surname = who
        if value:
            self.known[upn, born, folded(surname)][component] = value


def _rows(
    scope: Scope, school: str, earlier: Rulebook, upns: Iterable[str]
) -> Iterable[tuple[Any, ...]]:
    """Return UPN, birth date, surname, component, value, and whether it is our own."""
    of = {"collection": earlier.collection, "year": earlier.year, "upn__in": upns}
    prior = Prior.of(scope.authority).filter(**of)
    own = Result.of(scope.authority).filter(
        of_return__round__collection=earlier.collection,
        of_return__round__summer=earlier.year,
        school=school,
    )
    who = ("upn", "born", "surname")
    mine = [F(f"pupil__{name}") for name in who]
    tail = (F("component"), F("value"))
    one, nought = (Value(number, output_field=IntegerField()) for number in (1, 0))
    found = own.order_by().values_list(*mine, *tail, one)
    return found.union(
        prior.order_by().values_list(*map(F, who), *tail, nought), all=True
    )


def _before(child: Child, ours: _Known, told: _Known) -> Before:
    surname = folded(child.surname)
    for upn in (child.upn, *child.former):
        if not upn or child.born is None or not surname:
            continue
        who = (upn, child.born, surname)
        found = ours.get(who) or told.get(who)
        if found:
            return Before(found)
    return Before(new=bool(ours))
