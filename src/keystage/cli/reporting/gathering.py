"""From what was read to what each school's report is made of."""

from collections.abc import Iterator, Sequence

from keystage import measures
from keystage.checks.model import Rulebook
from keystage.cli.figures.gather import Gathered, Sent
from keystage.core.records import Row
from keystage.measures import Pupil
from keystage.reports.school.model import Earlier, Given, Person
from keystage.reports.summary.model import Collected, School

YEARS_BEFORE = 2


def given(found: Gathered) -> Iterator[Given]:
    """Yield what each school has of each collection and year, in this order."""
    collected = found.collected(None)
    for one in sorted(collected, key=lambda one: (one.book.collection, one.book.year)):
        sent = found.sent(one.book)
        for school in sorted(one.schools, key=lambda school: school.number):
            yield _given(found, one, school, sent[school.number])


def _given(found: Gathered, everybody: Collected, school: School, sent: Sent) -> Given:
    pupils = everybody.schools[school]
    rows = _rows(sent.rows)
    here, others = pupils[: len(rows)], pupils[len(rows) :]
    return Given(
        school=school,
        book=everybody.book,
        situation=everybody.situation,
        people=tuple(map(Person, rows, here)),
        others=tuple(others),
        earlier=tuple(_earlier(found, everybody.book, school.number)),
        errors=sent.errors,
    )


def _rows(rows: Sequence[Row]) -> list[Row]:
    """Return the first row of each pupil, in the order `measures.of_rows` has them."""
    first: dict[object, Row] = {}
    for row in rows:
        first.setdefault(row.upn or id(row), row)
    return list(first.values())


def _earlier(found: Gathered, book: Rulebook, number: str) -> Iterator[Earlier]:
    """Yield the years before that are known, newest first."""
    prior = found.known.prior
    returns = prior.returns.get((book.collection, number), ()) if prior else ()
    for return_ in reversed(returns):
        own = found.shelf.book(book.collection, return_.year)
        if own is not None and 0 < book.year - return_.year <= YEARS_BEFORE:
            pupils: list[Pupil] = measures.of_rows(return_.rows)
            yield Earlier(own, pupils)
