"""Hold rulebooks against an official sheet, and write down what a person accepts."""

import argparse
import hashlib
from pathlib import Path

from keystage import rulebooks, tables
from keystage.cli import clock, output, terminal
from keystage.cli.overrides import DEFAULT
from keystage.cli.work import confirmed
from keystage.cli.work.rulebook import named as named_book
from keystage.cli.work.rulebook import own
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND, UsageError
from keystage.rulebooks import official
from keystage.rulebooks.official import Comparison, State
from keystage.rulebooks.overrides import Overrides, Source, laid_on, write

_OPEN = (State.DIFFERS, State.NOT_IN_RULEBOOK)


def run(arguments: argparse.Namespace) -> int:
    """Say what agrees, differs or is missing; return 1 if anything differs.

    Raises `Refused` where the sheet cannot be read, `UsageError` where it is no
    table of ours or what was asked for cannot be accepted.
    """
    named = set(arguments.accept_differences)
    if named and not arguments.accept:
        raise UsageError("--accept-differences is given together with --accept.")
    sheet: Path = arguments.sheet
    data = tables.load(sheet, tables.TableLimits())
    table = official.read_table(tables.read(data))
    target, held = _held(arguments)
    books = [
        laid_on(named_book(name), held)
        for name in arguments.book or rulebooks.available()
    ]
    comparison = official.compare(table, books)
    for line in official.words(comparison):
        terminal.say(line)
    if arguments.accept:
        if not (comparison.dated or arguments.book):
            raise UsageError(
                "The sheet does not tell the years its rows hold for: name the "
                "rulebooks it is meant for with --book."
            )
        output.refuse_input(target, [sheet])
        day = arguments.date or clock.now().astimezone().date()
        source = Source(sheet.name, hashlib.sha256(data).hexdigest(), day)
        now = official.accept(comparison, held, source, named)
        output.to_file(write(now), target)
        _say_written(held, now, target)
    return _exit_code(comparison, named)


def _held(arguments: argparse.Namespace) -> tuple[Path, Overrides]:
    """Return the file of confirmations and what is in it so far."""
    target: Path = arguments.overrides or DEFAULT
    if arguments.accept and not target.exists():
        return target, Overrides()  # it is about to be made
    held = confirmed.read(arguments.overrides, own(arguments.book))
    return target, held or Overrides()


def _say_written(before: Overrides, now: Overrides, target: Path) -> None:
    more = len(set(now.facts) - set(before.facts))
    terminal.complain(
        f"{target}: {more} confirmations written, {len(now.facts)} in all"
    )


def _exit_code(comparison: Comparison, accepted: set[str]) -> int:
    still_open = any(
        verdict.state in _OPEN and verdict.id not in accepted
        for verdict in comparison.verdicts
    )
    return EXIT_ERRORS_FOUND if still_open else EXIT_CLEAN
