"""The rows of a component sheet, gathered into what each says of one result."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from keystage.core.years import parse_date, summer_year
from keystage.rulebooks.official.model import Key, Line, Table
from keystage.rulebooks.official.values import Listed, listed
from keystage.tables import Kind

PARTS = ("stage", "subject", "method", "component", "qualifier")
_CALLED = {**{part: part for part in PARTS}, "qualifier": "result qualifier"}
_YEAR = re.compile(r"(?:19|20|99)[0-9]{2}")
_SCHOOL_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*[/\u2013-]\s*((?:20)?[0-9]{2})")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_OPEN = frozenset({"", "-", "n/a", "current", "present", "onwards", "ongoing", "open"})
_FOREVER = 9_000  # 9999 is how some sheets write "no end"
_CENTURY = 100
_UNUSED = frozenset({"result_text", "text"})  # words alone: a formula there is no harm


@dataclass(slots=True)
class Entry:
    """What a sheet says of one row of results, for some years.

    `key` is stage, subject, method, component and qualifier, in capitals; years are
    summer years, 0 for open; `rows` the places it was gathered from.
    """

    key: Key
    from_year: int
    to_year: int
    rows: list[Line]
    values: Listed = field(default_factory=Listed)

    @property
    def text(self) -> str:
        """What the sheet calls the component."""
        return self.rows[0].text("text")

    @property
    def place(self) -> str:
        """Where it stands, for a person."""
        first, numbers = self.rows[0], [line.row for line in self.rows]
        if len(numbers) == 1:
            return first.place
        return f"{first.sheet!r} rows {min(numbers)} to {max(numbers)}"

    def holds_in(self, year: int) -> bool:
        """Whether it applies to the summer `year`."""
        return self.from_year <= year <= (self.to_year or year)


def entries(table: Table) -> tuple[list[Entry], list[str]]:
    """Return what the sheet says, and notes on rows that were not used.

    Rows that say the same but for the value are one entry; a row with nothing but a
    value continues the row above. Rows with formulas, errors or dates among their
    codes, unreadable years or missing parts are left out, and told.
    """
    found: dict[tuple[object, ...], Entry] = {}
    notes: list[str] = []
    for line, lead in _led(table.lines):
        doubt = _doubt_of_cells(line) or _doubt_of_cells(lead) or _doubt(lead)
        if doubt:
            notes.append(f"{line.place} was not used: {doubt}")
            continue
        key = tuple(lead.text(part).upper() for part in PARTS)
        years = _year(lead.text("from")), _year(lead.text("to"))
        low, high = years[0] or 0, years[1] or 0
        entry = found.setdefault((key, low, high), Entry(key, low, high, []))
        entry.rows.append(line)
        entry.values |= listed(line.text("values"))
    return list(found.values()), notes


def _led(lines: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    """Yield every line with the one that says what it is about."""
    lead: Line | None = None
    for line in lines:
        continues = not any(line.text(part) for part in PARTS) and line.text("values")
        if not continues or lead is None or lead.sheet != line.sheet:
            lead = line
        yield line, lead


def _doubt_of_cells(line: Line) -> str | None:
    """Return why the cells of a row cannot be relied on, or None."""
    for column, cell in line.cells.items():
        if column in _UNUSED:
            continue
        if cell.formula:
            return (
                f"{cell.address} is worked out by a formula. Copy the table, paste it "
                "as values, and compare again."
            )
        if cell.kind is Kind.ERROR:
            return f"{cell.address} shows an error ({cell.text})."
        if cell.kind is Kind.DATE and column not in ("from", "to"):
            return f"{cell.address} has been turned into a date ({cell.text})."
    return None


def _doubt(line: Line) -> str | None:
    """Return what keeps a row from saying what it is about and when, or None."""
    missing = [_CALLED[part] for part in PARTS if not line.text(part)]
    if missing:
        return f"it has no {' and no '.join(missing)}."
    for column in ("from", "to"):
        if _year(line.text(column)) is None:
            return f"{line.text(column)!r} is not read as a year."
    return None


def _year(text: str) -> int | None:
    """Return the summer year a cell means, 0 for open, None if it means none.

    `2022`, `2021/22`, `2021-22`, `2021-09-01` and `01/09/2021` are all the summer of
    2022.
    """
    plain = text.strip().lower()
    if plain in _OPEN:
        return 0
    if _YEAR.fullmatch(plain):
        return int(plain) if int(plain) < _FOREVER else 0
    if found := _SCHOOL_YEAR.fullmatch(plain):
        first, last = int(found[1]), int(found[2]) % _CENTURY
        return first + 1 if (first + 1) % _CENTURY == last else None
    if found := _DAY.fullmatch(plain):
        plain = f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    day = parse_date(plain)
    return summer_year(day) if day else None
