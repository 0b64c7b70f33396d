"""The rulebooks at hand, and which of them a result in a file belongs to."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.core.records import Kind
from keystage.rulebooks.overrides import Overrides, laid_on

type Key = tuple[str, str, str, str, str]

_CANCELLED = "cancelled"

# Subject, method and component as one writer has them, and as everybody else does.
_ALIASES = {("PHO", "TA", "PHO"): ("PHO", "TT", "CHK")}

# Kinds remembered; a file that varies them without end must not fill the memory.
MOST_KINDS = 20_000


class Identity(NamedTuple):
    """What an assessment is of.

    `component` is '' where the scale is the collection's own but the rulebook
    has no such component: last year's goals, a misspelt subject.
    """

    collection: str
    component: str


class Coder:
    """One rulebook's way of writing its components in a file."""

    def __init__(self, book: Rulebook) -> None:
        self._exact: dict[Key, str] = {}
        self._likeness: set[Key] = set()
        scales: dict[tuple[str, str, str], set[str]] = {}
        for component in book.components.values():
            row = component.coding
            if (row.from_year or book.year) <= book.year <= (row.to_year or book.year):
                key = _folded(
                    (row.stage, row.subject, row.method, row.component, row.qualifier)
                )
                self._exact[key] = component.id
                self._likeness.update(_one_part_out(key))
                scales.setdefault((key[0], key[2], key[4]), set()).add(key[1])
        # A scale used for several subjects is no subject's own, so whatever else is
        # on it (an unknown subject) is the collection's; a mark of one check is not.
        self._likeness.update(
            (stage, "", method, "", qualifier)
            for (stage, method, qualifier), subjects in scales.items()
            if len(subjects) > 1
        )

    def component(self, key: Key) -> str | None:
        """Return the component written as `key`, or None."""
        return self._exact.get(key)

    def resembles(self, key: Key) -> bool:
        """Whether `key` is on a scale of this collection: at most one part is odd."""
        stage, _, method, _, qualifier = key
        on_scale = (stage, "", method, "", qualifier)
        return not self._likeness.isdisjoint((*_one_part_out(key), on_scale))


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
        key = _key(kind)
        coders = {name: self._nearest(name, year)[1] for name in self._asked}
        for collection, coder in coders.items():
            component = coder.component(key)
            if component is not None:
                return Identity(collection, component)
        for collection, coder in coders.items():
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


def year_of(kind: Kind) -> int | None:
    """Return the summer year of `kind`, or None where the text is no year."""
    text = kind.year
    plain = len(text) == len("2026") and text.isascii() and text.isdigit()
    return int(text) if plain else None


def is_real(kind: Kind) -> bool:
    """Whether `kind` is a real result of England, not an estimate or a target.

    Files that leave out locale or status mean these.
    """
    return kind.status.upper() in {"", "R"} and kind.locale.upper() in {"", "ENG"}


def called(book: Rulebook) -> str:
    """Return what people call the collection of `book`, without its year."""
    return book.words.get("title", book.title)


def _key(kind: Kind) -> Key:
    stage, subject, method, component, qualifier = _folded(
        (kind.stage, kind.subject, kind.method, kind.component, kind.qualifier)
    )
    what = (subject, method, component)
    subject, method, component = _ALIASES.get(what, what)
    return stage, subject, method, component, qualifier


def _folded(key: Key) -> Key:
    stage, subject, method, component, qualifier = (
        part.strip().upper() for part in key
    )
    return stage, subject, method, component, qualifier


def _one_part_out(key: Key) -> tuple[Key, ...]:
    stage, subject, method, component, qualifier = key
    return (
        (stage, subject, method, component, ""),
        (stage, subject, method, "", qualifier),
        (stage, subject, "", component, qualifier),
        (stage, "", method, component, qualifier),
    )
