"""From a rulebook's checks to functions, or to complaints about them.

`complaints` is what the linter of rulebooks asks; `prepare` is what the engine
asks, once for a rulebook however many returns it reads. Both go the same way, so
a book without complaints can always be run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from keystage.checks.kind import (
    AcrossTest,
    AnyKind,
    ReturnTest,
    RowTest,
    Scope,
    Spec,
)
from keystage.checks.kinds import KINDS
from keystage.checks.model import Check, Hit, Rulebook
from keystage.checks.scene import Scene
from keystage.checks.words import Template
from keystage.core.errors import RulebookError

ENGINE_FACTS = (
    *("value", "code", "code_name", "allowed", "component", "component_id", "field"),
    *("year", "school_year", "collection", "pupil"),
)
"""The placeholders the engine fills for every check, besides the book's words."""


@dataclass(frozen=True, slots=True)
class Ready:
    """One check, compiled; at most one of the tests is there, by its scope."""

    key: str
    check: Check
    needs: tuple[str, ...]
    message: Template
    fix: Template
    whole: ReturnTest | None = None
    across: AcrossTest | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A rulebook's checks, compiled, and the facts all its sentences share."""

    checks: tuple[Ready, ...]
    facts: Mapping[str, str]


def complaints(book: Rulebook) -> list[str]:
    """Return what is wrong with the checks of `book`: `check P02: …`, in its order."""
    found: list[str] = []
    for key, check in book.checks.items():
        found += (f"check {key}: {text}" for text in _complaints_of(key, check, book))
    found += (f"check {key}: `after` goes round in a ring" for key in _in_rings(book))
    return found


def prepare(book: Rulebook) -> Prepared:
    """Return the checks of `book`, compiled; the same object for an equal book.

    Raises `RulebookError` with every complaint where there are any.
    """
    return _prepare(_ByDigest(book))


class _ByDigest:
    """A rulebook as a key: found by its digest, equal only to an equal book."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book

    def __hash__(self) -> int:
        return hash(self.book.digest)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _ByDigest):
            return NotImplemented
        return self.book is other.book or self.book == other.book


@lru_cache(maxsize=32)
def _prepare(key: _ByDigest) -> Prepared:
    book = key.book
    if wrong := complaints(book):
        raise RulebookError(f"{book.id}: {'; '.join(wrong)}")
    return Prepared(
        checks=tuple(_ready(name, check, book) for name, check in book.checks.items()),
        facts={
            "pupil": "pupil",
            "collection": book.title,
            **book.words,
            "year": str(book.year),
            "school_year": f"{book.year - 1}/{book.year % 100:02}",
        },
    )


def _complaints_of(key: str, check: Check, book: Rulebook) -> list[str]:
    kind = KINDS.get(check.kind)
    if kind is None:
        return [f"there is no kind {check.kind!r}"]
    found: list[str] = []
    try:
        ready = _ready(key, check, book)
    except ValueError as wrong:
        return [str(wrong)]
    known = {*ENGINE_FACTS, *kind.facts, *book.words}
    for label, template in (("message", ready.message), ("fix", ready.fix)):
        found += (
            f"{label}: nothing fills {{{name}}}"
            for name in sorted(template.names - known)
        )
    found += (f"after: there is no check {name!r}" for name in _unknown(check, book))
    return found


def _unknown(check: Check, book: Rulebook) -> list[str]:
    names = set(book.checks) | {other.id for other in book.checks.values()}
    return [name for name in check.after if name not in names]


def _in_rings(book: Rulebook) -> list[str]:
    """Return the keys of checks that come after themselves."""
    before: dict[str, set[str]] = {}
    for key, check in book.checks.items():
        before[key] = {
            other
            for other, cause in book.checks.items()
            if other != key and (other in check.after or cause.id in check.after)
        }
    return [key for key in before if key in _reached(key, before)]


def _reached(key: str, before: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(before[key])
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += before[name]
    return reached


def _ready(key: str, check: Check, book: Rulebook) -> Ready:
    """Return the compiled check; raise `ValueError`, mostly `Complaint`."""
    kind = KINDS[check.kind]
    spec = Spec(book, check, kind.params)
    test, scope = kind.make(spec), kind.scope
    if scope is Scope.ROW:
        test, scope = _over_rows(cast(RowTest, test)), Scope.RETURN
    return Ready(
        key=key,
        check=check,
        needs=_needs(kind, spec),
        message=Template(check.message),
        fix=Template(check.fix),
        whole=cast(ReturnTest, test) if scope is Scope.RETURN else None,
        across=cast(AcrossTest, test) if scope is Scope.ACROSS else None,
    )


def _over_rows(test: RowTest) -> ReturnTest:
    def whole(scene: Scene) -> list[Hit]:
        hits: list[Hit] = []
        for row in scene.rows:
            hits.extend(test(row, scene))
        return hits

    return whole


def _needs(kind: AnyKind, spec: Spec) -> tuple[str, ...]:
    faults = spec.texts("fault") if kind.needs_when else ()
    more = (need for fault in faults for need in kind.needs_when.get(fault, ()))
    return tuple(dict.fromkeys((*kind.needs, *more)))
