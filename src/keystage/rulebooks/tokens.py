"""Years and words written once: `<year-6>-09-01`, `<yy>.0`, `<pupils>`.

A rulebook states dates, versions and words relative to its own year and words, so
that the next year need not say them again.
"""

import re
from collections.abc import Mapping
from typing import Any

_TOKEN = re.compile(r"<([a-z_]+)([+-][0-9]+)?>")
_CENTURY = 100


def filled(value: Any, year: int, words: Mapping[str, Any], unknown: list[str]) -> Any:
    """Return `value` with every token in every text replaced.

    `<year>` is the summer year, `<yy>` its last two digits, both with an offset if
    wanted; any other name is a word. Tokens that mean nothing are left as they
    stand and added to `unknown`.
    """
    if isinstance(value, str):
        if "<" not in value:  # most texts; a search of each would be half of the work
            return value
        return _TOKEN.sub(lambda found: _meaning(found, year, words, unknown), value)
    if isinstance(value, Mapping):
        return {
            filled(key, year, words, unknown): filled(item, year, words, unknown)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [filled(item, year, words, unknown) for item in value]
    return value


def _meaning(
    found: re.Match[str], year: int, words: Mapping[str, Any], unknown: list[str]
) -> str:
    name, offset = found[1], int(found[2] or 0)
    if name == "year":
        return str(year + offset)
    if name == "yy":
        return f"{(year + offset) % _CENTURY:02d}"
    if found[2] is None and isinstance(words.get(name), str):
        return str(words[name])
    unknown.append(found[0])
    return found[0]
