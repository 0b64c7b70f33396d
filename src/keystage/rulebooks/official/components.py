"""The components of one rulebook against the rows of a component sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keystage.checks.model import Component, Rulebook
from keystage.rulebooks.official.entries import PARTS, Entry
from keystage.rulebooks.official.model import Key, State, Verdict
from keystage.rulebooks.official.scales import of_values
from keystage.rulebooks.official.values import Listed
from keystage.rulebooks.overrides import Fact
from keystage.rulebooks.overrides.apply import coding_key

_COMPONENT = PARTS.index("component")
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class _Scene:
    """One book, what the sheet says for its year, and which rows are spoken for."""

    book: Rulebook
    all: Sequence[Entry]
    now: Sequence[Entry]
    taken: frozenset[Key]


def of_book(
    book: Rulebook, found: Sequence[Entry], books: Sequence[Rulebook]
) -> tuple[list[Verdict], set[int]]:
    """Return the verdicts on `book`, and the `id()` of the entries they speak of.

    `books` are all that are compared: a row that is exactly what one of them has in
    the same year is not thought to be a misspelling of another.
    """
    taken = frozenset(
        coding_key(part.coding)
        for other in books
        if other.year == book.year
        for part in other.components.values()
    )
    now = [entry for entry in found if entry.holds_in(book.year)]
    stages = {part.coding.stage for part in book.components.values()}
    if not any(entry.key[0] in stages for entry in found):
        says = f"the sheet has no rows for {' or '.join(sorted(stages))}"
        return [Verdict(book.id, "", "", State.NOT_IN_SHEET, says)], set()
    scene = _Scene(book, found, now, taken)
    verdicts: list[Verdict] = []
    used: set[int] = set()
    for part in book.components.values():
        entries = _entries(scene, part)
        used |= {id(entry) for entry in entries}
        verdicts += _of_component(scene, part, entries)
    more = [entry for entry in _more(scene) if id(entry) not in used]
    verdicts += [_unknown(book, entry) for entry in more]
    return verdicts, used | {id(entry) for entry in more}


def _entries(scene: _Scene, part: Component) -> list[Entry]:
    """Return the entries of the year that are this component's, or come close."""
    key = coding_key(part.coding)
    exact = [entry for entry in scene.now if entry.key == key]
    return exact or [entry for entry in scene.now if _is_near(scene, entry, part)]


def _is_near(scene: _Scene, entry: Entry, part: Component) -> bool:
    """Whether an entry nobody else claims differs from a component in one part.

    A part of ours that is not known (`?`) differs from nothing.
    """
    if entry.key in scene.taken:
        return False
    pairs = enumerate(zip(entry.key, coding_key(part.coding), strict=True))
    odd = [at for at, (theirs, ours) in pairs if ours not in (theirs, _UNKNOWN)]
    called = entry.text.casefold()
    alike = called in {part.coding.text.casefold(), part.title.casefold()}
    return not odd or (len(odd) == 1 and (odd[0] != _COMPONENT or alike))


def _of_component(
    scene: _Scene, part: Component, entries: Sequence[Entry]
) -> Iterator[Verdict]:
    book, key = scene.book, coding_key(part.coding)
    keys = list(dict.fromkeys(entry.key for entry in entries))
    row = " ".join(key)
    if not keys:
        yield _absent(scene, part)
        return
    at = "; ".join(entry.place for entry in entries)
    if len(keys) > 1:
        could = ", ".join(" ".join(one) for one in keys)
        says = f"the rulebook has {row}; the sheet has several rows near it: {could}"
        yield Verdict(book.id, part.id, part.title, State.DIFFERS, says, at)
        return
    agrees = keys[0] == key
    fact = Fact(
        book.id, "coding", part.id, keys[0], "", was=() if agrees else key, at=at
    )
    state = State.AGREES if agrees else State.DIFFERS
    says = (
        f"{row} stands in both"
        if agrees
        else f"the rulebook has {row}, the sheet {' '.join(keys[0])}"
    )
    name = "" if agrees else f"{book.id}:{part.id}:coding"
    known = part.coding.verified
    yield Verdict(book.id, part.id, part.title, state, says, at, fact, name, known)
    values = Listed()
    for entry in entries:
        values |= entry.values
    yield from of_values(book, part, values, at)


def _absent(scene: _Scene, part: Component) -> Verdict:
    key = coding_key(part.coding)
    others = [entry for entry in scene.all if entry.key == key]
    row = " ".join(key)
    if others:
        years = " and ".join(_years(entry) for entry in others)
        state, says = State.DIFFERS, f"the sheet has {row} only {years}"
    else:
        state, says = State.NOT_IN_SHEET, f"the sheet has no row {row}"
    at = "; ".join(entry.place for entry in others)
    return Verdict(scene.book.id, part.id, part.title, state, says, at)


def _years(entry: Entry) -> str:
    since = f"from {entry.from_year}" if entry.from_year else ""
    until = f"to {entry.to_year}" if entry.to_year else ""
    return " ".join(filter(None, (since, until)))


def _more(scene: _Scene) -> Iterator[Entry]:
    """Yield entries on the collection's own scales that none of its components is."""
    scales = {_scale(coding_key(p.coding)) for p in scene.book.components.values()}
    for entry in scene.now:
        if entry.key not in scene.taken and _scale(entry.key) in scales:
            yield entry


def _scale(key: Key) -> Key:
    stage, _, method, _, qualifier = key
    return stage, method, qualifier


def _unknown(book: Rulebook, entry: Entry) -> Verdict:
    named = f" ({entry.text})" if entry.text else ""
    says = f"the sheet has {' '.join(entry.key)}{named}; the rulebook has no such row"
    component = entry.key[_COMPONENT]
    return Verdict(
        book.id, component, entry.text, State.NOT_IN_RULEBOOK, says, entry.place
    )
