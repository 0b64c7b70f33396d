"""Ask for rounds, always from what a person sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from keystage import rulebooks
from keystage.checks.model import Deadline, Rulebook
from keystage.core.years import summer_year
from keystage.rulebooks.deadlines import visible_deadlines
from keystage_web.accounts.models import Within
from keystage_web.accounts.register import queries as register
from keystage_web.accounts.register.owing import Owed
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Extension, Granted, Return, Round
from keystage_web.returns.moments import day_of
from keystage_web.returns.standing import Dates
from keystage_web.returns.states import (
    Declaration,
    Move,
    ReturnState,
    RoundState,
    Route,
    moves,
)

_NOT_HELD = {"cancelled", "optional_not_collected"}
_MOST = 200  # rounds in a list: forty years of them
_YEARS_BACK, _YEARS_ON = 2, 1


@dataclass(frozen=True, slots=True)
class Given:
    """More time, for one school."""

    school: str
    name: str
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A round as somebody sees it.

    `national` are the national days that may be shown, `waiting` those that nobody has
    verified and the authority has not confirmed. `revised` says that the rulebook has
    another revision by now than the round was made with. `entry` is the authority's
    switch for entering results on the marksheet. `guidance` is what it says of the
    round to schools, `link` where there is more.
    """

    id: str
    book: str
    title: str
    summer: int
    dates: Dates
    confirm_by: datetime | None
    declaration: Declaration
    national: tuple[Deadline, ...]
    waiting: tuple[Deadline, ...]
    confirmed: Mapping[str, date]
    revision: int
    digest: str
    revised: bool
    entry: bool
    guidance: str = ""
    link: str = ""

    @property
    def state(self) -> RoundState:
        """Where it stands."""
        return self.dates.state

    @property
    def moves(self) -> tuple[Move, ...]:
        """Where it can go from there."""
        return moves(self.dates.state)


def rounds(scope: Scope, *, archived: bool = False) -> list[Seen]:
    """Return the rounds a scope sees, the newest summer first."""
    rows = Round.within(scope).select_related("book")
    if not archived:
        rows = rows.exclude(state=RoundState.ARCHIVED)
    ordered = rows.order_by("-summer", "deadline", "collection", "id")[:_MOST]
    return [_seen(row, None) for row in ordered]


def one(scope: Scope, round_id: str) -> Seen | None:
    """Return a round, with the own school's last moment; None where one sees none."""
    row = _ROUND.first(scope, round_id)
    if row is None:
        return None
    given = _GIVEN.first(scope, round_id, scope.school) if scope.school else None
    return _seen(row, given.until if given else None)


def there(scope: Scope, round_id: str) -> bool:
    """Whether the scope sees a round."""
    return _ROUND.first(scope, round_id) is not None


def _round(rows: QuerySet[Round], id_: str) -> QuerySet[Round]:
    return rows.filter(id=id_).select_related("book").defer("book__content")


def _given(rows: QuerySet[Extension], of: str, school: str) -> QuerySet[Extension]:
    return rows.filter(round=of, school=school)


_ROUND, _GIVEN = Within(Round, _round), Within(Extension, _given)


@dataclass(frozen=True, slots=True)
class Own:
    """What a school says of its return as a whole: the head's switch, the day of it."""

    entry: bool = True
    completed_on: date | None = None


def own(scope: Scope, round_id: str) -> Own:
    """Return what the scope's school says of its return; nothing yet without one."""
    rows = Return.within(scope).filter(round=round_id, school=scope.school)
    row = rows.values_list("entry", "completed_on").first()
    return Own(*row) if row else Own()


def owed(scope: Scope) -> list[Seen]:
    """Return the rounds that the scope's own school owes, with its own last moment."""
    school = register.known(scope, scope.school)
    if school is None:
        return []
    rows = Round.within(scope).exclude(state=RoundState.ARCHIVED)
    rows = rows.select_related("book").order_by("-summer", "deadline", "id")
    given = Extension.within(scope).filter(school=scope.school)
    until = dict(given.values_list("round", "until"))
    found = [_seen(row, until.get(row.id)) for row in rows[:_MOST]]
    books = [(rulebooks.load(each.book), day_of(each.dates.end)) for each in found]
    said = register.duties(scope, school, books)
    return [each for each, (_book, duty) in zip(found, said, strict=True) if duty.owes]


