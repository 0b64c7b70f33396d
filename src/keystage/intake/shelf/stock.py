"""The rulebooks at hand: those that come with Keystage, and an authority's own."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.intake.shelf.books import Shelf
from keystage.rulebooks.overrides import Overrides, laid_on


def standard(overrides: Overrides | None = None, own: tuple[Path, ...] = ()) -> Shelf:
    """Return the shelf of every rulebook that comes with Keystage.

    `own` are paths of an authority's rulebooks, which stand beside ours; `overrides`
    is laid on each. One for the process: rulebooks never change while it runs, and a
    pool's workers check many files each.
    Raises `RulebookError` for an own rulebook with a fault.
    """
    return _stocked(overrides, _whole(own))


@cache  # beneath `standard`, since it tells an argument left out from the same one given
def _stocked(overrides: Overrides | None, own: tuple[Path, ...]) -> Shelf:
    theirs = _loaded(own)

    def load(name: str) -> Rulebook:
        if name not in theirs:
            return rulebooks.load(name, overrides=overrides)
        return laid_on(theirs[name], overrides) if overrides else theirs[name]

    ours = rulebooks.available()
    national = {name.split("-")[0] for name in ours}
    own_ones = {book.collection for book in theirs.values()} - national
    return Shelf({*ours, *theirs}, load, own_ones)


def own_books(own: tuple[Path, ...]) -> Mapping[str, Rulebook]:
    """Return an authority's rulebooks at the paths `own`, by id; raises as `standard`."""
    return _loaded(_whole(own))


def _whole(own: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the paths of what is there whole: one name is not one file for ever."""
    return tuple(path.resolve() if path.exists() else path for path in own)


@cache
def _loaded(own: tuple[Path, ...]) -> Mapping[str, Rulebook]:
    return {book.id: book for path in own for book in rulebooks.load_own(path)}
