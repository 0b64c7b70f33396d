"""Rulebooks compared with each other and written: `keystage rules diff`, `rebase`, `new`."""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.cli import terminal
from keystage.core.errors import EXIT_CLEAN, UsageError
from keystage.intake.shelf import own_books
from keystage.rulebooks import comparing, writing
from keystage.rulebooks.overrides import Overrides, laid_on
from keystage.rulebooks.pages import changed, html
from keystage.rulebooks.pages.lines import without_tags
from keystage.rulebooks.review.before import before


def named(name: str, overrides: Overrides | None = None) -> Rulebook:
    """Return the rulebook with an id, or the one at a path.

    Raises `RulebookError` where there is none or it has a fault, `UsageError` where
    a path holds several.
    """
    if not own([name]):
        known = name.lower()
        if known not in rulebooks.available():
            raise UsageError(
                f"There is no rulebook {name}: 'keystage rules list' prints the ids "
                "of those there are. One of your own is named by its path."
            )
        return rulebooks.load(known, overrides=overrides)
    books = tuple(own_books(own([name])).values())
    if len(books) > 1:
        ids = ", ".join(book.id for book in books)
        raise UsageError(f"{name} holds several rulebooks ({ids}): name one of them.")
    return laid_on(books[0], overrides) if overrides else books[0]


def own(names: Iterable[str]) -> tuple[Path, ...]:
    """Return those of `names` that are paths of rulebooks, not ids of ours."""
    paths = map(Path, names)
    return tuple(path for path in paths if path.exists() or path.suffix == ".toml")


def diff(arguments: argparse.Namespace) -> int:
    """Say how a rulebook differs from another, or from last year's."""
    new = named(arguments.new)
    old = named(arguments.old) if arguments.old else _earlier(arguments.new, new)
    if old is None:
        raise UsageError(f"There is no rulebook before {new.id} to compare it with.")
    page = changed.page(old, new, heads=arguments.heads)
    as_html = arguments.format == "html"
    terminal.say((html.page(page) if as_html else without_tags(page)).rstrip("\n"))
    return EXIT_CLEAN


def _earlier(name: str, book: Rulebook) -> Rulebook | None:
    paths = own([name])
    return before(paths[0], book) if paths else comparing.last_year(book)


def rebase(arguments: argparse.Namespace) -> int:
    """Print a rulebook as a base in one file, or write it as a folder of files."""
    name, into = arguments.id, arguments.into
    if into is None:
        terminal.say(writing.in_one_file(name).rstrip("\n"))
        return EXIT_CLEAN
    _write(into / name.replace("-", "_"), writing.rebased(name))
    return EXIT_CLEAN


def new(arguments: argparse.Namespace) -> int:
    """Write the provisional rulebooks of the year after the newest."""
    newest = max(int(name.split("-")[1]) for name in rulebooks.available())
    if arguments.year > newest + 1:
        raise UsageError(
            f"The newest rulebooks are of {newest}: the next to write are those of "
            f"{newest + 1}."
        )
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
