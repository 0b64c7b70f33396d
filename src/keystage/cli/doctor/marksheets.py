"""Tables of results where files are read: what they hold, as a file of results."""

import argparse
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from keystage.checks.model import Rulebook
from keystage.checks.words import listed, shown
from keystage.cli import clock
from keystage.core.errors import Refused, UsageError
from keystage.core.file_names import TableName, make_table
from keystage.core.records import CtfFile, Return
from keystage.exports.tables import file, lost
from keystage.intake import Options
from keystage.intake.interpret import Reading, interpret
from keystage.intake.known.columns import load_columns
from keystage.intake.recognise import recognise
from keystage.intake.sheets.cells import cells
from keystage.intake.shelf import Shelf, called, standard
from keystage.marksheet import messages
from keystage.marksheet.columns_file import ColumnsFile
from keystage.marksheet.model import Hints, Marksheet
from keystage.marksheet.read import read
from keystage.marksheet.returns import to_return
from keystage.marksheet.values import year_group
from keystage.xmlguard import Limits


def _by_the_clock() -> datetime:
    return clock.now().astimezone()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a table besides what stands in it; it is a file as of `now`."""

    shelf: Shelf = field(default_factory=standard)
    collection: str | None = None
    year: int | None = None
    school: str = ""
    columns: ColumnsFile | None = None
    now: datetime = field(default_factory=_by_the_clock)


def asked_of(
    arguments: argparse.Namespace, shelf: Shelf, collection: str = ""
) -> Asked:
    """Return what a command line says of tables; raises `UsageError` as is due."""
    columns, limits = arguments.columns, Limits.command_line()
    return Asked(
        shelf,
        collection=collection or None,
        year=arguments.year,
        school=arguments.school or "",
        columns=load_columns(columns, limits) if columns else None,
    )


def opened(path: Path | str, data: bytes, asked: Asked) -> CtfFile:
    """Return what the table `data` holds as a Common Transfer File.

    What could not be read with certainty is among its findings. Raises `UsageError`
    that names the file, called `path`, where nothing can be read.
    """
    hints = Hints(
        name=PurePosixPath(path).name,
        collection=asked.collection,
        year=asked.year,
        school=asked.school,
        columns=asked.columns,
    )
    try:
        sheet = read(cells(data), asked.shelf, hints)
    except Refused as stop:
        raise UsageError(f"{path}: {stop.message} {stop.fix}".strip()) from None
    found = file.of(to_return(sheet), sheet.book, asked.now)
    found.header.source.name = sheet.tag.name if sheet.tag else ""
    found.findings = list(sheet.findings)
    if not (found.header.source.la or found.header.source.urn):
        found.findings.append(messages.finding("no-school"))
    if strange := _no_years(sheet):
        found.findings.append(messages.finding("years", words=listed(strange, "and")))
    found.dialect.form = TABLE
    return found


def _no_years(sheet: Marksheet) -> list[str]:
    """Return the texts under the year group that name none, and how often they stand."""
    texts = (line.get("nc_year") for line in sheet.lines)
    strange = Counter(text for text in texts if text and not year_group(text))
    told = [f"“{shown(text)}” ({n:,})" for text, n in strange.most_common(_MOST_TOLD)]
    return told if len(strange) <= _MOST_TOLD else [*told, "others"]


def alike(
    one: CtfFile, other: CtfFile, asked: Asked
) -> tuple[CtfFile, CtfFile, list[str]]:
    """Return two files with what both can hold, where one of them is a table.

    And what of the other is left out of the comparison. Raises `UsageError` as
    `tabled` does.
    """
    forms = [each.dialect.form == TABLE for each in (one, other)]
    if not any(forms):
        return one, other, []
    left_out: list[str] = []
    found: list[CtfFile] = []
    sheet = one if forms[0] else other
    collection = tabled(sheet, asked.shelf).book.collection
    for each, is_table in zip((one, other), forms, strict=True):
        held = tabled(each, asked.shelf, collection)
        left_out += [] if is_table else held.left_out
        made = file.of(held.return_, held.book, asked.now)
        made.header.source.name = ""
        found.append(replace(made, findings=each.findings))
    return found[0], found[1], left_out


_LA, _CENTURY, _CSV = 3, 100, ".csv"
_MOST_TOLD = 5
TABLE = "table"
"""The form of a file that was made of a table."""


@dataclass(frozen=True, slots=True)
class Tabled:
    """A file's results of one collection, and what of the file they leave out."""

    return_: Return
    book: Rulebook
    left_out: list[str]

    @property
    def size(self) -> tuple[int, int]:
        """How many pupils and results the table holds."""
        rows = self.return_.rows
        return len(rows), sum(len(row.results) for row in rows)


def name_of(found: Tabled, ending: str) -> str:
    """Return what a table may be called: as authorities import it, where that is so."""
    return_, book = found.return_, found.book
    tag, year = book.collection.upper(), book.year % _CENTURY
    school = return_.school[_LA:] or return_.urn
    own = f"{return_.school or return_.urn or 'results'} {book.id}{ending}"
    try:
        name = make_table(TableName(tag, school, year))
    except UsageError:
        return own
    return name if ending == _CSV else own


def tabled(found: CtfFile, shelf: Shelf, collection: str = "") -> Tabled:
    """Return what of a file goes into a table: one collection of one year.

    Raises `UsageError` where the file holds none, or several and none was asked for.
    """
    seen = recognise(found, shelf, Options(collection=collection or None))
    books = [one for one in seen.books if collection in {"", one.collection}]
    if not books:
        raise UsageError(
            "These files hold no results that Keystage knows, so there is nothing to "
            "put into a table. Nothing was written."
        )
    if len(books) > 1:
        names = " and ".join(called(one) for one in books)
        tags = " or ".join(one.ctf.tag for one in books)
        raise UsageError(
            f"These files hold {names}, and a table holds one of them: add --kind "
            f"{tags}. Nothing was written."
        )
    (book,) = books
    return_ = interpret(found, book, seen.plans, Reading())
    return Tabled(return_, book, lost.what(found, return_, book, seen.aside))
