"""Two folders laid side by side: files read, paired by what they hold, compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from keystage import __version__
from keystage.changes import Difference, difference, lines, merge, to_dict
from keystage.changes.pairing import Held, Pair, paired
from keystage.checks.words import listed
from keystage.cli import progress
from keystage.cli.doctor import files
from keystage.core.errors import UsageError
from keystage.core.records import CtfFile
from keystage.intake import Options
from keystage.intake.interpret import school_number
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.recognise import recognise
from keystage.intake.shelf import Shelf, called
from keystage.intake.sources import Source

SCHEMA = "differences-1"


class Compared(NamedTuple):
    """A pair of which both sides are there, and what differs."""

    pair: Pair
    difference: Difference


@dataclass(slots=True)
class Comparison:
    """All pairs of two folders.

    `alone` are files without a partner, by school; `failed` sentences on files that
    could not be read or compared, `doubts` on what was read with some.
    """

    compared: list[Compared] = field(default_factory=list)
    alone: list[Pair] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def differing(self) -> list[Compared]:
        """The pairs that say different things."""
        return [one for one in self.compared if one.difference.matters]

    @property
    def matters(self) -> bool:
        """Whether the folders say different things."""
        return bool(self.alone or self.differing)


class Folders:
    """The work: a first reading says what goes with what, a second compares.

    So no more than the files of one school are in memory at a time.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._reads = RulebookReading(shelf)
        self._sources: dict[tuple[str, str], Source] = {}

    def compare(self, before: Sequence[Source], after: Sequence[Source]) -> Comparison:
        """Return how the files of two folders differ."""
        found = Comparison()
        total = 2 * (len(before) + len(after))
        with progress.bar("steps") as bar:
            sides: list[list[Held]] = []
            for side, those in (("before", before), ("after", after)):
                held: list[Held] = []
                for source in those:
                    self._sources[side, source.path] = source
                    held += self._held(source, found)
                    bar(len(self._sources), total)
                sides.append(held)
            done = len(self._sources)
            for pair in paired(*sides):
                self._pair(pair, found)
                done += len(pair.before) + len(pair.after)
                bar(done, total)
        return found

    def titles(self, pair: Pair) -> str:
        """Return the collections and years of a pair, as people call them."""
        parts = [
            f"{called(self._shelf.nearest(name, year))} {year}"
            for name, year in sorted(pair.parts)
        ]
        return listed(parts, "and") or "no results that Keystage knows"

    def _held(self, source: Source, found: Comparison) -> Iterator[Held]:
        try:
            file = files.read(source)[1]
        except UsageError as stop:
            found.failed.append(str(stop))
            return
        found.doubts += [f"{source.path}: {said}" for said in files.doubts(file)]
        sender = file.header.source
        books = recognise(file, self._shelf, Options()).books
        parts = frozenset((book.collection, book.year) for book in books)
        school = school_number(sender.la, sender.estab) or sender.urn
        yield Held(source.path, school, parts)

    def _pair(self, pair: Pair, found: Comparison) -> None:
        if not pair.has_both:
            found.alone.append(pair)
            return
        try:
            one = self._joined("before", pair.before)
            other = self._joined("after", pair.after)
        except UsageError as stop:
            found.failed.append(f"{listed([*pair.before, *pair.after], 'and')}: {stop}")
            return
        found.compared.append(Compared(pair, difference(one, other, self._reads)))

    def _joined(self, side: str, paths: Sequence[str]) -> CtfFile:
        read = [files.read(self._sources[side, path])[1] for path in paths]
        return merge(read, self._reads).file


def told(found: Comparison, work: Folders) -> Iterator[str]:
    """Yield the comparison in words, its summary first."""
    same = len(found.compared) - len(found.differing)
    counts = [
        f"{len(found.compared):,} compared",
        f"{len(found.differing):,} differ",
        f"{same:,} the same",
        f"{len(found.alone):,} without a partner",
    ]
    yield f"Schools and collections: {', '.join(counts)}."
    for pair, difference_ in found.differing:
        yield ""
        yield f"{pair.school}, {work.titles(pair)}"
        yield f"  {', '.join(pair.before)} → {', '.join(pair.after)}"
        yield from (f"  {line}" if line else "" for line in lines(difference_))
    for heading, those in (
        ("Only in the first", [one for one in found.alone if one.before]),
        ("Only in the second", [one for one in found.alone if one.after]),
    ):
        if those:
            yield ""
            yield heading
        for one in those:
            whose = one.school or "a school it does not name"
            paths = ", ".join([*one.before, *one.after])
            yield f"  {whose}, {work.titles(one)}: {paths}"


def document(found: Comparison, before: str, after: str) -> dict[str, Any]:
    """Return the comparison as plain values; `schema/differences-1.json` binds it."""
    return {
        "keystage": __version__,
        "schema": SCHEMA,
        "before": before,
        "after": after,
        "differs": found.matters,
        "pairs": [
            {
                **_files(pair),
                "difference": to_dict(
                    one, ", ".join(pair.before), ", ".join(pair.after)
                ),
            }
            for pair, one in found.compared
        ],
        "without_partner": [_files(pair) for pair in found.alone],
        "not_compared": found.failed,
        "doubts": found.doubts,
    }


def _files(pair: Pair) -> dict[str, Any]:
    return {
        "school": pair.school,
        "holds": [
            {"collection": name, "year": year} for name, year in sorted(pair.parts)
        ],
        "before": pair.before,
        "after": pair.after,
    }
