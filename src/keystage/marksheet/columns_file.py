"""Which column of a table is which, remembered as a small TOML file."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from keystage.core.errors import UsageError

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class ColumnsFile:
    """Which column of a table holds what, by its heading.

    `columns` maps a heading, as it is written, to a column's id (`upn`, `E05`), or to
    '' for one to leave alone. `collection` and `year` say what the results are of
    where the table itself does not; '' and 0 mean that nobody said.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    collection: str = ""
    year: int = 0


def to_toml(held: ColumnsFile) -> str:
    """Return `held` as the text of a file a person can read and change."""
    lines = [
        "# Which column of a table is which: its heading, and what it holds.",
        '# An empty text ("") leaves the column alone.',
        f"format = {_FORMAT}",
    ]
    if held.collection:
        lines.append(f"collection = {_quoted(held.collection)}")
    if held.year:
        lines.append(f"year = {held.year}")
    lines += ["", "[columns]"]
    lines += [f"{_quoted(name)} = {_quoted(to)}" for name, to in held.columns.items()]
    return "\n".join(lines) + "\n"


def from_toml(text: str, name: str = "The columns file") -> ColumnsFile:
    """Return what a file of columns says; `name` is what it is called.

    Raises `UsageError`, with a sentence for a person, for anything else.
    """
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise UsageError(f"{name} is no TOML: {fault}.") from None
    if strange := sorted(held.keys() - {"format", "collection", "year", "columns"}):
        raise UsageError(f"{name} says {strange[0]!r}, which means nothing here.")
    if held.get("format") != _FORMAT:
        raise UsageError(f"{name} is to begin with the line: format = {_FORMAT}.")
    columns = held.get("columns")
    if not isinstance(columns, dict) or not columns:
        raise UsageError(f"{name} has no table [columns] that says which is which.")
    if wrong := [key for key, to in columns.items() if not isinstance(to, str)]:
        raise UsageError(f"{name}: {wrong[0]!r} is to name a column, in quotes.")
    collection, year = held.get("collection", ""), held.get("year", 0)
    if not isinstance(collection, str) or type(year) is not int:
        raise UsageError(
            f'{name}: collection is a word in quotes ("phonics"), year a number (2026).'
        )
    return ColumnsFile(columns, collection, year)


def _quoted(text: str) -> str:
    # JSON's texts are TOML's, but for a character TOML wants written otherwise
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