def owing(scope: Scope, seen: Seen) -> dict[str, Owed]:
    """Return of every school the scope sees, by id, whether it owes a round, and why."""
    return register.owing(scope, rulebooks.load(seen.book), day_of(seen.dates.deadline))


def returned(scope: Scope, round_id: str) -> dict[str, ReturnState]:
    """Return where the return of each school stands, of those that began one."""
    rows = Return.within(scope).filter(round=round_id)
    return {
        school: ReturnState(state)
        for school, state in rows.values_list("school", "state")
    }


def extensions(scope: Scope, round_id: str) -> list[Given]:
    """Return which schools were given more time in a round."""
    rows = Extension.within(scope).filter(round=round_id).select_related("school")
    return [
        Given(row.school_id, row.school.name, row.until, row.reason)
        for row in rows.order_by("school__name", "id")
    ]


def ways(scope: Scope, round_id: str) -> dict[str, Any]:
    """Return by which ways a round's results come, and what schools read of it."""
    rows = Round.within(scope).filter(id=round_id)
    names = ("routes", "gateway", "addresses", "guidance", "link")
    return dict(rows.values(*names).first() or {})


def granted(scope: Scope, round_id: str) -> list[Given]:
    """Return which schools may use other ways in a round too; those, and why.

    `until` is the end of the round where nothing else was said.
    """
    rows = Granted.within(scope).filter(round=round_id).exclude(routes=[])
    ordered = rows.select_related("school", "round").order_by("school__name", "id")
    return [
        Given(
            row.school_id,
            row.school.name,
            row.until or row.round.deadline,
            ", ".join(str(Route(one).label) for one in row.routes) + f": {row.reason}",
        )
        for row in ordered
    ]


def to_make(scope: Scope, now: datetime) -> list[Rulebook]:
    """Return the rulebooks a round can still be made of, the newest summer first."""
    have = set(Round.within(scope).values_list("book__book", flat=True))
    summer = summer_year(day_of(now))
    years = range(summer + _YEARS_ON, summer - _YEARS_BACK - 1, -1)
    names = [name for year in years for name in rulebooks.books_for(None, year)]
    books = [rulebooks.load(name) for name in names if name not in have]
    return [book for book in books if book.status not in _NOT_HELD]


def books(scope: Scope, now: datetime) -> list[tuple[Rulebook, date]]:
    """Return this summer's rulebooks, each with the day it is due here, or 30 June."""
    summer = summer_year(day_of(now))
    due = {each.book: day_of(each.dates.deadline) for each in rounds(scope)}
    usual = date(summer, 6, 30)
    found = map(rulebooks.load, rulebooks.books_for(None, summer))
    return [
        (book, due.get(book.id, usual))
        for book in found
        if book.status not in _NOT_HELD
    ]


def _seen(row: Round, until: datetime | None) -> Seen:
    book = rulebooks.load(row.book.book)
    confirmed = {name: date.fromisoformat(day) for name, day in row.confirmed.items()}
    national = visible_deadlines(book, confirmed)
    shown = {deadline.id for deadline in national}
    return Seen(
        id=row.id,
        book=book.id,
        title=book.title,
        summer=row.summer,
        dates=Dates(RoundState(row.state), row.opens, row.deadline, until),
        confirm_by=row.confirm_by,
        declaration=Declaration(row.declaration),
        national=national,
        waiting=tuple(one for one in book.deadlines if one.id not in shown),
        confirmed=confirmed,
        revision=row.book.revision,
        digest=row.book.digest,
        revised=row.book.digest != book.digest,
        entry=row.entry,
        guidance=row.guidance,
        link=row.link,
    )
