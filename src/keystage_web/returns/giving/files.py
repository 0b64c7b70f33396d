"""A version as a file: CTF, a table, a workbook. What is written is read back first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from keystage.core.records import School
from keystage.exports.outgoing import Destination, Going, Order, made, tags, usual
from keystage.exports.tables import table
from keystage.tables.writing.csv import to_csv
from keystage_web.returns.giving.versions import Given, made_at


class Form(StrEnum):
    """What kind of file is wanted."""

    CTF = "ctf"
    CSV = "csv"
    XLSX = "xlsx"


TYPES = {
    Form.CTF: "application/xml",
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A file, found to hold what the version holds: its name, and its bytes."""

    name: str
    data: bytes


def file_of(given: Given, form: Form, now: datetime) -> Made:
    """Return a version as a file.

    Raises `UsageError` for one that cannot have a CTF's name, and where there is
    nobody in it; `WriteError` where what was written reads back otherwise.
    """
    at = made_at(now)
    if form is Form.CTF:
        return _ctf(given, at)
    grid = table.of(given.whole, given.book)
    data = (
        table.as_csv(grid)
        if form is Form.CSV
        else table.as_xlsx(grid, given.whole, given.book, at)
    )
    return Made(f"{name_of(given)}.{form}", data)


def name_of(given: Given) -> str:
    """Return how a table of a version is called: no pupil, and no school by name."""
    who = given.authority + given.number if given.number else given.urn
    return f"{who}-{given.book.id}-version-{given.version}"


def _ctf(given: Given, at: datetime) -> Made:
    to = Destination(usual(given.book))
    order = Order(
        source=given.source,
        destination=to,
        summer=given.book.year,
        tag=tags(given.book, to.to)[0],
        moment=at,
        descriptor=given.book.ctf.descriptor,
    )
    found = made([Going(row, [(given.book, row)]) for row in given.rows], order)
    return Made(found.name, found.data)


def lines_of(every: Iterable[Given]) -> Iterator[bytes]:
    """Yield one table of many versions, a piece for each; the heading comes once.

    Each piece is read back before it is given.
    """
    mark = ""
    for at, given in enumerate(every):
        grid = table.of(given.whole, given.book)
        table.as_csv(grid)
        rows = grid.rows if at else (grid.headings, *grid.rows)
        text = to_csv(rows)
        mark = mark or text[0]
        yield (text.removeprefix(mark) if at else text).encode()


def nobody(school: School) -> bool:
    """Whether a school has no number a CTF could be named by."""
    return not (school.la and school.estab)
