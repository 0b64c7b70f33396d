"""Results read by the rulebook of their own collection and year."""

from collections.abc import Callable
from typing import NamedTuple

from keystage.changes import Meaning
from keystage.core.records import Assessment, Kind
from keystage.intake.interpret import reader_of, tidy_value
from keystage.intake.shelf import MOST_KINDS, Shelf, called, is_real


class _Known(NamedTuple):
    key: tuple[str, ...]
    title: str
    about: str
    read: Callable[[str], str]


class RulebookReading:
    """Gives results the meaning the rulebooks of `shelf` give them.

    Codes count without case and by their synonyms; a subject in any of the ways
    it is written is one subject. What no rulebook knows is compared as written,
    without case in what it is of.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: dict[Kind, _Known] = {}

    def __call__(self, part: Assessment) -> Meaning:
        """Return the meaning of `part`."""
        known = self._known.get(part.kind) or self._learn(part.kind)
        return Meaning(known.key, known.read(part.result), known.title, known.about)

    def _learn(self, kind: Kind) -> _Known:
        if len(self._known) >= MOST_KINDS:
            self._known.clear()
        known = self._known[kind] = self._by_book(kind) or _unknown(kind)
        return known

    def _by_book(self, kind: Kind) -> _Known | None:
        what = self._shelf.identify(kind)
        if what is None or not what.component or not is_real(kind):
            return None
        book = self._shelf.nearest(what.collection, int(kind.year))
        component = book.components[what.component]
        return _Known(
            (what.collection, kind.year, component.id),
            component.title,
            f"{called(book)} {kind.year}",
            reader_of(book, component),
        )


def _unknown(kind: Kind) -> _Known:
    folded = Kind(*(text.strip().upper() for text in kind))
    named = (folded.stage, folded.subject, folded.component, folded.qualifier)
    title = " ".join(text for text in named if text) or "Result"
    return _Known(tuple(folded), title, folded.year, tidy_value)
