"""Reading what a rulebook wrote: lists, names of sets, numbers; or a complaint."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from keystage.checks.model import Component, Rulebook

ALL = "@all"


class Complaint(ValueError):
    """A rulebook wrote something no check can work with; the text says what."""


def text(value: Any) -> str:
    """Return `value` if it is a text that says something."""
    if not isinstance(value, str) or not value:
        raise Complaint(f"{value!r} is not a text")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """Return the texts of a list; a single text is a list of one."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or not items:
        raise Complaint(f"{value!r} is not a list of texts, or is empty")
    return tuple(map(text, items))


def flag(value: Any) -> bool:
    """Return `value` if it is true or false."""
    if not isinstance(value, bool):
        raise Complaint(f"{value!r} is neither true nor false")
    return value


def whole(value: Any) -> int:
    """Return `value` if it is a whole number, not below zero."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Complaint(f"{value!r} is not a whole number from 0")
    return value


def number(value: Any) -> float:
    """Return `value` if it is a number, not below zero."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise Complaint(f"{value!r} is not a number from 0")
    return float(value)


def table(value: Any) -> dict[str, str]:
    """Return a table of texts by text."""
    if not isinstance(value, dict):
        raise Complaint(f"{value!r} is not a table of texts")
    return {text(key): text(item) for key, item in value.items()}


def component(value: Any, book: Rulebook) -> str:
    """Return the id of one component of `book`; a set of one stands for it."""
    name = text(value)
    if name.startswith("@"):
        members = _set(name, book)
        if len(members) > 1:
            raise Complaint(f"{name!r} is more than one component")
        name = members[0]
    if name not in book.components:
        raise Complaint(f"there is no component {name!r}")
    return name


def components(value: Any, book: Rulebook) -> tuple[str, ...]:
    """Return component ids, sets opened: each once, in the order written."""
    return _opened(value, book, component)


def with_each(book: Rulebook, name: str) -> Rulebook:
    """Return `book` with `@each` standing for the component `name`."""
    return replace(book, sets={**book.sets, "each": (name,)})


def code(value: Any, book: Rulebook) -> str:
    """Return one code of `book`, or a mark some component takes, as text."""
    name = text(value)
    marks = any(is_mark(name, item) for item in book.components.values())
    if name not in book.codes and not marks:
        raise Complaint(f"there is no code or mark {value!r}")
    return name


def codes(value: Any, book: Rulebook) -> tuple[str, ...]:
    """Return codes, sets opened: each once, in the order written."""
    return _opened(value, book, code)


def cohorts(value: Any, book: Rulebook) -> tuple[str, ...]:
    """Return the ids of cohorts of `book`."""
    known = {cohort.id for cohort in book.cohorts}
    for name in texts(value):
        if name not in known:
            raise Complaint(f"there is no cohort {name!r}")
    return texts(value)


def is_mark(value: str, where: Component) -> bool:
    """Return whether `value` is a mark `where` takes.

    Plain digits only, no more of them than the highest mark has: `int()` would
    also read `032`, full-width digits and those of other scripts.
    """
    if where.maximum is None or len(value) > len(str(where.maximum)):
        return False
    if not (value.isascii() and value.isdigit()):
        return False
    return (where.minimum or 0) <= int(value) <= where.maximum


def _opened(
    value: Any, book: Rulebook, read: Callable[[Any, Rulebook], str]
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in texts(value):
        if not name.startswith("@"):
            found[read(name, book)] = None
            continue
        for member in _set(name, book):
            found[read(member, book)] = None
    return tuple(found)


def _set(name: str, book: Rulebook) -> tuple[str, ...]:
    members = book.sets.get(name[1:])
    if members is None and name == ALL:
        return tuple(book.components)
    if not members:
        raise Complaint(f"there is no set {name!r}, or it is empty")
    return members
