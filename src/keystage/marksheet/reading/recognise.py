"""Which collection and year a table of results is of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR

from keystage.checks.model import Rulebook
from keystage.checks.words import listed
from keystage.core import file_names
from keystage.core.file_names import TableName
from keystage.marksheet import messages
from keystage.marksheet.model import Books, Hints, Table
from keystage.marksheet.reading.dates import read_date
from keystage.marksheet.reading.find import has_pupils, table_in
from keystage.marksheet.reading.match import Matcher
from keystage.marksheet.tag import Tag, named
from keystage.marksheet.values import cohort_of, year_group
from keystage.tables import Sheet, Workbook

_CENTURY = 2000
# One result in so many by its heading may be chance: a goal is called Number.
_CHANCE = 10
# The kind a table's name begins with, to the collection: names of the LA's import.
_COLLECTIONS = {"EYFSP": "eyfsp", "PHONICS": "phonics", "KS1": "ks1"}


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was told of a workbook before it is read: rulebook, tag, file name."""

    book: Rulebook
    tag: Tag | None
    name: TableName | None


def recognise(
    workbook: Workbook, books: Books, hints: Hints, tag: Tag | None
) -> Recognised:
    """Return the rulebook to read `workbook` by.

    What was asked for counts first, then a columns file, a template's tag, the
    file's name, and last the headings; where two collections have the same
    headings, the pupils' ages. Raises `Refused` where year or collection cannot be
    told or are several, or there is no such rulebook.
    """
    if len(several := named(workbook)) > 1:
        raise messages.refused("rulebooks", rulebooks=listed(several, "and"))
    name = file_names.parse_table(hints.name)
    said = hints.columns
    tagged, tagged_year = _of_tag(tag)
    year = hints.year or (said.year if said else 0) or tagged_year
    year = year or (_CENTURY + name.year if name else 0) or hints.else_year or 0
    if not year:
        alone = _holds_pupils_alone(workbook, books, hints)
        raise messages.refused("pupils-alone" if alone else "no-year")
    collection = hints.collection or (said.collection if said else "") or tagged
    collection = collection or (_COLLECTIONS[name.tag] if name else "")
    collection = collection or _by_headings(workbook, books, hints, year)
    known = collection in books.collections
    book = books.book(collection, year) if known else None
    if book is None:
        raise messages.refused("no-rulebook", collection=collection, year=year)
    return Recognised(book, tag, name)


def _of_tag(tag: Tag | None) -> tuple[str, int]:
    """Return the collection and year of a tag's rulebook: `phonics-2026`."""
    parts = tag.rulebook.split("-") if tag else []
    if len(parts) > 1 and parts[1].isascii() and parts[1].isdigit():
        return parts[0], int(parts[1])
    return "", 0


def _by_headings(workbook: Workbook, books: Books, hints: Hints, year: int) -> str:
    """Return the collection most of whose results have a heading here."""
    fits: dict[str, tuple[int, int]] = {}
    alone = True
    for collection in books.collections:
        book = books.nearest(collection, year)
        matcher = Matcher(book, hints.columns)
        found = [
            (sheet, table)
            for sheet in workbook.sheets
            for table in [table_in(sheet, matcher)]
            if table is not None
        ]
        if found:
            alone = False
            many = max(_results(table, matcher) for _, table in found)
            if many * _CHANCE >= len(matcher.results):
                fits[collection] = many, _of_age(found, book)
    if alone and any(map(has_pupils, workbook.sheets)):
        raise messages.refused("pupils-alone")
    if not fits:
        raise messages.refused(
            "no-collection", choice="", known=" or ".join(books.collections)
        )
    best = max(fits.values())
    same = [name for name, fit in fits.items() if fit == best]
    if len(same) > 1:
        choice = f": {listed(same)}"
        raise messages.refused("no-collection", choice=choice, known=" or ".join(same))
    return same[0]


def _holds_pupils_alone(workbook: Workbook, books: Books, hints: Hints) -> bool:
    """Whether it is a list of pupils that has no result of any collection's last year."""
    newest = (books.nearest(name, MAXYEAR) for name in books.collections)
    matchers = [Matcher(book, hints.columns) for book in newest]
    return any(map(has_pupils, workbook.sheets)) and not any(
        table_in(sheet, matcher) for sheet in workbook.sheets for matcher in matchers
    )


def _results(table: Table, matcher: Matcher) -> int:
    twice = sum(group[0].id in matcher.results for group in table.twice)
    return sum(name in matcher.results for name in table.known) + twice


def _of_age(found: Iterable[tuple[Sheet, Table]], book: Rulebook) -> int:
    """Return how many pupils are in a cohort of `book`, by year group, else by birth."""
    return sum(
        bool(cohort_of(year_group(held["nc_year"]), held["dob"], book.cohorts))
        for sheet, table in found
        for row, cells in sheet.rows.items()
        if row > table.row
        for held in [
            {
                name: read_date(cells[table.known[name].number].text)
                if name in table.known and table.known[name].number in cells
                else ""
                for name in ("nc_year", "dob")
            }
        ]
    )
