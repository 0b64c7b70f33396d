"""The schools results are due from, as an authority lists them."""

from pathlib import Path

from keystage.core import identifiers
from keystage.core.errors import UsageError
from keystage.intake.known.roll import load
from keystage.intake.known.tables import Line, Table, decode, is_workbook, read_table
from keystage.intake.options import Due
from keystage.marksheet import headings
from keystage.xmlguard import Limits

_NUMBERS = ("school", "la", "estab")
_NAME = "name"
_YES = frozenset({"y", "yes", "true", "1", "x", "✓", "✔", "due"})
_NO = frozenset({"", "n", "no", "false", "0", "-"})


def load_schools(path: Path, limits: Limits) -> tuple[Due, ...]:
    """Return the schools in the file at `path`; raises `UsageError` as the next."""
    return read_schools(path.name, load(path, limits))


def read_schools(name: str, data: bytes) -> tuple[Due, ...]:
    """Return the schools in `data`, a table (CSV) or a plain list of numbers.

    A table has a column for the school's number (9991234 or 999/1234), or one each
    for authority and establishment; it may have one for the name, and one for each
    collection that says yes or no. A school listed twice counts once. Raises
    `UsageError`, with row and column, at the first fault.
    """
    first = "" if is_workbook(data) else _first_line(name, data)
    if identifiers.split_laestab(first):
        data = b"School\n" + decode(name, data).encode()
    parted = _reads(name, data, ("la", "estab"))
    table = parted or read_table(name, data, _words(), ("school",))
    found = {one.number: one for one in (_due(table, line) for line in table.lines)}
    return tuple(found.values())


def _first_line(name: str, data: bytes) -> str:
    return decode(name, data).lstrip().split("\n", 1)[0]


def _reads(name: str, data: bytes, required: tuple[str, ...]) -> Table | None:
    """Return the table if it has its numbers in two columns, and none for both."""
    try:
        table = read_table(name, data, _words(), required)
    except UsageError:
        return None
    return None if "school" in table.headings else table


def _words() -> dict[str, tuple[str, ...]]:
    """Return the headings a list of schools may have, as people write them."""
    numbers = {part: headings.about()[part] for part in _NUMBERS}
    return {name: one.ways for name, one in {**numbers, **headings.schools()}.items()}


def _due(table: Table, line: Line) -> Due:
    heading = "school" if "school" in table.headings else "estab"
    text = line.get("school") or line.get("la") + line.get("estab")
    number = identifiers.split_laestab(text)
    if number is None:
        said = f"{text or 'nothing'} is not a school's number such as 999/1234."
        raise table.fault(line, heading, said)
    due = (part for part in headings.schools() if part != _NAME)
    named = [part for part in due if part in table.headings]
    owed = frozenset(part for part in named if _says_yes(table, line, part))
    return Due("".join(number), line.get(_NAME), owed if named else None)


def _says_yes(table: Table, line: Line, heading: str) -> bool:
    text = line.get(heading).casefold()
    if text not in _YES | _NO:
        raise table.fault(line, heading, f"{line.get(heading)} is not yes or no.")
    return text in _YES
