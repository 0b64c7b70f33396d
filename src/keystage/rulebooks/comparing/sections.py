"""The sections of a comparison, and which book to compare a book with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from keystage.checks.model import Rulebook
from keystage.rulebooks.comparing import about, moves, results, rules
from keystage.rulebooks.load import available, load


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences about one side of a rulebook; `for_heads` if schools need to know."""

    title: str
    lines: tuple[str, ...]
    for_heads: bool = True


def compare(old: Rulebook, new: Rulebook) -> tuple[Section, ...]:
    """Return how `new` differs from `old`; no section is empty, none is no difference.

    Of a cancelled year only that is said.
    """
    if "cancelled" in {old.status, new.status}:
        lines = tuple(about.status(old, new))
        return (Section("Whether it is due", lines),) if lines else ()
    made = (
        Section("Whether it is due", tuple(about.status(old, new))),
        Section("Who", tuple(about.who(old, new))),
        Section("What is given", tuple(results.components(old, new))),
        Section("Codes", tuple(results.codes(old, new))),
        Section("Dates", tuple(about.dates(old, new))),
        Section("Words", tuple(about.words(old, new))),
        Section("Guidance", tuple(about.guidance(old, new))),
        Section("Who reports those who move", tuple(moves.movers(old, new))),
        Section("What is checked", tuple(rules.checks(old, new))),
        Section("How it is checked", tuple(rules.workings(old, new)), for_heads=False),
        Section("Measures", tuple(rules.measures(old, new)), for_heads=False),
        Section("Files", tuple(about.files(old, new)), for_heads=False),
    )
    return tuple(section for section in made if section.lines)


def last_year(book: Rulebook, own: Iterable[Rulebook] = ()) -> Rulebook | None:
    """Return the last rulebook before `book` that was not cancelled, or None.

    A summer follows the summer before it, and an autumn sitting the last of its kind,
    else the last summer. Looked at are the rulebooks that come with Keystage, and
    an authority's `own`.
    """
    known = (*own, *_held(book.collection))
    earlier = [
        held
        for held in known
        if held.collection == book.collection and held.year < book.year
    ]
    alike = [held for held in earlier if _sitting(held) == _sitting(book)]
    found = alike or earlier
    return max(found, key=lambda held: held.year) if found else None


def _held(collection: str) -> Iterator[Rulebook]:
    for name in available():
        if name.partition("-")[0] == collection:
            book = load(name)
            if book.status != "cancelled":
                yield book


def _sitting(book: Rulebook) -> str:
    return book.id.removeprefix(f"{book.collection}-{book.year}")
