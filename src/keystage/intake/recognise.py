"""Which collections a file holds, and of which year: the contents decide.

The file's name and descriptor are never asked: they are wrong too often.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from keystage.checks.model import Rulebook
from keystage.core.records import CtfFile, Header, Kind
from keystage.intake.options import Options
from keystage.intake.shelf import Identity, Shelf, is_real, year_of

type Plans = Mapping[str, Mapping[Kind, str]]
type Aside = dict[tuple[str, str], int]

ESTIMATES = "estimates"


@dataclass(frozen=True, slots=True)
class Recognition:
    """What is in a file.

    `year` is the year wanted of it, None where no result of any collection was
    found. `collections` are those present in that year, `books` the rulebooks of
    the returns to make of them. `plans` says for each collection which component
    each kind of result belongs to ('' for one the rulebook does not know).
    `aside` counts the results that belong to no return made, by collection (else
    stage) and year.
    `years` are all years any collection has real results of.
    """

    year: int | None
    collections: tuple[str, ...]
    books: tuple[Rulebook, ...]
    plans: Plans
    aside: Aside
    years: tuple[int, ...]
    results: int


def recognise(file: CtfFile, shelf: Shelf, options: Options) -> Recognition:
    """Return what `file` holds, as `options` want it looked at."""
    kinds, found, real = identified(file, shelf)
    years = sorted(real)
    year = wanted_year(years, file.header, options.year)
    plans = planned(real.get(year or 0, {}))
    present = tuple(sorted(plans))
    taken = present if options.collection not in present else (options.collection,)
    books = [shelf.book(name, year or 0) for name in taken]
    return Recognition(
        year=year,
        collections=present,
        books=tuple(book for book in books if book is not None),
        plans=plans,
        aside=_aside(kinds, found, {(name, year) for name in taken}),
        years=tuple(years),
        results=kinds.total(),
    )


class Identified(NamedTuple):
    """The kinds of results in a file: how often each is there, and what each is of.

    `real` are those of some collection that are no estimates, by year.
    """

    kinds: Counter[Kind]
    found: Mapping[Kind, Identity | None]
    real: Mapping[int, Mapping[Kind, Identity]]


def identified(file: CtfFile, shelf: Shelf) -> Identified:
    """Return what the results of `file` are of: asked once, of all its years."""
    kinds = Counter(part.kind for pupil in file.pupils for part in pupil.assessments)
    found = {kind: shelf.identify(kind) for kind in kinds}
    real: dict[int, dict[Kind, Identity]] = {}
    for kind, what in found.items():
        if what and is_real(kind):
            real.setdefault(year_of(kind) or 0, {})[kind] = what
    for kind, what in _in_doubt(found, real, shelf).items():
        found[kind] = what
        real.setdefault(year_of(kind) or 0, {})[kind] = what
    return Identified(kinds, found, real)


def _in_doubt(
    found: Mapping[Kind, Identity | None],
    real: Mapping[int, Mapping[Kind, Identity]],
    shelf: Shelf,
) -> dict[Kind, Identity]:
    """Return the kinds nobody knows that may be of a collection all the same.

    Where it is not certain how a collection's results are written in a year, what
    stands on its stage may be one. Of several collections one that is there comes
    first; where others are there and none of these, none is meant.
    """
    adopted: dict[Kind, Identity] = {}
    for kind, what in found.items():
        if what is None and is_real(kind):
            year = year_of(kind) or 0
            there = {one.collection for one in real.get(year, {}).values()}
            for name in _not_certain(kind.stage.strip().upper(), year, shelf):
                if not there or name in there:
                    adopted[kind] = Identity(name, "")
                    break
    return adopted


def _not_certain(stage: str, year: int, shelf: Shelf) -> Iterator[str]:
    """Yield the collections with a due result no source states the row of."""
    for name in shelf.collections:
        book = shelf.book(name, year)
        if book is not None and any(
            part.required and not part.coding.verified and part.coding.stage == stage
            for part in book.components.values()
        ):
            yield name


def planned(current: Mapping[Kind, Identity]) -> Plans:
    """Return the component of each kind of one year's results, by collection."""
    plans: dict[str, dict[Kind, str]] = {}
    for kind, what in current.items():
        plans.setdefault(what.collection, {})[kind] = what.component
    return plans


def wanted_year(found: list[int], header: Header, asked: int | None) -> int | None:
    """Return the year to check, of the years `found`; None where there is none.

    In turn: the year asked for, the year the header says, the newest.
    """
    says = header_year(header)
    for year in (asked, says):
        if year is not None and year in found:
            return year
    return max(found, default=None)


def header_year(header: Header) -> int | None:
    """Return the summer year of the header's academic year, or None."""
    text = header.source.academic_year
    plain = len(text) == len("2025") and text.isascii() and text.isdigit()
    return int(text) + 1 if plain else None


def _aside(
    kinds: Counter[Kind],
    found: Mapping[Kind, Identity | None],
    taken: set[tuple[str, int | None]],
) -> Aside:
    aside: Aside = {}
    for kind, count in kinds.items():
        what = found[kind]
        name = what.collection if what else kind.stage
        if is_real(kind) and what and (name, year_of(kind)) in taken:
            continue
        label = name if is_real(kind) else f"{name} {ESTIMATES}"
        aside[label, kind.year] = aside.get((label, kind.year), 0) + count
    return dict(sorted(aside.items()))
