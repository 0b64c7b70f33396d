"""Checks that cannot stand: nobody has seen them fire, or they weigh too much."""

from collections.abc import Iterator

from keystage.checks import registry
from keystage.checks.kind import Scope
from keystage.checks.kinds import KINDS
from keystage.checks.model import Check, Rulebook
from keystage.core.errors import RulebookError
from keystage.core.findings import Severity
from keystage.rulebooks.examples import apply
from keystage.rulebooks.overlay import Document

MOST_SENTENCES = 2
LONGEST = 160


def complaints(book: Rulebook, document: Document, *, tried: bool) -> list[str]:
    """Return what is wrong with the checks of `book` and, if `tried`, their examples."""
    found: list[str] = []
    for said in registry.complaints(book):
        key, _, rest = said.removeprefix("check ").partition(": ")
        found.append(f"{document.place('checks', key)}: {rest}")
    for key, check in book.checks.items():
        place = document.place("checks", key)
        found += (f"{place}: {said}" for said in _of_check(book, check))
        place = document.place("examples", key)
        said_of = _of_examples(book, check, tried=tried)
        found += (f"{place}: {said}" for said in said_of)
    return found + list(_same_words(book, document))


def _of_check(book: Rulebook, check: Check) -> Iterator[str]:
    if check.source not in book.sources:
        yield f"there is no source {check.source!r}."
    if check.severity is Severity.ERROR:
        if not check.verified:
            yield "what is not verified must not be an error."
        for code in _codes(check, book):
            if code in book.codes and not book.codes[code].verified:
                yield f"{code} is not verified and must not be the ground of an error."
    for name, text in (("message", check.message), ("fix", check.fix)):
        if len(text) > LONGEST or text.count(". ") >= MOST_SENTENCES:
            yield f"the {name} is longer than {MOST_SENTENCES} short sentences."


def _codes(check: Check, book: Rulebook) -> list[str]:
    given = check.params.get("codes", ())
    names = [given] if isinstance(given, str) else list(given)
    sets = (book.sets.get(name.removeprefix("@"), (name,)) for name in names)
    return [code for members in sets for code in members]


def _of_examples(book: Rulebook, check: Check, *, tried: bool) -> Iterator[str]:
    kind = KINDS.get(check.kind)
    if kind is not None and kind.scope is Scope.READING:
        return  # shown by files, in the reader's own tests
    fires = {example.fires for example in check.examples}
    if True not in fires:
        yield "there is no example that fires."
    if False not in fires:
        yield "there is no example that does not fire."
    for example in check.examples if tried else ():
        try:
            apply(book, example)
        except (
            RulebookError,
            AttributeError,
            TypeError,
            ValueError,
            LookupError,
        ) as no:
            yield f"{example.says!r} cannot be tried: {_why(no)}."


def _why(no: Exception) -> str:
    """Say what hindered in words: Python's own are no sentence."""
    if isinstance(no, KeyError):
        return f"there is no {no} to change"
    if isinstance(no, RulebookError):
        return str(no)
    return "something it changes is not given as such things are"


def _same_words(book: Rulebook, document: Document) -> Iterator[str]:
    said: dict[str, str] = {}
    for key, check in book.checks.items():
        first = said.setdefault(check.message, key)
        if first != key:
            yield f"{document.place('checks', key)}: says the same as {first}."
