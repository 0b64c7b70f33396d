"""A table of results as it came in: a file, or what was pasted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.core.errors import Refused
from keystage.core.findings import Finding, Severity
from keystage.marksheet.messages import WORDS
from keystage.marksheet.model import Hints, Line
from keystage.marksheet.read import KINDS, LIMITS, read
from keystage.tables import TableLimits, Workbook
from keystage.tables.apart import read_apart
from keystage.tables.clipboard import from_text

SINCE = "Keystage seq"
"""The property of our own workbook that says which changes of the return it knows."""
_LACKING = WORDS["lacking"].code
_DIGITS = 9
_MOST = 20  # sentences about the table


class Unusable(Exception):
    """A table that cannot be used; the text is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Given:
    """A line of a table: its number, who it is of, and results by their component."""

    row: int
    upn: str
    surname: str
    forename: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What was read: lines, what is to be said of them, and how old it is.

    `since` is the return's count of changes when our workbook was made, None for a
    table that does not say it.
    """

    lines: tuple[Given, ...]
    said: tuple[str, ...]
    since: int | None = None


def of_file(name: str, data: bytes, book: str, size: int) -> Table:
    """Return the table in a file of at most `size` bytes, read in a process of its own.

    Raises `Unusable`.
    """
    limits = TableLimits(size=size, parts=LIMITS.parts, text=LIMITS.text)
    try:
        found = read_apart(data, limits, forgiving=True, kinds=KINDS)
    except Refused as stop:
        raise Unusable(_words(stop)) from None
    return _table(found, book, name)


def of_text(text: str, book: str) -> Table:
    """Return the table that was pasted, its headings in the first line.

    Raises `Unusable`.
    """
    try:
        found = from_text(text, LIMITS)
    except Refused as stop:
        raise Unusable(_words(stop)) from None
    return _table(found, book, "")


@dataclass(frozen=True, slots=True)
class _Alone:
    """The one rulebook a table is read by."""

    held: Rulebook

    @property
    def collections(self) -> Sequence[str]:
        return (self.held.collection,)

    def book(self, collection: str, year: int) -> Rulebook | None:
        own = (self.held.collection, self.held.year)
        return self.held if (collection, year) == own else None

    def nearest(self, _collection: str, _year: int) -> Rulebook:
        return self.held


def _table(workbook: Workbook, book: str, name: str) -> Table:
    held = rulebooks.load(book)
    hints = Hints(name=name, collection=held.collection, year=held.year)
    try:
        made = read(workbook, _Alone(held), hints)
    except Refused as stop:
        raise Unusable(_words(stop)) from None
    if made.tag is not None and made.tag.rulebook != held.id:
        told = _("This table is for other results. Here are those of %(title)s.")
        raise Unusable(told % {"title": held.title})
    if not made.lines:
        raise Unusable(" ".join(map(_sentence, made.findings[:1])))
    results = set(held.components)
    since = workbook.properties.get(SINCE, "")
    return Table(
        tuple(_given(line, results) for line in made.lines),
        tuple(_said(made.findings)),
        int(since) if since.isdecimal() and len(since) <= _DIGITS else None,
    )


def _given(line: Line, results: Iterable[str]) -> Given:
    values = {
        name: line.get(name) or line.values[name].text
        for name in results
        if name in line.values and line.values[name].taken
    }
    return Given(
        line.row,
        upn=line.get("upn"),
        surname=line.get("surname"),
        forename=line.get("forename"),
        values={name: text for name, text in values.items() if text},
    )


def _said(findings: Iterable[Finding]) -> list[str]:
    """Return what is wrong with a table, or to be looked at.

    Notes are left out, and that columns are missing: a table may hold a part.
    """
    told = [
        _sentence(one)
        for one in findings
        if one.severity is not Severity.NOTE and one.rule != _LACKING
    ]
    return list(dict.fromkeys(told))[:_MOST]


def _sentence(one: Finding) -> str:
    place = one.place
    at = f"{place.column or ''}{place.row}: " if place and place.row else ""
    return f"{at}{one.message} {one.fix}".strip()


def _words(stop: Refused) -> str:
    return f"{stop.message} {stop.fix}".strip()
