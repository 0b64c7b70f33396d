"""Rulebooks compared with each other and written: `keystage rules diff`, `rebase`, `new`."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.cli import terminal
from keystage.core.errors import EXIT_CLEAN, UsageError
from keystage.rulebooks import comparing, writing
from keystage.rulebooks.overrides import Overrides
from keystage.rulebooks.pages import changed, html


def named(name: str, overrides: Overrides | None = None) -> Rulebook:
    """Return the rulebook with an id, or the one at a path.

    Raises `RulebookError` where there is none or it has a fault, `UsageError` where
    a path holds several.
    """
    path = Path(name)
    if not path.exists() and path.suffix != ".toml":
        known = name.lower()
        if known not in rulebooks.available():
            raise UsageError(
                f"There is no rulebook {name}: 'keystage rules list' prints the ids "
                "of those there are."
            )
        return rulebooks.load(known, overrides=overrides)
    books = rulebooks.load_own(path)
    if len(books) > 1:
        ids = ", ".join(book.id for book in books)
        raise UsageError(f"{name} holds several rulebooks ({ids}): name one of them.")
    return books[0]


def diff(arguments: argparse.Namespace) -> int:
    """Say how a rulebook differs from another, or from last year's."""
    new = named(arguments.new)
    old = named(arguments.old) if arguments.old else comparing.last_year(new)
    if old is None:
        raise UsageError(f"There is no rulebook before {new.id} to compare it with.")
    page = changed.page(old, new, heads=arguments.heads)
    terminal.say((html.page(page) if arguments.format == "html" else page).rstrip("\n"))
    return EXIT_CLEAN


def rebase(arguments: argparse.Namespace) -> int:
    """Print a rulebook as a base in one file, or write it as a folder of files."""
    name, into = arguments.id, arguments.into
    if into is None:
        terminal.say(writing.in_one_file(name).rstrip("\n"))
        return EXIT_CLEAN
    _write(into / name.replace("-", "_"), writing.rebased(name))
    return EXIT_CLEAN


def new(arguments: argparse.Namespace) -> int:
    """Write the provisional rulebooks of a year."""
    made = writing.coming_year(arguments.year)
    if not made:
        raise UsageError(f"There are rulebooks of {arguments.year} or later already.")
    for folder, text in made.items():
        _write(arguments.into / folder, {"rulebook.toml": text})
    return EXIT_CLEAN


def _write(folder: Path, files: Mapping[str, str]) -> None:
    if folder.exists():
        raise UsageError(f"{folder} is there already: take it away or choose another.")
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        terminal.say(f"{folder / name} written")
