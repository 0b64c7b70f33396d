"""Who reports a child, for each collection of the year: by the rulebook's table of movers.

The facts are those of the roll and what a person answered. Where one fact is missing
that decides, the report is that one question.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import cast

from keystage import movement, rulebooks
from keystage.checks.model import Rulebook
from keystage.core.errors import UsageError
from keystage.marksheet.values import cohort_of
from keystage.movement import STILL, Facts, Missing, Place, Stay, Table, Verdict
from keystage.movement.facts import CAME_FROM, GONE_TO, Answer
from keystage_web.config.figures import whole
from keystage_web.rolls.children import Child, day

_CANCELLED = "cancelled"
_DAYS = {"joined", "left", "opens", "closes", "second_half"}
_PLACES = {"came_from": CAME_FROM, "gone_to": GONE_TO}
_FLAGS = {"assessed", "met_before"}
_STILL = "still"
_WANTS_ONE = {"most_time", "longest"}
_DIGITS = 4  # of a year group, or of days


@dataclass(frozen=True, slots=True)
class Registered:
    """A child, and what is known of the schools around it.

    `here` is what this school is called, `number` its seven digits. `came_from` and
    `gone_to` are places; of `from_school` and `to_school` only the numbers are known,
    and no days. `also_at` is a school whose roll the child is on too.
    `answers` are what was asked before, `half` the first day of the second half of the
    summer term, where the school or its authority told it.
    """

    child: Child
    here: str
    number: str
    year: int
    came_from: str = ""
    from_school: str = ""
    gone_to: str = ""
    to_school: str = ""
    also_at: str = ""
    answers: Sequence[Mapping[str, str]] = ()
    half: date | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """The one question that decides: its words, and how it is answered.

    `kind` is `day`, `day_or_still`, `place`, `school`, `flag` or `whole`; `among` are
    the values of a place or a school.
    """

    fact: str
    school: str
    words: str
    kind: str
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Who reports a child in one collection, with the paragraph; or the one question."""

    collection: str
    title: str
    answer: str
    ours: bool | None = None
    says: str = ""
    paragraph: str = ""
    source: str = ""
    verified: bool = True
    notes: tuple[str, ...] = field(default=())
    ask: Ask | None = None


def reports(of: Registered) -> list[Report]:
    """Return who reports a child, for each collection its year group is in."""
    return [_report(of, book, table) for book, table in _tables(of)]


def report_of(of: Registered, book: Rulebook) -> Report | None:
    """Return who reports a child in one collection; None where no guidance is known."""
    table = rulebooks.movement_of(book)
    return _report(of, book, table) if table else None


def _tables(of: Registered) -> Iterator[tuple[Rulebook, Table]]:
    group, born = of.child.get("year_group"), of.child.get("born")
    for name in rulebooks.books_for(None, of.year):
        book = rulebooks.load(name)
        held = book.status != _CANCELLED and book.ctf.destination != "own"
        if held and cohort_of(group, born, book.cohorts):
            table = rulebooks.movement_of(book)
            if table is not None:
                yield book, table


def _report(of: Registered, book: Rulebook, table: Table) -> Report:
    try:
        facts = _facts(of, book.collection)
        verdict = _decided(book.id, facts)
    except UsageError as fault:
        return Report(book.id, book.title, str(fault))
    if verdict.missing is not None:
        words = movement.question(verdict.missing, table.settings)
        ask = _ask(verdict.missing, words)
        return Report(
            book.id, book.title, movement.answer(verdict, table.settings), ask=ask
        )
    verdict = movement.noted(verdict, facts, table.settings)
    return Report(
        book.id,
        book.title,
        movement.answer(verdict, table.settings),
        ours=verdict.reports == of.here if verdict.settled else None,
        says=verdict.says,
        paragraph=verdict.paragraph,
        source=verdict.source,
        verified=verdict.verified,
        notes=verdict.notes,
    )


@lru_cache(maxsize=4096)
def _decided(book: str, facts: Facts) -> Verdict:
    """Decide once for all children of whom the same is known: most never moved.

    To find the one question that decides takes a tenth of a second.
    """
    table = rulebooks.movement_of(rulebooks.load(book))
    return movement.decide(cast("Table", table), facts)  # there is one: it was asked


def _ask(missing: Missing, words: str) -> Ask:
    fact, among = missing.fact, missing.among
    if fact in _PLACES:
        return Ask(fact, missing.school, words, "place", tuple(_PLACES[fact]))
    if fact in _WANTS_ONE:
        return Ask(fact, missing.school, words, "school", among)
    if fact in _FLAGS:
        return Ask(fact, missing.school, words, "flag")
    kind = "whole" if fact not in _DAYS else "day_or_still" if fact == "left" else "day"
    return Ask(fact, missing.school, words, kind)


def _facts(of: Registered, collection: str) -> Facts:
    group = whole(of.child.get("year_group"), _DIGITS)
    facts = Facts(
        tuple(_stays(of)),
        second_half=of.half,
        came_from=Place(of.came_from) if of.came_from else None,
        gone_to=Place(of.gone_to) if of.gone_to else None,
        year_group=1 if group is None else group,
    )
    for one in of.answers:
        if one.get("collection", "").split("-")[0] == collection:
            facts = _answered(facts, one)
    return facts


def _stays(of: Registered) -> Iterator[Stay]:
    for joined, left in of.child.earlier:
        yield Stay(of.here, day(joined), day(left))
    yield Stay(of.here, day(of.child.get("joined")), day(of.child.get("left")) or STILL)
    if of.also_at and of.also_at != of.number:
        yield Stay(of.also_at, left=STILL)


def _answered(facts: Facts, told: Mapping[str, str]) -> Facts:
    """Return the facts with an answer; one that no longer fits is left out."""
    fact, value = told.get("fact", ""), told.get("value", "")
    try:
        known = _value(fact, value)
        return facts.answered(Missing(fact, told.get("school", "")), known)
    except (UsageError, ValueError, TypeError):
        return facts


def _value(fact: str, value: str) -> Answer:
    if fact in _PLACES:
        return Place(value)
    if fact in _FLAGS:
        return value == "yes"
    if fact in _WANTS_ONE:
        return value
    if fact not in _DAYS:
        return _number(value)
    return STILL if value == _STILL else date.fromisoformat(value)


def _number(value: str) -> int:
    found = whole(value, _DIGITS)
    if found is None:
        raise UsageError("This answer is a whole number.")
    return found
