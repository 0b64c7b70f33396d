"""Plain values out of a findings document, or the sentence that says what is amiss.

Absent and null are alike: nothing was said.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from keystage.core.errors import UsageError

type Json = Mapping[str, Any]


def text(data: Json, key: str) -> str:
    """Return the text under `key`, or ''."""
    value = data.get(key)
    return "" if value is None else str(value)


def number(data: Json, key: str) -> int:
    """Return the whole number under `key`, or 0; raises `UsageError` for others."""
    value = data.get(key)
    if value is None:
        return 0
    if not isinstance(value, int):
        raise UsageError(unfit(f"{key!r}, which should be a whole number,"))
    return value


def mapping(data: Json, key: str) -> Json:
    """Return the object under `key`, or an empty one; raises as `number` does."""
    value = data.get(key)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise UsageError(unfit(repr(key)))
    return value


def sequence(data: Json, key: str) -> Sequence[Any]:
    """Return the list under `key`, or an empty one; raises as `number` does."""
    value = data.get(key)
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise UsageError(unfit(f"{key!r}, which should be a list,"))
    return value


def mappings(data: Json, key: str) -> Sequence[Json]:
    """Return the list of objects under `key`; raises as `number` does."""
    parts = sequence(data, key)
    if not all(isinstance(part, Mapping) for part in parts):
        raise UsageError(unfit(f"the list {key!r}"))
    return parts


def pairs(data: Json, key: str, first: str, second: str) -> tuple[tuple[str, str], ...]:
    """Return two texts of each object in the list under `key`."""
    parts = mappings(data, key)
    return tuple((text(part, first), text(part, second)) for part in parts)


def unfit(part: str) -> str:
    """Return the sentence on a `part` that does not belong in the document."""
    return f"This is not a findings document of Keystage: {part} does not fit."
