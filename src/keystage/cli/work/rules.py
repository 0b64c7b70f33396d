"""List the rulebooks, show one, compare two, write some, or look for faults."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from keystage import rulebooks
from keystage.checks.words import counted
from keystage.cli import terminal
from keystage.cli.work import compare, confirmed, rulebook
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND, RulebookError
from keystage.rulebooks.load import load
from keystage.rulebooks.review import UNTRIED, found, in_place_of_ours

_SAME = (
    "{path}: {book} says what the {book} that comes with Keystage says, and that one is "
    "used."
)
_OURS = Path(rulebooks.__file__).resolve().parent / "data"


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit code; may raise `RulebookError`."""
    return _ACTS[arguments.act](arguments)


def _list(_: argparse.Namespace) -> int:
    width = max(map(len, rulebooks.available()))
    for name in rulebooks.available():
        book = rulebooks.load(name)
        provisional = ", provisional" if book.provisional else ""
        terminal.say(
            f"{book.id:<{width}} {book.title}: {book.status.replace('_', ' ')}, "
            f"{counted(len(book.checks), 'rule', 'rules')}, "
            f"revision {book.revision}{provisional}"
        )
    return EXIT_CLEAN


def _show(arguments: argparse.Namespace) -> int:
    overrides = confirmed.read(arguments.overrides, rulebook.own([arguments.id]))
    book = rulebook.named(arguments.id, overrides)
    terminal.say(rulebooks.show(book, arguments.format).rstrip("\n"))
    return EXIT_CLEAN


def _lint(arguments: argparse.Namespace) -> int:
    asked = arguments.paths or rulebooks.available()
    examples = bool(arguments.paths)  # of all together they are for the test suite
    complaints = [s for one in asked for s in rulebooks.lint(one, examples=examples)]
    notes: list[str] = []
    if not complaints:
        complaints, notes = _named_as_ours(asked)
        notes += _shared(asked)
    for said in [*complaints, *notes]:
        terminal.say(said)
    read = counted(sum(map(_held, asked)), "rulebook", "rulebooks")
    told = sum(not said.endswith(UNTRIED) for said in complaints)
    faults = counted(told, "fault", "faults")
    terminal.complain(f"{read} read, {faults} found")
    return EXIT_ERRORS_FOUND if complaints else EXIT_CLEAN


def _shared(asked: Iterable[str]) -> list[str]:
    """Return what is no fault but must be known: results read as another's."""
    try:
        return confirmed.shared(rulebook.own(asked))
    except RulebookError:
        return []  # rulebooks of ours, looked over where they lie


def _named_as_ours(asked: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the complaints and notes on sound rulebooks that have an id of ours.

    None would be taken. One that says the same, as a new base does before it takes the
    old one's place, is no fault.
    """
    complaints, notes = list[str](), list[str]()
    for path in rulebook.own(asked):
        root, names = found(path)
        for name in names if not _OURS.is_relative_to(root) else ():
            own = load(name.replace("_", "-"), (root,))
            taken = [*in_place_of_ours(path, (name,))]
            if taken and own.digest == rulebooks.load(own.id).digest:
                notes.append(_SAME.format(path=path.name, book=own.id))
            else:
                complaints += taken
    return complaints, notes


def _held(asked: str) -> int:
    """Return how many rulebooks an id, a file or a folder stands for."""
    path = Path(asked)
    return len(found(path)[1]) if path.is_dir() else 1


_ACTS = {
    "list": _list,
    "show": _show,
    "lint": _lint,
    "diff": rulebook.diff,
    "rebase": rulebook.rebase,
    "new": rulebook.new,
    "compare": compare.run,
}
