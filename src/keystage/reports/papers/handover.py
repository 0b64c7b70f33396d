"""What the next teacher is handed: the list of results, and who needs what, by goal."""

from collections.abc import Iterator
from datetime import date

from keystage.checks.fold import by_name
from keystage.checks.model import Component, Rulebook
from keystage.reports.papers.listing import leaf
from keystage.reports.papers.model import Leaf, Paper
from keystage.reports.school import pupils
from keystage.reports.school.model import Given, Grid, Head, Person
from keystage.reports.school.values import NONE, Values
from keystage.reports.shown import plain

KIND = "Handover to {year}"
FIRST = "R"  # the year group after which lessons follow another curriculum
NEXT = "year 1"
_NOT_MET = "not_met"
_NOBODY = "Every {pupil} with a result met every goal."
_LEAD = (
    "For each goal, who has not met it yet: a place to begin from, not a label. The "
    "list before it has every result."
)


def leads_to(book: Rulebook) -> str:
    """Return the year a handover leads to; '' where there is none to be made."""
    groups = {group for cohort in book.cohorts for group in cohort.nc_years}
    return NEXT if FIRST in groups else ""


def handover(given: Given, made: date, *, mark: str = "") -> Paper:
    """Return the handover of these pupils to their next teacher."""
    values = Values(given)
    lists = tuple(map(leaf, pupils.lists(given, values, names=True)))
    return Paper(
        kind=KIND.format(year=leads_to(given.book)),
        title=given.book.title,
        school=plain(given.school.called),
        made=made,
        leaves=(*lists, _needs(given, values)),
        mark=mark,
    )


def _needs(given: Given, values: Values) -> Leaf:
    people = sorted(
        given.people, key=lambda one: by_name(one.row.surname, one.row.forename)
    )
    rows = tuple(
        row
        for part in given.book.components.values()
        if (row := _row(part, people, values))
    )
    title = "Where to begin"
    if not rows:
        return Leaf(title, (_NOBODY.format(pupil=values.pupil),))
    heads = (Head("Goal"), Head(values.pupils.capitalize(), number=True), Head("Who"))
    return Leaf(title, (_LEAD,), (Grid(title, heads, rows),))


def _row(
    part: Component, people: list[Person], values: Values
) -> tuple[str, str, str] | None:
    who = list(_who(part, people, values))
    if not who:
        return None
    return plain(part.title), f"{len(who):,}", "; ".join(who)


def _who(part: Component, people: list[Person], values: Values) -> Iterator[str]:
    for one in people:
        said = values.of(one, part)
        code = values.book.codes.get(said) if said != NONE else None
        if code is not None and code.counts == _NOT_MET:
            row = one.row
            yield plain(" ".join(filter(None, (row.forename, row.surname))) or row.upn)
