"""One table of parameters, read; what is wrong with it is said by name."""

from collections.abc import Iterable, Mapping
from typing import Any

from keystage.core.errors import RulebookError
from keystage.measures.book import Book

ALL = "@all"
COMMON = frozenset(
    {"kind", "title", "short", "note", "source", "verified", "cohort", "national"}
)


class Given:
    """The parameters of the measure `name` of `book`.

    Every reader raises `RulebookError`, naming the measure, for what cannot be
    read. `@all` stands for every component, `@name` for a set of the rulebook.
    """

    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self.name = name
        table = book.measures[name]
        if not isinstance(table, Mapping):
            raise RulebookError(f"{name}: this is not a table of parameters.")
        self._table: Mapping[str, Any] = table

    def keys(self) -> set[str]:
        """Return the names of the parameters given."""
        return set(self._table)

    def text(self, key: str, default: str | None = None) -> str:
        """Return the text under `key`; one without a default must be there."""
        value = self._table.get(key, default)
        if not isinstance(value, str):
            raise self.fault(key, "is missing, or not a text")
        return value

    def whole(self, key: str) -> int:
        """Return the whole number under `key`, which must be there."""
        value = self._table.get(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.fault(key, "is missing, or not a whole number")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return whether `key` is true."""
        value = self._table.get(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, "is neither true nor false")
        return value

    def component(self, key: str) -> str:
        """Return the id of the one component under `key`; '' if none is named."""
        name = self.text(key, "")
        if name and name not in self.book.components:
            raise self.fault(key, f"there is no component {name!r}")
        return name

    def components(self) -> tuple[str, ...]:
        """Return the ids under `components`, each once, in the order written."""
        known = self.book.components
        found = tuple(self._opened("components", known))
        for name in found:
            if name not in known:
                raise self.fault("components", f"there is no component {name!r}")
        if not found:
            raise self.fault("components", "is missing, or empty")
        return found

    def codes(self, key: str) -> frozenset[str]:
        """Return the codes under `key`, none if it is not given."""
        found = frozenset(self._opened(key, ()))
        for name in sorted(found - set(self.book.codes)):
            raise self.fault(key, f"there is no code {name!r}")
        return found

    def cohort(self) -> str:
        """Return the id of the cohort the measure is of, '' for everybody."""
        name = self.text("cohort", "")
        if name and name not in {part.id for part in self.book.cohorts}:
            raise self.fault("cohort", f"there is no cohort {name!r}")
        return name

    def fault(self, key: str, said: str) -> RulebookError:
        """Return what is raised for the parameter `key`."""
        return RulebookError(f"{self.name}: {key}: {said}.")

    def _opened(self, key: str, everything: Iterable[str]) -> dict[str, None]:
        value = self._table.get(key, ())
        if not isinstance(value, list | tuple):
            raise self.fault(key, "is not a list")
        found: dict[str, None] = {}
        for name in value:
            if name == ALL:
                found |= dict.fromkeys(everything)
            elif str(name).startswith("@"):
                found |= dict.fromkeys(self._set(key, str(name)))
            else:
                found[str(name)] = None
        return found

    def _set(self, key: str, name: str) -> tuple[str, ...]:
        members = self.book.sets.get(name[1:])
        if members is None:
            raise self.fault(key, f"there is no set {name!r}")
        return members
