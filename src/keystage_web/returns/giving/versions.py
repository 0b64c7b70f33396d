"""The versions that stand, with all that is in them, as the library's own returns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.core import upn
from keystage.core.cells import Cell
from keystage.core.findings import Place
from keystage.core.records import Result, Return, Row, School
from keystage.marksheet.values import cohort_of
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Version
from keystage_web.returns.moments import LONDON
from keystage_web.returns.versions.content import Line, lines

_AT_ONCE = 20  # versions that are held at a time; a large one is some 100 kB
_FACTS = ("upn", "surname", "forename", "dob", "sex")


@dataclass(frozen=True, slots=True)
class Given:
    """A version that stands: of which return and school, and what is in it.

    `number` is the school's own, four digits, '' of a setting, which has a `urn`.
    """

    id: str
    of_return: str
    version: int
    school: str
    name: str
    authority: str
    number: str
    urn: str
    book: Rulebook
    lines: tuple[Line, ...]

    @property
    def source(self) -> School:
        """The school as the header of a file names it."""
        la = self.authority if self.number else ""
        return School(la, self.number, self.urn, self.name)

    @property
    def rows(self) -> list[Row]:
        """The pupils and their results as the library has them."""
        return [row_of(self.book, line, at) for at, line in enumerate(self.lines, 1)]

    @property
    def whole(self) -> Return:
        """The return as the library has it."""
        seven = self.authority + self.number if self.number else ""
        return Return(self.book.collection, self.book.year, seven, self.urn, self.rows)


def standing(
    scope: Scope,
    round_id: str,
    schools: Iterable[str] | None = None,
    version: str = "",
) -> Iterator[Given]:
    """Yield the versions of a round that stand, by the schools' numbers; some at a time.

    Of `schools` alone, where they are named; that `version`, where one is, even if
    another stands by now. One question, however many there are.
    """
    rows = current(scope, round_id)
    if version:
        rows = Version.within(scope).filter(of_return__round=round_id, id=version)
    if schools is not None:
        rows = rows.filter(school__in=list(schools))
    ordered = rows.order_by("school__number", "school__urn", "school")
    for row in ordered.select_related("school__authority").iterator(_AT_ONCE):
        yield Given(
            id=row.id,
            of_return=row.of_return_id,
            version=row.number,
            school=row.school_id,
            name=row.school.name,
            authority=row.school.authority.number,
            number=row.school.number,
            urn=row.school.urn,
            book=rulebooks.load(row.book),
            lines=lines(row.content),
        )


def current(scope: Scope, round_id: str) -> QuerySet[Version]:
    """Return the versions of a round that stand."""
    rows = Version.within(scope).filter(of_return__round=round_id)
    return rows.filter(number=F("of_return__version"))


def row_of(book: Rulebook, line: Line, position: int) -> Row:
    """Return a pupil as they were sent, with the results a version has of them."""

    def cell(name: str, text: str) -> Cell:
        return Cell(text, Place(row=position, column=name))

    facts = {name: getattr(line, name) for name in _FACTS} | {"nc_year": line.year}
    given = [name for name in book.components if line.results.get(name)]
    results = {
        name: [Result(name, line.results[name], cell(name, line.results[name]), at)]
        for at, name in enumerate(given, 1)
    }
    return Row(
        position=position,
        upn=upn.tidy(line.upn),
        surname=line.surname,
        forename=line.forename,
        dob=line.dob,
        sex=line.sex,
        cells={name: cell(name, text) for name, text in facts.items()},
        results=results,
        nc_year=line.year,
        group=line.group,
        cohort=cohort_of(line.year, line.dob, book.cohorts),
        place=Place(row=position),
    )


def made_at(now: datetime) -> datetime:
    """Return a moment as a file tells it: as clocks show it, to the second."""
    return now.astimezone(LONDON).replace(microsecond=0, tzinfo=None)
