"""A sheet as the return that checks and measures take, of this year and of those before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from keystage import rulebooks
from keystage.checks.model import RollEntry, Rulebook
from keystage.core import upn
from keystage.core.cells import Cell
from keystage.core.findings import Place
from keystage.core.records import Result, Return, Row
from keystage.marksheet.values import cohort_of
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Result as Held
from keystage_web.returns.sheet.facts import Child
from keystage_web.returns.sheet.gather.gathering import Gathered
from keystage_web.rolls import children as rolls
from keystage_web.rolls.models.classes import is_teacher

_OF_PUPIL = (
    *("pupil_id", "pupil__upn", "pupil__surname", "pupil__forename", "pupil__born"),
    *("pupil__sex", "pupil__year_group", "pupil__klass__name"),
)


def row_of(
    book: Rulebook, child: Child, values: Mapping[str, str], position: int
) -> Row:
    """Return a child with its results as a row; each cell is a place of its own.

    The place of a cell has the row's position, and the component for its column.
    """

    def cell(name: str, text: str) -> Cell:
        return Cell(text, Place(row=position, column=name))

    facts = _facts(child)
    given = [name for name in book.components if values.get(name)]
    results = {
        name: [Result(name, values[name], cell(name, values[name]), number)]
        for number, name in enumerate(given, 1)
    }
    blank = (name for name in book.components if name not in results)
    return Row(
        position=position,
        upn=upn.tidy(child.upn),
        surname=child.surname,
        forename=child.forename,
        dob=facts["dob"],
        sex=child.sex,
        cells={
            **{name: cell(name, text) for name, text in facts.items()},
            **{name: cell(name, "") for name in blank},
        },
        results=results,
        nc_year=child.year_group,
        group=child.klass_name,
        cohort=child.cohort,
        place=Place(row=position),
    )


def _facts(child: Child) -> dict[str, str]:
    """Return the facts of a child as a row of a table has them."""
    return {
        "upn": child.upn,
        "surname": child.surname,
        "forename": child.forename,
        "dob": rolls.text(child.born),
        "sex": child.sex,
        "nc_year": child.year_group,
    }


def entry_of(child: Child) -> RollEntry:
    """Return a child as the list of a school has it."""
    return RollEntry(
        upn=upn.tidy(child.upn),
        surname=child.surname,
        forename=child.forename,
        dob=rolls.text(child.born),
        sex=child.sex,
        nc_year=child.year_group,
        group=child.klass_name,
        below_standard=child.below,
        joined=child.joined,
        left=child.left,
    )


def return_of(book: Rulebook, school: str, rows: Iterable[Row]) -> Return:
    """Return rows as the return of a school, by its seven digits."""
    return Return(book.collection, book.year, school, "", list(rows))


def earlier_returns(
    scope: Scope, of: Gathered, years: Iterable[int]
) -> dict[int, Return]:
    """Return what a school returned here in the same collection in earlier `years`.

    What is told of is all of the school: nothing to who sees some classes of it only,
    since it is not of these. One question.
    """
    if is_teacher(scope):
        return {}
    book, school = of.plan.book, of.standing.school
    rows = Held.of(scope.authority).filter(
        school=school,
        of_return__round__collection=book.collection,
        of_return__round__summer__in=years,
    )
    found: dict[int, dict[str, tuple[Any, ...]]] = defaultdict(dict)
    values: dict[str, dict[str, str]] = defaultdict(dict)
    asked = ("of_return__round__summer", "component", "value", *_OF_PUPIL)
    order = ("pupil__key", "pupil_id", "component")
    for summer, component, value, *who in rows.order_by(*order).values_list(*asked):
        found[summer][who[0]] = tuple(who)
        values[who[0]][component] = value
    return {
        summer: _return(of, summer, pupils, values)
        for summer, pupils in found.items()
        if rulebooks.books_for(book.collection, summer)
    }


def _return(
    of: Gathered,
    summer: int,
    pupils: Mapping[str, tuple[Any, ...]],
    values: Mapping[str, Mapping[str, str]],
) -> Return:
    book = rulebooks.load(rulebooks.books_for(of.plan.book.collection, summer)[0])
    rows = []
    for at, told in enumerate(pupils.values(), 1):
        id_, number, surname, forename, born, sex, year_group, klass = told
        child = Child(
            *(id_, number, surname, forename, born, sex, year_group),
            klass_name=klass or "",
            cohort=cohort_of(year_group, rolls.text(born), book.cohorts),
        )
        rows.append(row_of(book, child, values[child.id], at))
    return return_of(book, of.number, rows)
