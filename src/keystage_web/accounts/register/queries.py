"""Ask for schools, always from what a person sees, and never for all at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from keystage.checks.model import Rulebook
from keystage_web.accounts.models import Authority, Duty, Predecessor, School
from keystage_web.accounts.register.facts import Facts, facts_of
from keystage_web.accounts.register.owing import Owed, owed
from keystage_web.accounts.scopes import Scope

PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which schools are asked for: words of name or number, a phase, and which stand.

    `standing` is open, closed or all.
    """

    words: str = ""
    phase: str = ""
    standing: str = "open"


@dataclass(frozen=True, slots=True)
class Line:
    """A school in a list."""

    id: str
    number: str
    name: str
    phase: str
    ages: str
    closed: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: `number` of `pages`, from 1; `found` counts all of them."""

    lines: tuple[Line, ...]
    found: int
    number: int
    pages: int

    @property
    def first(self) -> int:
        """The place of the page's first line among all found, from 1."""
        return (self.number - 1) * PAGE + 1 if self.lines else 0

    @property
    def last(self) -> int:
        """The place of its last line."""
        return self.first + len(self.lines) - 1 if self.lines else 0


@dataclass(frozen=True, slots=True)
class Before:
    """A school that went before another; `school` is its id, where we have it."""

    number: str
    urn: str
    since: date | None
    how: str
    school: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """One school with all its facts."""

    id: str
    facts: Facts
    report_to: str
    before: tuple[Before, ...] = ()


def page(scope: Scope, wanted: Wanted, number: int, today: date) -> Page:
    """Return a page of the schools that are wanted; beyond the last, the last."""
    rows = _standing(School.within(scope), wanted.standing, today)
    if wanted.phase:
        rows = rows.filter(phase=wanted.phase)
    for word in wanted.words.split()[:8]:
        rows = rows.filter(
            Q(name__icontains=word) | Q(number__startswith=word) | Q(urn=word.upper())
        )
    found = rows.count()
    pages = max(1, -(-found // PAGE))
    number = min(max(1, number), pages)
    ordered = rows.order_by("name", "number", "id")
    lines = tuple(map(_line, ordered[(number - 1) * PAGE : number * PAGE]))
    return Page(lines, found, number, pages)


def counts(scope: Scope, today: date) -> Mapping[str, int]:
    """Return how many schools the scope sees: open, closed, all."""
    rows = School.within(scope)
    every = rows.count()
    closed = _standing(rows, "closed", today).count()
    return {"open": every - closed, "closed": closed, "all": every}


def phases(scope: Scope) -> list[str]:
    """Return the phases of the schools a scope sees, in order."""
    rows = School.within(scope).exclude(phase="")
    return list(rows.order_by("phase").values_list("phase", flat=True).distinct()[:40])


def known(scope: Scope, school: str) -> Known | None:
    """Return one school, or None where the scope sees none of this id."""
    row = School.within(scope).filter(id=school).first()
    if row is None:
        return None
    return Known(row.id, facts_of(row), row.report_to, _before(scope, row.id))


def known_as(scope: Scope, school: str) -> tuple[str, str]:
    """Return the seven digits of a school, or a setting's URN, and the name; else ''."""
    rows = School.within(scope).filter(id=school).select_related("authority")
    row = rows.first()
    if row is None:
        return "", ""
    whole = f"{row.authority.number}{row.number}" if row.number else row.urn
    return whole, row.name


def numbered(scope: Scope, words: Collection[str], but: str) -> dict[str, str]:
    """Return the ids of schools by the number or URN they were asked for, `but` one."""
    rows = School.within(scope).filter(Q(number__in=words) | Q(urn__in=words))
    found: dict[str, str] = {}
    for row in rows.exclude(id=but):
        found |= {word: row.id for word in (row.number, row.urn) if word}
    return found


def lines(scope: Scope, schools: Collection[str]) -> list[Line]:
    """Return the schools of these ids that a scope sees, by name."""
    rows = School.within(scope).filter(id__in=schools)
    return list(map(_line, rows.order_by("name", "number", "id")))


def duties(
    scope: Scope, school: Known, books: Sequence[tuple[Rulebook, date]]
) -> list[tuple[Rulebook, Owed]]:
    """Return of each rulebook, due on a day, whether a school owes it, and why."""
    rows = Duty.within(scope).filter(school=school.id)
    said = {(row.collection, row.summer): row for row in rows}
    return [
        (book, _said(said.get((book.collection, book.year)), school, book, day))
        for book, day in books
    ]


def owing(scope: Scope, book: Rulebook, day: date) -> dict[str, Owed]:
    """Return of every school the scope sees, by id, whether it owes a collection."""
    rows = Duty.within(scope).filter(collection=book.collection, summer=book.year)
    said = {row.school_id: row for row in rows}
    return {
        row.id: _said(said.get(row.id), Known(row.id, facts_of(row), ""), book, day)
        for row in School.within(scope).order_by("id")
    }


def _said(row: Duty | None, school: Known, book: Rulebook, day: date) -> Owed:
    if row is not None:
        return Owed(owes=row.owes, reason=row.reason, by_hand=True)
    return owed(school.facts, book, day)


def _standing(rows: QuerySet[School], standing: str, today: date) -> QuerySet[School]:
    over = Q(closed__lt=today)
    if standing == "closed":
        return rows.filter(over)
    return rows if standing == "all" else rows.exclude(over)


def _line(row: School) -> Line:
    ages = facts_of(row).ages
    return Line(row.id, row.number or row.urn, row.name, row.phase, ages, row.closed)


def _before(scope: Scope, school: str) -> tuple[Before, ...]:
    rows = list(Predecessor.within(scope).filter(school=school).order_by("since", "id"))
    ours = School.within(scope).exclude(id=school)
    by_urn = {one.urn: one for one in ours.filter(urn__in=[r.urn for r in rows])}
    la = Authority.within(scope).get().number
    numbers = [row.number[3:] for row in rows if row.number[:3] == la]
    by_number = {la + one.number: one for one in ours.filter(number__in=numbers)}
    return tuple(
        Before(
            number=row.number,
            urn=row.urn,
            since=row.since,
            how=row.how,
            school=one.id if one else "",
            name=one.name if one else "",
        )
        for row in rows
        for one in [by_urn.get(row.urn or "-") or by_number.get(row.number)]
    )
