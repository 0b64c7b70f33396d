"""When nothing of a file is taken although it could be read, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from keystage.checks.model import Context, Rulebook
from keystage.checks.run import run
from keystage.core.findings import Finding, Severity
from keystage.core.records import CtfFile, Return
from keystage.intake import messages
from keystage.intake.interpret import left_out, school_number
from keystage.intake.options import Options
from keystage.intake.recognise import Recognition, header_year
from keystage.intake.shelf import Shelf, called

# What can be asked of a header before it is known which collection follows.
_SENDER = frozenset({"source_school", "source_authority"})


def stop_unrecognised(
    file: CtfFile, shelf: Shelf, found: Recognition, context: Context
) -> Finding:
    """Return the reason nothing can be made of `file`: it has no return to check.

    Whose file it is comes first: nothing is said of a file from somewhere else.
    """
    book = shelf.nearest(shelf.collections[0], found.year or 0)
    source = file.header.source
    empty = Return(
        collection=book.collection,
        year=book.year,
        school=school_number(source.la, source.estab),
        urn=source.urn,
        rows=[],
        header=file.header,
    )
    asked = run(shelf.variant(book, "who sent it", who_sent), empty, context)
    return asked.refused or _nothing_here(file, shelf, found, context)


def not_checked(shelf: Shelf, found: Recognition) -> list[Finding]:
    """Return a query for each collection in the file that has no rulebook."""
    made = {book.collection for book in found.books}
    return [
        messages.finding(
            "PART-NOT-CHECKED",
            Severity.QUERY,
            what=f"{_titled(shelf, [name], found.year or 0)} {found.year}",
            known=_years(shelf, [name]),
        )
        for name in found.collections
        if name not in made and shelf.book(name, found.year or 0) is None
    ]


def not_due(
    file: CtfFile, found: Recognition, returns: Sequence[Return]
) -> list[Finding]:
    """Return a note of the pupils nobody was asked about, if there are any."""
    count = left_out(file, found, returns) if returns else 0
    if not count:
        return []
    some = "1 pupil" if count == 1 else f"{count:,} pupils"
    titles = messages.listed([called(book) for book in found.books], "or")
    what = f"{titles} {found.year}"
    return [messages.finding("NOT-DUE", Severity.NOTE, some=some, what=what)]


def asked_year(options: Options, found: Recognition, file: CtfFile) -> int | None:
    """Return the year the results are held to, if one was asked for.

    Where the header says the year asked for and the results another, the file is
    of the right year and its results are wrong: that is for the rules to say.
    """
    right_file = header_year(file.header) == options.year
    return None if right_file and options.year not in found.years else options.year


def who_sent(book: Rulebook) -> Rulebook:
    """Return `book` with the checks of who sent a file, and no others."""
    kept = {key: part for key, part in book.checks.items() if part.kind in _SENDER}
    return replace(book, checks=kept)


def _nothing_here(
    file: CtfFile, shelf: Shelf, found: Recognition, context: Context
) -> Finding:
    if not file.pupils:
        return messages.finding("E04")
    if found.year is None:
        return _no_results(file, shelf, found)
    wanted = context.year
    if wanted is not None and wanted not in found.years:
        return messages.finding("H08", found=_listed(found.years), wanted=str(wanted))
    return messages.finding(
        "NO-RULEBOOK",
        what=f"{_titled(shelf, found.collections, found.year)} {found.year}",
        known=_years(shelf, found.collections),
    )


def _no_results(file: CtfFile, shelf: Shelf, found: Recognition) -> Finding:
    known = _titled(shelf, shelf.collections, 0)
    aside = sorted({f"{name} {year}".strip() for name, year in found.aside})
    besides = f" it could use, only {messages.listed(aside)}" if aside else ""
    return messages.finding("E04R", besides=besides, known=known)


def _titled(shelf: Shelf, collections: Iterable[str], year: int) -> str:
    names = [called(shelf.nearest(name, year)) for name in collections]
    return messages.listed(names, "or")


def _years(shelf: Shelf, collections: Iterable[str]) -> str:
    return messages.listed(
        sorted({str(year) for name in collections for year in shelf.years(name)})
    )


def _listed(years: Iterable[int]) -> str:
    return messages.listed([str(year) for year in years])
