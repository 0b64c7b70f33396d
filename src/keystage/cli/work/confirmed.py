"""The file of an authority's confirmations: found, read, and said to be used."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.checks.words import listed
from keystage.cli import terminal
from keystage.cli.overrides import DEFAULT
from keystage.core.errors import RulebookError, UsageError
from keystage.intake.shelf import Shelf, own_books, standard
from keystage.rulebooks import overrides
from keystage.rulebooks.overrides import Overrides

_LARGEST = 16_777_216
_SHARED = (
    "{book} codes {titles} as {whose} does, and so results of that coding are read as "
    "{whose}. Give yours a coding of their own, or say 'check --collection {own}'."
)


def shelf(arguments: argparse.Namespace) -> Shelf:
    """Return the rulebooks that `--rulebook` and `--overrides` give; raises as `read`.

    An authority's own stand beside ours, and what was confirmed is laid on both.
    """
    own = tuple(arguments.rulebook)
    return standard(read(arguments.overrides, own), own)


def read(
    given: Path | None, own: tuple[Path, ...] = (), collection: str | None = None
) -> Overrides | None:
    """Return the confirmations in `given`, or in the usual file, or None.

    They may be of rulebooks that come with Keystage, or of those at the paths `own`.
    Of these a line on standard error says which results are read as another's, where
    `collection` is the one asked for.

    The usual file is used where it stands in the current folder, and a line on
    standard error says so; another line each for what no longer fits. Raises
    `UsageError` for a file that was named and is not there, `RulebookError` for one
    that is not as it should be.
    """
    found = _found(given, own)
    for line in shared(own, found, collection):
        terminal.complain(line)
    return found


def shared(
    own: tuple[Path, ...],
    laid: Overrides | None = None,
    collection: str | None = None,
) -> list[str]:
    """Return a sentence for each of the rulebooks at `own` coded as another is."""
    shelf = standard(laid, own).preferring(collection)
    return [
        _SHARED.format(titles=listed(titles, "and"), book=book.id, whose=whose, own=one)
        for book in own_books(own).values()
        for one in [book.collection]
        for whose, titles in shelf.read_as(book.id).items()
    ]


def _found(given: Path | None, own: tuple[Path, ...]) -> Overrides | None:
    path = given or DEFAULT
    if not path.is_file():
        if given is not None:
            raise UsageError(f"There is no file {given}.")
        return None
    found = from_file(path)
    if given is None:
        terminal.complain(f"using {path}")
    for line in _stale(found, own_books(own)):
        terminal.complain(f"{path}: {line}")
    return found


def from_file(path: Path) -> Overrides:
    """Return the confirmations in a file; raises as `read` does."""
    data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    try:
        return overrides.read(data.decode("utf-8"), path.name)
    except UnicodeDecodeError:
        raise RulebookError(f"{path.name}: this is not TOML in UTF-8.") from None


def _stale(found: Overrides, own: Mapping[str, Rulebook]) -> list[str]:
    known = rulebooks.available()
    said: list[str] = []
    for name in sorted({fact.book for fact in found.facts}):
        if name in own or name in known:
            book = own.get(name) or rulebooks.load(name)
            said += overrides.stale(book, found)
        else:
            said.append(f"{name}: there is no such rulebook.")
    return said
