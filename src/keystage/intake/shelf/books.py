"""Rulebooks by collection and year, and which of them a result in a file belongs to."""

from collections.abc import Callable, Collection, Iterable, Sequence
from copy import copy
from dataclasses import replace
from typing import NamedTuple

from keystage.checks.model import Rulebook
from keystage.core.records import Kind
from keystage.intake.shelf.coder import Coder, key_of, year_of

_CANCELLED = "cancelled"

# Kinds remembered; a file that varies them without end must not fill the memory.
MOST_KINDS = 20_000


class Identity(NamedTuple):
    """What an assessment is of.

    `component` is '' where the scale is the collection's own but the rulebook
    has no such component: last year's goals, a misspelt subject.
    """

    collection: str
    component: str


class Shelf:
    """Rulebooks by collection and year, loaded when first needed."""

    def __init__(
        self,
        ids: Iterable[str],
        load: Callable[[str], Rulebook],
        own: Collection[str] = (),
    ) -> None:
        """Keep the books called `ids`; of two that write alike, one of `own` stands back."""
        self._load = load
        self._ids: dict[str, dict[int, list[str]]] = {}
        # The year's own rulebook comes before those of its sittings.
        for name in sorted(ids, key=lambda name: (name.count("-"), name)):
            collection, year = name.split("-")[:2]
            years = self._ids.setdefault(collection, {})
            years.setdefault(int(year), []).append(name)
        self._asked = sorted(self._ids, key=lambda name: (name in own, name))
        self._books: dict[str, tuple[Rulebook, Coder]] = {}
        self._known: dict[Kind, Identity | None] = {}
        self._variants: dict[tuple[str, str], Rulebook] = {}

    @property
    def collections(self) -> tuple[str, ...]:
        """Ids of the collections there are rulebooks for, in order."""
        return tuple(sorted(self._ids))

    def years(self, collection: str) -> tuple[int, ...]:
        """Return the years `collection` has a rulebook for, oldest first."""
        return tuple(sorted(self._ids.get(collection, ())))

    def book(self, collection: str, year: int) -> Rulebook | None:
        """Return the rulebook of exactly that collection and year, or None.

        Where the collection was cancelled in the summer and held at another
        sitting (`phonics-2020-autumn`), results are of that sitting.
        """
        years = self._ids.get(collection, {})
        return self._of_year(years[year])[0] if year in years else None

    def newest(self, collection: str) -> Rulebook:
        """Return the rulebook of the latest year of `collection`."""
        return self._of_year(self._ids[collection][max(self._ids[collection])])[0]

    def nearest(self, collection: str, year: int) -> Rulebook:
        """Return the rulebook of the year closest to `year`, the later of two."""
        return self._nearest(collection, year)[0]

    def identify(self, kind: Kind) -> Identity | None:
        """Return what `kind` is a result of, or None where no collection is meant.

        The rulebook of the kind's own year decides, else that of the year closest
        to it. Letters count without case.
        """
        known = self._known
        if kind in known:
            return known[kind]
        found = self._identity(kind)
        if len(known) >= MOST_KINDS:
            self._known = known = {}
        known[kind] = found
        return found

    def preferring(self, collection: str | None) -> "Shelf":
        """Return this shelf with `collection` asked first what a result is of.

        So what is written alike in two collections is of the one that was named.
        """
        if collection not in self._ids:
            return self
        shelf = copy(self)
        shelf._asked = [collection, *(n for n in self._asked if n != collection)]
        shelf._known = {}
        return shelf

    def read_as(self, name: str) -> dict[str, list[str]]:
        """Return the titles of what is read as another collection's, by whose.

        `name` is the id of the rulebook whose components are meant.
        """
        book = self._open(name)[0]
        found: dict[str, list[str]] = {}
        for part in book.components.values():
            row = part.coding
            kind = Kind(
                stage=row.stage,
                locale="",
                year=str(book.year),
                subject=row.subject,
                method=row.method,
                component=row.component,
                status="",
                qualifier=row.qualifier,
            )
            what = self.identify(kind)
            if what and what.component and what.collection != book.collection:
                found.setdefault(what.collection, []).append(part.title)
        return found

    def variant(
        self, book: Rulebook, name: str, make: Callable[[Rulebook], Rulebook]
    ) -> Rulebook:
        """Return `book` as `make` changes it, made once for each `name`."""
        key = (book.digest, name)
        if key not in self._variants:
            changed = make(book)
            # What is worked out from a rulebook is kept by its digest.
            self._variants[key] = replace(changed, digest=f"{book.digest} {name}")
        return self._variants[key]

    def _identity(self, kind: Kind) -> Identity | None:
        year = year_of(kind)
        if year is None:
            return None
        key = key_of(kind)
        coders: list[tuple[str, Coder]] = []
        for collection in self._asked:  # those behind the first that knows stay closed
            coder = self._nearest(collection, year)[1]
            component = coder.component(key)
            if component is not None:
                return Identity(collection, component)
            coders.append((collection, coder))
        for collection, coder in coders:
            if coder.resembles(key):
                return Identity(collection, "")
        return None

    def _nearest(self, collection: str, year: int) -> tuple[Rulebook, Coder]:
        years = self._ids[collection]
        return self._of_year(years[min(years, key=lambda at: (abs(at - year), -at))])

    def _of_year(self, names: Sequence[str]) -> tuple[Rulebook, Coder]:
        opened = [self._open(name) for name in names]
        held = (found for found in opened if found[0].status != _CANCELLED)
        return next(held, opened[0])

    def _open(self, name: str) -> tuple[Rulebook, Coder]:
        if name not in self._books:
            book = self._load(name)
            self._books[name] = (book, Coder(book))
        return self._books[name]


def called(book: Rulebook) -> str:
    """Return what people call the collection of `book`, without its year."""
    return book.words.get("title", book.title)
