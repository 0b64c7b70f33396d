"""Confirmations as values: what was seen where, on which day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

ABOUT: Final = ("coding", "values", "add", "drop", "mark", "number")
_OF_ONE_CODE = ("add", "drop")
_OPPOSITE = {"add": "drop", "drop": "add"}


@dataclass(frozen=True, slots=True)
class Source:
    """A sheet that was compared: its name, its SHA-256 in hexadecimal, the day."""

    file: str
    sha256: str
    day: date

    @property
    def key(self) -> str:
        """What facts call it: the first part of its digest."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a sheet says of one rulebook.

    `about` is one of `ABOUT`: a component's `coding` (stage, subject, method,
    component, qualifier), its `values` that agree, a code to `add` to it or to
    `drop`, its `mark` (lowest, highest), or a check's official `number`. `of` is the
    id of the component or check, `now` what holds, `was` what the rulebook said where
    a person accepted a difference and () where it agreed. `source` is a source's key
    and `at` the place in it.
    """

    book: str
    about: str
    of: str
    now: tuple[str, ...]
    source: str
    was: tuple[str, ...] = ()
    at: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What there is one fact of: of several, the newest holds."""
        return _key(self, self.about)


@dataclass(frozen=True, slots=True)
class Overrides:
    """All that was confirmed, and where it was seen."""

    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()

    def of(self, book: str) -> tuple[Fact, ...]:
        """Return the facts of the rulebook with that id."""
        return tuple(fact for fact in self.facts if fact.book == book)

    def source(self, fact: Fact) -> Source:
        """Return where a fact was seen."""
        return next(one for one in self.sources if one.key == fact.source)

    def with_facts(self, source: Source, facts: Iterable[Fact]) -> "Overrides":
        """Return these and newer ones, seen in `source`.

        What a newer fact replaces keeps saying what our own rulebook said; a source
        nothing was seen in any more is left out.
        """
        held = {fact.key: fact for fact in self.facts}
        for fact in facts:
            old = held.get(fact.key)
            was = (old.was if old and old.was else fact.was) or ()
            held[fact.key] = replace(fact, was=() if was == fact.now else was)
            if fact.about in _OPPOSITE:
                held.pop(_key(fact, _OPPOSITE[fact.about]), None)
        kept = tuple(held[key] for key in sorted(held))
        used = {fact.source for fact in kept}
        sources = {one.key: one for one in (*self.sources, source) if one.key in used}
        return Overrides(tuple(sources[key] for key in sorted(sources)), kept)


def _key(fact: Fact, about: str) -> tuple[str, ...]:
    codes = fact.now if about in _OF_ONE_CODE else ()
    return fact.book, about, fact.of, *codes
