"""Say who reports a pupil who moved, from a file of facts."""

import argparse
import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from keystage import __version__, movement, rulebooks
from keystage.checks.model import Rulebook
from keystage.checks.words import shown
from keystage.cli import terminal
from keystage.cli.who import COLLECTIONS
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND, UsageError
from keystage.core.years import summer_year
from keystage.intake.known.calendar import load_facts
from keystage.movement import Calendar, Facts, Table, Verdict
from keystage.movement.telling.words import UNVERIFIED
from keystage.xmlguard import Limits

SCHEMA = "who-1"
_CANCELLED = "cancelled"
_FOR_CHECK = (
    "{path} tells the days of a season: 'keystage check --facts' reads it. Here what is "
    "known of one pupil is asked for: 'keystage who --collection {collection}' prints a "
    "file to fill in."
)
_LONGEST = 10_000  # no sentence is cut short


def run(arguments: argparse.Namespace) -> int:
    """Print the verdict, or a file to fill in; 1 where nobody can be named yet.

    Raises `UsageError` where the facts cannot be read or there is no such rulebook.
    """
    try:
        return _run(arguments)
    except UsageError as wrong:
        raise UsageError(shown(str(wrong), _LONGEST)) from None


def _run(arguments: argparse.Namespace) -> int:
    path, limits = arguments.facts, Limits.command_line()
    known = None if path is None else load_facts(path, limits)
    facts = None if known is None else _facts(known, arguments)
    book = _book(arguments.collection, arguments.year, facts)
    table = rulebooks.movement_of(book)
    if table is None:
        raise UsageError(
            f"No guidance on {book.words['pupils']} who move was found for {book.title}."
        )
    if facts is None:
        terminal.say(movement.template(table, book.year).rstrip("\n"))
        return EXIT_CLEAN
    movement.hold_days(facts, book.year)
    verdict = movement.noted(movement.decide(table, facts), facts, table.settings)
    told = _json(book, table, verdict) if arguments.format == "json" else None
    lines = (shown(line, _LONGEST) for line in _text(book, table, verdict))
    terminal.say(told or "\n".join(lines))
    return EXIT_CLEAN if verdict.settled else EXIT_ERRORS_FOUND


def _facts(told: dict[str, Any], arguments: argparse.Namespace) -> Facts:
    try:
        return movement.facts_of(told)
    except UsageError:
        if not _is_season(told):
            raise
        path, collection = arguments.facts, arguments.collection
        said = _FOR_CHECK.format(path=path, collection=collection)
        raise UsageError(said) from None


def _is_season(told: dict[str, Any]) -> bool:
    """Return whether days are told, and those of a season alone."""
    try:
        return movement.calendar_of(told, COLLECTIONS) != Calendar()
    except UsageError:
        return False


def _book(collection: str, year: str | None, facts: Facts | None) -> Rulebook:
    """Return the rulebook asked for, that of the facts' dates, or the newest sure one."""
    names = rulebooks.books_for(collection)
    days = _days(facts) if facts else []
    if year is None and days:
        year = str(summer_year(max(days)))
    if year is not None:
        if f"{collection}-{year}" not in names:
            known = ", ".join(name.removeprefix(f"{collection}-") for name in names)
            raise UsageError(f"There is no rulebook for {year}; there are {known}.")
        return _held(collection, year)
    books = [rulebooks.load(name) for name in names]
    return max((book for book in books if not book.provisional), key=_year_of)


def _held(collection: str, year: str) -> Rulebook:
    """Return the rulebook of `year`, or that of the autumn it was put off to."""
    summer = int(year.partition("-")[0])
    later = rulebooks.books_for(collection, summer)
    asked = rulebooks.load(f"{collection}-{year}")
    others = (rulebooks.load(name) for name in later)
    held = (book for book in (asked, *others) if book.status != _CANCELLED)
    return next(held, asked)


def _year_of(book: Rulebook) -> int:
    return book.year


def _days(facts: Facts) -> list[date]:
    found: list[object] = [facts.opens, facts.closes, facts.second_half, facts.census]
    for stay in facts.stays:
        found += [stay.joined, stay.left, stay.second_half, stay.assessed]
    return [day for day in found if isinstance(day, date)]


def _text(book: Rulebook, table: Table, verdict: Verdict) -> Iterator[str]:
    yield movement.answer(verdict, table.settings)
    if verdict.missing is not None:
        yield f"Write it {movement.how_to_answer(verdict.missing, book.year)}"
        return
    yield verdict.says
    yield ""
    if verdict.withdraws:
        yield f"Must take back what was sent: {', '.join(verdict.withdraws)}"
    if verdict.must_not_send:
        yield f"Sends nothing: {', '.join(verdict.must_not_send)}"
    yield from verdict.notes
    rows = ", ".join(verdict.rows) or "none"
    yield f"Row of {book.id}: {rows}"
    if verdict.rows:
        yield f"Stands in: {verdict.source}; {verdict.paragraph}"
    if not verdict.verified:
        yield UNVERIFIED
    if book.provisional:
        yield "Provisional: the guidance of this year is not out yet."
    yield from [f"Taken as usual: {table.usual}"] if table.usual else []


def _json(book: Rulebook, table: Table, verdict: Verdict) -> str:
    told: dict[str, Any] = {"keystage": __version__, "schema": SCHEMA}
    told |= {"rulebook": book.id, "provisional": book.provisional}
    told |= dataclasses.asdict(verdict)
    told["answer"] = movement.answer(verdict, table.settings)
    told["usual"] = table.usual
    if verdict.missing is not None:
        told["missing"] |= {
            "question": movement.question(verdict.missing, table.settings),
            "write": movement.how_to_answer(verdict.missing, book.year),
        }
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True)
