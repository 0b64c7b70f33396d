"""A table of a rulebook that is read key by key and remembers what was wrong."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from keystage.core.years import parse_date
from keystage.rulebooks.overlay import Document


class Table:
    """One table at a place of a document.

    Every reading returns a value of the type asked for; where the document has
    none, a complaint that names file and place goes to `faults` and an empty value
    comes back, so that one reading of a book finds all its faults.
    """

    def __init__(
        self,
        document: Document,
        values: Mapping[str, Any],
        keys: tuple[str, ...],
        faults: list[str],
    ) -> None:
        self._document = document
        self._values = values
        self._keys = keys
        self.faults = faults
        self._read: set[str] = set()

    def complain(self, what: str, *keys: str) -> None:
        """Add a complaint about this table, or about a key of it."""
        self.faults.append(f"{self._document.place(*self._keys, *keys)}: {what}")

    def has(self, key: str) -> bool:
        """Return whether `key` is there."""
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not be empty."""
        value = self._value(key, default)
        if isinstance(value, str) and (value or default is not None):
            return value
        self.complain("must be a text that is not empty.", key)
        return ""

    def word(
        self, key: str, allowed: tuple[str, ...], default: str | None = None
    ) -> str:
        """Return a text that is one of `allowed`."""
        value = self.text(key, default)
        if value not in allowed:
            self.complain(f"{value!r} is not one of {', '.join(allowed)}.", key)
            return allowed[0]
        return value

    def texts(
        self, key: str, default: tuple[str, ...] | None = None
    ) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._value(key, None if default is None else list(default))
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.complain("must be a list of texts.", key)
        return ()

    def whole(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        value = self._value(key, default)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.complain("must be a whole number.", key)
        return 0

    def maybe_whole(self, key: str) -> int | None:
        """Return a whole number, or None where there is none."""
        return self.whole(key) if self.has(key) else None

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self._value(key, default)
        if isinstance(value, bool):
            return value
        self.complain("must be true or false.", key)
        return default

    def day(self, key: str) -> date:
        """Return a date, given as a TOML date or as a text of that shape."""
        value = self._value(key, None)
        found = value if type(value) is date else parse_date(str(value))
        if found is None:
            self.complain("must be a date like 2024-06-28.", key)
            return date.min
        return found

    def maybe_day(self, key: str) -> date | None:
        """Return a date, or None where there is none."""
        return self.day(key) if self.has(key) else None

    def texts_by_key(self, key: str) -> dict[str, str]:
        """Return a table of texts; empty where there is none."""
        part = self.part(key)
        return {name: part.text(name) for name in part}

    def part(self, key: str) -> "Table":
        """Return the table called `key`; empty where there is none."""
        value = self._value(key, {})
        if not isinstance(value, Mapping):
            self.complain("must be a table.", key)
            value = {}
        return Table(self._document, value, (*self._keys, key), self.faults)

    def parts(self, key: str) -> "Iterator[tuple[str, Table]]":
        """Yield the tables within the table called `key`, with their names."""
        whole = self.part(key)
        for name in whole:
            yield name, whole.part(name)

    def values(self) -> dict[str, Any]:
        """Return everything as it stands; all of it counts as read."""
        self._read.update(self._values)
        return dict(self._values)

    def finish(self) -> None:
        """Complain of every key nobody asked for."""
        for key in self._values:
            if key not in self._read:
                self.complain("means nothing here.", key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def _value(self, key: str, default: Any) -> Any:
        self._read.add(key)
        return self._values.get(key, default)
