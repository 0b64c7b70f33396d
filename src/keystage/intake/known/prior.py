"""Results of earlier years: from files of those years, or from a table."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from keystage.checks.model import PriorResult, Rulebook
from keystage.core import upn
from keystage.core.errors import Refused, UsageError
from keystage.core.records import CtfFile, Kind, Return
from keystage.intake import sources
from keystage.intake.interpret import Reading, interpret, reader_of
from keystage.intake.known.roll import looks_like_xml, read_file
from keystage.intake.known.tables import Line, Table, read_table
from keystage.intake.options import Prior, SentBy
from keystage.intake.recognise import identified, planned
from keystage.intake.shelf import Identity, Shelf, called, standard
from keystage.marksheet import headings
from keystage.marksheet.headings import plain
from keystage.xmlguard import Limits

_REQUIRED = ("upn", "collection", "year", "result")

# More than a childhood; a file of thousands of years is no school's.
MOST_YEARS = 20

type Found = tuple[str, PriorResult]


def load_prior(
    paths: Sequence[Path], limits: Limits, shelf: Shelf | None = None
) -> Prior:
    """Return the results of earlier years in files, folders and zips.

    Raises `UsageError`, naming the file, if one cannot be read: a list with a
    hole in it would make wrong findings.
    """
    parts = []
    for found in sources.find(paths)[0]:
        table = found.stop == "FILE-SPREADSHEET"  # as good as a file, here
        source = replace(found, stop="") if table else found
        try:
            data = source.read(limits.size)
        except Refused as stop:
            raise UsageError(f"{source.path} could not be read. {stop}") from None
        parts.append(read_prior(source.path, data, limits, shelf))
    return merge(parts)


def read_prior(
    name: str, data: bytes, limits: Limits, shelf: Shelf | None = None
) -> Prior:
    """Return the results in `data`: a Common Transfer File or a table (CSV).

    A table has one result a row, with columns for UPN, collection (`Phonics`),
    year (`2025`, the summer), result, and subject where the collection has more
    than one. Raises `UsageError`, with row and column, at the first fault.
    """
    shelf = shelf or standard()
    if looks_like_xml(data):
        return from_file(read_file(name, data, limits), shelf)
    table = read_table(name, data, _words(), _REQUIRED)
    return Prior(_by_upn(_entry(table, line, shelf) for line in table.lines))


def from_file(file: CtfFile, shelf: Shelf, before: int | None = None) -> Prior:
    """Return the results `file` holds of any year, or of those before `before`.

    A year Keystage has no rulebook for is read by the one closest to it: codes
    change little, and prior results are never themselves judged. Of very many years
    the latest `MOST_YEARS` are read. A file of one year is a whole return; of
    several, each year's holds the pupils with results of it.
    """
    real = identified(file, shelf).real
    years = sorted(real)
    wanted = [year for year in years if before is None or year < before]
    returns = [
        return_
        for year in wanted[-MOST_YEARS:]
        for return_ in _returns_of(file, shelf, year, real[year], whole=len(years) == 1)
    ]
    return merge(
        [
            Prior(
                _by_upn(_results(return_)),
                {(return_.collection, return_.school): (return_,)},
            )
            for return_ in returns
        ]
    )


def merge(parts: Sequence[Prior]) -> Prior:
    """Return all of `parts` as one; a result given twice is kept once."""
    results = _by_upn(
        (number, one)
        for part in parts
        for number, found in part.results.items()
        for one in found
    )
    returns: dict[SentBy, dict[int, Return]] = {}
    for part in parts:
        for sent_by, found in part.returns.items():
            years = returns.setdefault(sent_by, {})
            for return_ in found:
                years[return_.year] = _joined(years.get(return_.year), return_)
    ordered = {
        sent_by: tuple(years[year] for year in sorted(years))
        for sent_by, years in returns.items()
    }
    return Prior(results, ordered)


def _returns_of(
    file: CtfFile,
    shelf: Shelf,
    year: int,
    current: Mapping[Kind, Identity],
    *,
    whole: bool,
) -> Iterator[Return]:
    plans = planned(current)
    for collection in sorted(plans):
        book = replace(shelf.nearest(collection, year), year=year)
        part = file if whole else _with_results(file, plans[collection])
        yield interpret(part, book, plans, Reading())


def _with_results(file: CtfFile, kinds: Container[Kind]) -> CtfFile:
    pupils = [
        pupil
        for pupil in file.pupils
        if any(part.kind in kinds for part in pupil.assessments)
    ]
    return replace(file, pupils=pupils)


def _results(return_: Return) -> Iterator[Found]:
    for row in return_.rows:
        for component, given in row.results.items():
            if row.upn and given[0].value:
                yield (
                    row.upn,
                    PriorResult(
                        return_.collection, return_.year, component, given[0].value
                    ),
                )


def _by_upn(found: Iterable[Found]) -> dict[str, tuple[PriorResult, ...]]:
    lists: dict[str, dict[PriorResult, None]] = {}
    for number, result in found:
        lists.setdefault(number, {})[result] = None
    return {
        number: tuple(sorted(results, key=lambda one: (one.year, one.collection)))
        for number, results in lists.items()
    }


def _joined(first: Return | None, second: Return) -> Return:
    """Return two files of one return as one: year 1 and year 2 may come apart."""
    if first is None:
        return second
    return replace(first, rows=[*first.rows, *second.rows])


def _words() -> dict[str, tuple[str, ...]]:
    """Return the headings a table of earlier results may have, as people write them."""
    known = {"upn": headings.identity()["upn"], **headings.long()}
    return {name: heading.ways for name, heading in known.items()}


def _entry(table: Table, line: Line, shelf: Shelf) -> Found:
    year = line.get("year")
    if not (len(year) == len("2025") and year.isascii() and year.isdigit()):
        raise table.fault(line, "year", f"{year} is not a summer such as 2025.")
    book = _book(table, line, shelf, int(year))
    component = _component(table, line, book)
    read = reader_of(book, book.components[component])
    value = read(line.get("result"))
    return upn.tidy(line.get("upn")), PriorResult(
        book.collection, int(year), component, value
    )


def _book(table: Table, line: Line, shelf: Shelf, year: int) -> Rulebook:
    asked = line.get("collection")
    for collection in shelf.collections:
        book = shelf.nearest(collection, year)
        names = {plain(name) for name in (collection, called(book), _short(book))}
        if plain(asked) in names:
            return book
    known = ", ".join(shelf.collections)
    raise table.fault(line, "collection", f"{asked} is not a collection: {known}.")


def _short(book: Rulebook) -> str:
    return book.words.get("collection", book.collection)


def _component(table: Table, line: Line, book: Rulebook) -> str:
    asked = plain(line.get("subject"))
    first, *more = [part.id for part in book.components.values() if part.required]
    if not asked and not more:
        return first
    for part in book.components.values():
        if asked in {plain(part.id), plain(part.title), plain(part.short)}:
            return part.id
    if "subject" not in table.headings:
        raise UsageError(
            f"{table.name} has no column Subject, which {_short(book)} needs."
        )
    known = ", ".join(book.components)
    raise table.fault(line, "subject", f"{line.get('subject')} is not one of {known}.")
