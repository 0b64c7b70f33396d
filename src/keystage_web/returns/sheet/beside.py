"""This year beside the last two, and the children without a result: before anyone signs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from keystage import measures, rulebooks
from keystage.core.records import Return
from keystage.measures import Measure, Pupil, Situation
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.sheet import worked
from keystage_web.returns.sheet.gather.gathering import Gathered, gathered, standing_of
from keystage_web.returns.sheet.gather.records import earlier_returns
from keystage_web.returns.sheet.rows import Rows

_BACK = 2  # years


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: its title, and what it came to in each of the years; '' unknown."""

    id: str
    title: str
    texts: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The years, this one first, a line for each measure of this year, who has none.

    `missing` are pupils with a result still to come: id, name, how far they are.
    """

    years: tuple[int, ...]
    lines: tuple[Line, ...]
    missing: tuple[tuple[str, str, str], ...]


def beside(
    scope: Scope, round_id: str, *, now: datetime, school: str = ""
) -> Beside | None:
    """Return a school's results beside those it returned here in the last two years.

    None where the scope sees no such round. Who sees some classes only has no earlier
    years: what all of the school came to is not of these classes.
    """
    found = standing_of(scope, round_id, now, school)
    if found is None:
        return None
    of = gathered(scope, found, now)
    book, making = of.plan.book, Rows(of)
    before = range(book.year - 1, book.year - 1 - _BACK, -1)
    earlier = _earlier(scope, of, before)
    now_ = measures.of(
        book, [making.pupil(child) for child in of.children], of.plan.situation
    )
    rows = (making.row(child) for child in of.children)
    return Beside(
        years=(book.year, *before),
        lines=tuple(_lines(now_, [earlier.get(year, {}) for year in before])),
        missing=tuple((row.pupil, row.name, row.done) for row in rows if row.blanks),
    )


def _earlier(
    scope: Scope, of: Gathered, years: range
) -> dict[int, Mapping[str, Measure]]:
    found = earlier_returns(scope, of, years)
    return {year: _measured(one, of) for year, one in found.items()}


def _measured(one: Return, of: Gathered) -> Mapping[str, Measure]:
    book = rulebooks.load(rulebooks.books_for(one.collection, one.year)[0])
    pupils: list[Pupil] = measures.of_rows(one.rows)
    known = Situation(today=of.plan.day)
    return {each.id: each for each in measures.of(book, pupils, known)}


def _lines(
    now: tuple[Measure, ...], before: list[Mapping[str, Measure]]
) -> Iterator[Line]:
    for one in now:
        if one.spec.answer is None:
            continue
        found = [worked.said_of(one)]
        for year in before:
            there = year.get(one.id)
            known = there is not None and there.spec.answer is not None
            found.append(worked.said_of(there) if there and known else worked.UNKNOWN)
        texts = tuple(each.text for each in found)
        yield Line(one.id, one.title, texts, tuple(each.said for each in found))
