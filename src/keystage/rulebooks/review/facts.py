"""Facts that cannot stand: names of nothing, doubtful dates, overlapping cohorts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from keystage import measures
from keystage.checks.model import Component, Rulebook
from keystage.rulebooks.overlay import Document

WORDS = ("title", "collection", "pupil", "pupils")
INCLUDES = ("all", "prior_not_met_or_unknown")
_WEEKEND = {5: "Saturday", 6: "Sunday"}


def complaints(book: Rulebook, document: Document) -> list[str]:
    """Return what is wrong with everything in `book` but its checks."""
    found = [
        *_words(book),
        *_components(book),
        *_codes(book),
        *_synonyms(book),
        *_sets(book),
        *_cohorts(book),
        *_dates(book),
        *_threshold(book),
        *_measures(book),
        *_ctf(book),
    ]
    return [f"{document.place(*keys.split('/'))}: {said}" for keys, said in found]


type _Found = Iterator[tuple[str, str]]


def _words(book: Rulebook) -> _Found:
    for word in WORDS:
        if word not in book.words:
            yield "words", f"the word {word!r} is missing."


def _components(book: Rulebook) -> _Found:
    for part in book.components.values():
        for said in _of_component(part, book):
            yield f"components/{part.id}", said
    for title in _repeated(part.title for part in book.components.values()):
        yield "components", f"two components have the title {title!r}."
    for row in _repeated(_row(part) for part in book.components.values()):
        yield "components", f"two components are coded alike: {row}."


def _of_component(part: Component, book: Rulebook) -> Iterator[str]:
    for code in part.codes:
        if code not in book.codes:
            yield f"there is no code {code!r}."
    for value in part.coding.values:
        if value not in part.codes:
            yield f"the coding has a value {value!r} that is no code of it."
    if part.area not in book.areas:
        yield f"there is no area {part.area!r}."
    if (part.minimum is None) is not (part.maximum is None):
        yield "a mark needs both minimum and maximum."
    elif part.is_mark and (part.minimum or 0) >= (part.maximum or 0):
        yield "minimum must be below maximum."


def _row(part: Component) -> str:
    row = part.coding
    return "/".join((row.stage, row.subject, row.method, row.component, row.qualifier))


def _codes(book: Rulebook) -> _Found:
    used = {code for part in book.components.values() for code in part.codes}
    for code in book.codes:
        if code not in used:
            yield f"codes/{code}", "no component holds this code."
    for name in _repeated(code.name for code in book.codes.values()):
        yield "codes", f"two codes have the name {name!r}."


def _synonyms(book: Rulebook) -> _Found:
    for part in book.components.values():
        forms = [
            form.casefold()
            for name in part.codes
            if name in book.codes
            for form in {name, *book.codes[name].synonyms}
        ]
        for form in _repeated(forms):
            yield f"components/{part.id}", f"{form!r} could mean two codes."


def _sets(book: Rulebook) -> _Found:
    known = {*book.components, *book.codes}
    for name, members in book.sets.items():
        for member in members:
            if member not in known:
                yield f"sets/{name}", f"{member!r} is neither a component nor a code."


def _cohorts(book: Rulebook) -> _Found:
    for cohort in book.cohorts:
        place = f"cohorts/{cohort.id}"
        if cohort.born_from > cohort.born_to:
            yield place, "the window of births ends before it begins."
        if cohort.include not in INCLUDES:
            yield place, f"{cohort.include!r} is not one of {', '.join(INCLUDES)}."
    for one, other in combinations(book.cohorts, 2):
        if one.born_from <= other.born_to and other.born_from <= one.born_to:
            yield f"cohorts/{other.id}", f"the window overlaps that of {one.id}."
        for nc_year in set(one.nc_years) & set(other.nc_years):
            yield f"cohorts/{other.id}", f"year group {nc_year} is in {one.id} too."
    if not book.cohorts:
        yield "cohorts", "a rulebook needs a cohort."


def _dates(book: Rulebook) -> _Found:
    for deadline in book.deadlines:
        place, day = f"deadlines/{deadline.id}", deadline.day
        if book.provisional:
            yield place, "a provisional year has no dates."
        if day is not None and day.weekday() in _WEEKEND:
            yield place, f"{day} is a {_WEEKEND[day.weekday()]}."
        if day is not None and day.year != book.year:
            yield place, f"{day} is not in {book.year}."
        if deadline.source not in book.sources:
            yield place, f"there is no source {deadline.source!r}."


def _threshold(book: Rulebook) -> _Found:
    threshold = book.threshold
    if threshold is None:
        return
    if threshold.component not in book.components:
        yield "threshold", f"there is no component {threshold.component!r}."
    if threshold.visible_from is not None and not threshold.verified:
        yield "threshold", "an unverified threshold may be shown on no day."


def _measures(book: Rulebook) -> _Found:
    for said in measures.complaints(book):
        name, _, rest = said.partition(": ")
        yield f"measures/{name}", rest


def _ctf(book: Rulebook) -> _Found:
    if book.ctf.tag not in book.ctf.tags:
        yield "ctf", f"the tag {book.ctf.tag!r} is not among the tags."
    if not book.ctf.versions:
        yield "ctf", "some version must be expected."


def _repeated(items: Iterable[str]) -> list[str]:
    return sorted(item for item, times in Counter(items).items() if times > 1)
