"""Ask for the board, from what a person of the authority sees."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage_web.accounts.register.board import Owing, owings
from keystage_web.accounts.register.owing import year_groups
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.queries import head
from keystage_web.returns.board import narrowing
from keystage_web.returns.board.cells import Asking, cell_of, last_of
from keystage_web.returns.board.gather import (
    Key,
    Standing,
    expected,
    renew,
    rounds,
    standings,
)
from keystage_web.returns.board.model import Board, Cell, Column, Line, Wanted
from keystage_web.returns.board.tiles import tiles_of
from keystage_web.returns.models import Progress, Round
from keystage_web.returns.moments import begin_of, day_of
from keystage_web.returns.standing import Dates
from keystage_web.returns.states import RoundState
from keystage_web.returns.versions.progress import Far

PAGE = 100  # schools
_LETTERS = 5  # a name no longer than these is an abbreviation
_SUMMERS = 3  # that can be chosen


@dataclass(frozen=True, slots=True)
class _Made:
    """The whole board of a summer, before it is narrowed."""

    summers: tuple[int, ...]
    rounds: tuple[Round, ...]
    lines: tuple[tuple[Owing, Line], ...]


def board(
    scope: Scope, summer: int | None, wanted: Wanted, now: datetime
) -> Board | None:
    """Return a page of a summer's board, the newest if none is named; None without one.

    However many schools there are, it asks the same number of questions.
    """
    made = _made(scope, summer, now)
    if made is None:
        return None
    every = tuple(_column(row, now) for row in made.rounds)
    columns, lines = narrowing.of_round(every, made.lines, wanted)
    found = narrowing.narrowed(lines, wanted)
    size = PAGE if wanted.page else max(PAGE, len(found))
    pages = max(1, -(-len(found) // size))
    number = min(max(1, wanted.page), pages)
    return Board(
        summer=made.rounds[0].summer,
        summers=made.summers,
        columns=columns,
        lines=tuple(found[(number - 1) * size : number * size]),
        tiles=tiles_of([line for _school, line in made.lines]),
        states=narrowing.states([line for _school, line in lines], wanted),
        areas=narrowing.areas([school for school, _line in made.lines], wanted),
        rounds=narrowing.rounds(every, wanted),
        orders=narrowing.orders(wanted),
        found=len(found),
        number=number,
        pages=pages,
        page_size=size,
    )


def cell(scope: Scope, round_id: str, school: str, now: datetime) -> Cell:
    """Return what the board says of one return, as of now: of one not owed too."""
    row = Round.within(scope).select_related("book").get(id=round_id)
    dates = Dates(RoundState(row.state), row.opens, row.deadline)
    held = standings(scope, [row], school)
    renew(scope, held, now, school=school, round_id=round_id)
    one = held.get((round_id, school), Standing())
    return cell_of(Asking(row, dates, now), one, owes=True)


def stamp(scope: Scope, now: datetime) -> str:
    """Return what is another as soon as anything on the board may be: in two questions."""
    counted = Progress.within(scope).aggregate(at=Max("at"))["at"]
    parts = (head(authority=scope.authority), counted, int(now.timestamp()) // 60)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def _made(scope: Scope, summer: int | None, now: datetime) -> _Made | None:
    every = rounds(scope)
    summers = tuple(sorted({row.summer for row in every}, reverse=True))[:_SUMMERS]
    wanted = summers[0] if summer is None and summers else summer
    chosen = tuple(row for row in every if row.summer == wanted)
    if wanted not in summers:
        return None
    books = [rulebooks.load(row.book.book) for row in chosen]
    due = [
        (book, day_of(row.deadline)) for book, row in zip(books, chosen, strict=True)
    ]
    schools = owings(scope, wanted, due)
    known = standings(scope, chosen)
    rolls = expected(scope, wanted)
    asking = [
        Asking(row, Dates(RoundState(row.state), row.opens, row.deadline), now)
        for row in chosen
    ]
    groups = [_groups(book) for book in books]
    lines = (
        (
            school,
            _line(
                school,
                asking,
                known,
                [
                    sum(rolls.get(school.id, {}).get(group, 0) for group in each)
                    for each in groups
                ],
            ),
        )
        for school in schools
    )
    kept = tuple(one for one in lines if any(cell.owed for cell in one[1].cells))
    return _Made(summers, chosen, kept)


def _groups(book: Rulebook) -> tuple[str, ...]:
    """Return the year groups a collection is about, as rolls write them."""
    return tuple("R" if group == 0 else str(group) for group in year_groups(book))


def _line(
    school: Owing,
    asking: Sequence[Asking],
    known: Mapping[Key, Standing],
    rolls: Sequence[int],
) -> Line:
    held = [known.get((one.round.id, school.id), Standing()) for one in asking]
    for one, many in zip(held, rolls, strict=True):
        if one.state is None:
            one.far = Far(due=many)
    cells = tuple(
        cell_of(one, standing_, owes=owes)
        for one, standing_, owes in zip(asking, held, school.owes, strict=True)
    )
    at, what = last_of(held)
    return Line(school.id, school.number, school.facts.name, cells, at, what)


def _column(row: Round, now: datetime) -> Column:
    title = rulebooks.load(row.book.book).title
    named = " ".join(filter(None, (_short(row.collection), row.sitting)))
    opens = row.opens if now < begin_of(row.opens) else None
    return Column(row.id, title, named, day_of(row.deadline), opens)


def _short(collection: str) -> str:
    """Return a collection as people call it for short: `EYFSP`, `Phonics`."""
    is_letters = len(collection) <= _LETTERS
    return collection.upper() if is_letters else collection.capitalize()
