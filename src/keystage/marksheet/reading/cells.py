"""What a cell under a known heading comes to: a value to take, or a finding."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from keystage.checks.model import Rulebook
from keystage.core.findings import Finding
from keystage.marksheet import headings, messages
from keystage.marksheet.model import Value, place_of
from keystage.marksheet.reading import dates
from keystage.marksheet.values import readers_of, year_group
from keystage.tables import Cell, Kind
from keystage.tables.writing.csv import unguarded

# Days from 2000 to 2049: a mark is never so large, and a mark that became a day is.
_FIRST_DAY, _LAST_DAY = 36_526, 54_788

type _Reader = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A value, and what is to be said of its cell."""

    value: Value
    finding: Finding | None = None


class Judge:
    """Knows what may stand under each heading of a rulebook's marksheet."""

    def __init__(
        self, book: Rulebook, titles: Mapping[str, str], *, csv: bool, from_1904: bool
    ) -> None:
        self._titles = titles
        self._marks = {name for name, part in book.components.items() if part.is_mark}
        self._results = frozenset(book.components)
        self._csv = csv
        self._from_1904 = from_1904
        self._readers: dict[str, _Reader] = {
            **{name: read for name, read in readers_of(book).items() if name},
            "dob": dates.read_date,
            "sex": _sex,
            "nc_year": lambda text: year_group(text) or text.strip(),
        }

    def judged(self, name: str, cell: Cell) -> Judged:
        """Return what a cell under the heading `name` comes to."""
        key = self._fault(name, cell)
        if key:
            place = place_of(cell)
            said = messages.finding(
                key, place, subject=name, value=cell.text, title=self._titles[name]
            )
            return Judged(Value(cell.text, "", place, taken=False), said)
        if name == "dob" and cell.kind is Kind.NUMBER:
            return self._serial(cell)
        return Judged(self._value(name, cell, cell.text))

    def _fault(self, name: str, cell: Cell) -> str:
        if cell.formula:
            return "formula"
        if cell.kind is Kind.ERROR:
            return "error-cell"
        if name not in self._results:
            return ""
        if cell.kind is Kind.DATE:
            return "date"
        return "day" if name in self._marks and _may_be_a_day(cell) else ""

    def _serial(self, cell: Cell) -> Judged:
        """Return a date of birth that is a bare number: days are counted from a day."""
        read = dates.from_serial(cell.text, from_1904=self._from_1904)
        value = self._value("dob", cell, read or cell.text)
        if not (read and self._from_1904):
            return Judged(value)
        other = dates.from_serial(cell.text, from_1904=False)
        return Judged(
            value,
            messages.finding(
                "1904",
                value.place,
                subject="dob",
                value=cell.text,
                read=read,
                other=other,
            ),
        )

    def _value(self, name: str, cell: Cell, text: str) -> Value:
        meant = unguarded(text) if self._csv else text
        read = self._readers.get(name, str.strip)
        return Value(cell.text, read(meant), place_of(cell))


def _may_be_a_day(cell: Cell) -> bool:
    number = cell.text
    if cell.kind is not Kind.NUMBER or not number.isdigit():
        return False
    return _FIRST_DAY <= int(number) <= _LAST_DAY


def _sex(text: str) -> str:
    bare = text.strip()
    return headings.sexes().get(bare.casefold(), bare)
