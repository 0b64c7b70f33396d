"""Rulebooks by id: which there are, and each as one frozen value."""

import dataclasses
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources.abc import Traversable

from keystage.checks.model import Rulebook
from keystage.core.errors import RulebookError
from keystage.rulebooks.build import STATUSES, build
from keystage.rulebooks.build import resolved as resolved_form
from keystage.rulebooks.overlay import resolve, shipped
from keystage.rulebooks.overrides import Overrides, laid_on

_FOLDER = re.compile(r"[a-z0-9]+_[0-9]{4}(_[a-z]+)?")


def available() -> tuple[str, ...]:
    """Return the ids of the rulebooks that come with Keystage, in order."""
    names = (entry.name for entry in shipped().iterdir() if entry.is_dir())
    return tuple(sorted(n.replace("_", "-") for n in names if _FOLDER.fullmatch(n)))


def books_for(
    collection: str | None = None, year: int | None = None
) -> tuple[str, ...]:
    """Return the ids of the rulebooks of a collection, of a year, or of both.

    None stands for any. An id nobody knows gives an empty answer, not an error.
    """
    found = ((name, name.split("-")) for name in available())
    return tuple(
        name
        for name, parts in found
        if collection in (None, parts[0]) and year in (None, int(parts[1]))
    )


def load(
    book_id: str,
    roots: Sequence[Traversable] = (),
    overrides: Overrides | None = None,
) -> Rulebook:
    """Return the rulebook called `book_id` (`eyfsp-2025`).

    `roots` are folders of rulebook folders, looked in before our own; `overrides`
    is what an authority confirmed against the Department's sheets, and is laid on
    last. Raises `RulebookError`, naming book, file and place, where there is none or
    it is wrong. Loaded once; rulebooks are values and nobody may change one.
    """
    book = _load(book_id, tuple(roots))
    return laid_on(book, overrides) if overrides else book


def resolved(book_id: str, roots: Sequence[Traversable] = ()) -> bytes:
    """Return the canonical form of a rulebook: `digest` is the SHA-256 of these bytes.

    To be kept by whoever must know later what the rules were. Raises `RulebookError`
    as `load` does.
    """
    load(book_id, roots)
    return resolved_form(resolve(book_id.replace("-", "_"), roots))


@cache
def _load(name: str, roots: tuple[Traversable, ...]) -> Rulebook:
    book, faults = build(resolve(name.replace("-", "_"), roots))
    if faults:
        raise RulebookError("\n".join(faults))
    return book


def with_status(book: Rulebook, status: str) -> Rulebook:
    """Return `book` with the status an authority gives an optional collection.

    An authority may collect optional results or not; it can neither drop a duty
    nor make one. Raises `RulebookError` for anything else.
    """
    optional = [word for word in STATUSES if word.startswith("optional")]
    if book.status not in optional or status not in optional:
        raise RulebookError(f"{book.id}: {book.status} cannot be made {status}.")
    return dataclasses.replace(book, status=status)
