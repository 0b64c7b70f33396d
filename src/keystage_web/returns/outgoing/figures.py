"""What the papers of a school are made of: its results, and those of years before."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from keystage import measures, rulebooks
from keystage.measures import Situation
from keystage.reports.school.model import Earlier, Given, Person
from keystage.reports.summary.model import School
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.moments import day_of
from keystage_web.returns.outgoing.model import Outgoing
from keystage_web.returns.outgoing.model import Person as Going
from keystage_web.returns.sheet.gather.gathering import Gathered, gathered, standing_of
from keystage_web.returns.sheet.gather.records import earlier_returns

_YEARS_BEFORE = 2


def given(
    out: Outgoing,
    people: Sequence[Going],
    now: datetime,
    earlier: Sequence[Earlier] = (),
) -> Given:
    """Return what papers of some pupils are made of, as it may be said at a moment."""
    rows = [one.row for one in people]
    return Given(
        school=School(out.number or out.school.urn, out.school.name),
        book=out.book,
        situation=Situation(today=day_of(now)),
        people=[Person(row, measures.of_rows([row])[0]) for row in rows],
        earlier=earlier,
    )


def before(scope: Scope, round_id: str, now: datetime) -> list[Earlier]:
    """Return what the school returned in the years before, the last first."""
    found = standing_of(scope, round_id, now)
    return list(_before(scope, gathered(scope, found, now))) if found else []


def _before(scope: Scope, of: Gathered) -> Iterator[Earlier]:
    book = of.plan.book
    years = range(book.year - 1, book.year - 1 - _YEARS_BEFORE, -1)
    found = earlier_returns(scope, of, years)
    for year in years:
        if year in found:
            own = rulebooks.load(rulebooks.books_for(book.collection, year)[0])
            yield Earlier(own, measures.of_rows(found[year].rows))
