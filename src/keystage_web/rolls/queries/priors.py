"""Results of earlier years of a pupil: only where UPN, birth date and surname all match."""

from dataclasses import dataclass

from keystage import rulebooks
from keystage.checks.fold import folded
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.children import day
from keystage_web.rolls.models import Prior
from keystage_web.rolls.queries.child import Shown


@dataclass(frozen=True, slots=True)
class Result:
    """One result, in words."""

    title: str
    year: int
    component: str
    value: str


def priors_of(scope: Scope, one: Shown) -> list[Result]:
    """Return the results of earlier years of a pupil the scope sees, oldest first.

    The school's roll has to say the same UPN (or to have said it), the same birth date
    and the same surname; two of the three are not enough. Whoever shows them writes
    down that they were looked at.
    """
    child = one.child
    upns = [upn for upn in (child.get("upn"), *child.former) if upn]
    born, surname = day(child.get("born")), folded(child.get("surname"))
    if not upns or born is None or not surname:
        return []
    rows = Prior.of(scope.authority).filter(upn__in=upns, born=born, surname=surname)
    found = rows.filter(year__lt=one.year).order_by("year", "collection", "component")
    return [_result(row) for row in found]


def _result(row: Prior) -> Result:
    names = rulebooks.books_for(row.collection, row.year)
    if not names:
        return Result(row.collection, row.year, row.component, row.value)
    book = rulebooks.load(names[0])
    part, code = book.components.get(row.component), book.codes.get(row.value)
    value = f"{row.value} ({code.name})" if code else row.value
    return Result(book.title, row.year, part.title if part else row.component, value)
