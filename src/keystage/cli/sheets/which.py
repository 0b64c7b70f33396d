"""Say what the columns of somebody's table may be, and remember it."""

import argparse
from pathlib import Path

from keystage.checks.model import Rulebook
from keystage.cli import output, terminal
from keystage.cli.doctor import page
from keystage.cli.doctor.files import contents
from keystage.cli.work import confirmed
from keystage.cli.work.rulebook import named, own
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND, Refused, UsageError
from keystage.intake.sheets.cells import cells
from keystage.intake.shelf import Shelf, standard
from keystage.marksheet import tag
from keystage.marksheet.columns_file import to_toml
from keystage.marksheet.guess import Choice, Guess, Sure, guess
from keystage.marksheet.model import Hints
from keystage.marksheet.reading.match import Matcher
from keystage.marksheet.reading.recognise import recognise
from keystage.tables import Workbook

_NO_TABLE = "{path} holds no table: no row with more than one cell was found."
_THERE = "{path} is already there: choose another name."
_NAME_IT = "Say whose results they are: --for phonics-2026, say."
_CSV = "csv"
_UNSURE = {
    Sure.KNOWN: "",
    Sure.LIKELY: "likely: ",
    Sure.MAYBE: "perhaps: ",
    Sure.NO: "",
}
_LEFT = "left alone"
_SAVED = (
    "{path}: look it over, put right what is wrong, and give it to 'keystage check "
    "--columns'"
)


def run(arguments: argparse.Namespace) -> int:
    """Print the guess, column by column; return 1 where a needed one is not found.

    Raises `UsageError` where the table cannot be read, or it is not known whose
    results it holds.
    """
    table: Path = arguments.table
    target: Path | None = arguments.save
    if target is not None:
        output.refuse_input(target, [table])
        if target.exists():
            raise UsageError(_THERE.format(path=target))
    workbook, book = _read(arguments, table)
    found = guess(workbook, book)
    if found is None:
        raise UsageError(_NO_TABLE.format(path=table))
    matcher = Matcher(book)
    missing = _missing(found, matcher)
    where = "" if workbook.kind == _CSV else f"sheet {found.sheet}, "
    page.show(
        [
            f"{book.title}: {where}headings in row {found.row}",
            *(f"  {_line(one, matcher)}" for one in found.choices),
            *missing,
        ]
    )
    if target is not None:
        output.to_file(to_toml(found.remembered(book)), target)
        terminal.complain(_SAVED.format(path=target))
    return EXIT_ERRORS_FOUND if missing else EXIT_CLEAN


def _read(arguments: argparse.Namespace, table: Path) -> tuple[Workbook, Rulebook]:
    paths = (*arguments.rulebook, *own([arguments.book] if arguments.book else []))
    laid = confirmed.read(arguments.overrides, paths)
    shelf = standard(laid, paths)
    fix = ""
    try:
        workbook = cells(contents(table))
        if arguments.book:
            return workbook, named(arguments.book, laid)
        fix = _NAME_IT
        return workbook, _told(workbook, table, shelf)
    except Refused as stop:
        said = f"{table}: {stop.message} {fix or stop.fix}"
        raise UsageError(said.strip()) from None


def _told(workbook: Workbook, table: Path, shelf: Shelf) -> Rulebook:
    """Return the rulebook the table itself names, by its template or its headings."""
    made_of = tag.of_workbook(workbook)
    return recognise(workbook, shelf, Hints(name=table.name), made_of).book


def _line(one: Choice, matcher: Matcher) -> str:
    meant = matcher.titles[one.id] if one.id else _LEFT
    examples = f" (such as {', '.join(one.examples)})" if one.examples else ""
    heading = f"“{one.heading}”" if one.heading else "no heading"
    return f"{one.letters} {heading}: {_UNSURE[one.sure]}{meant}; {one.why}{examples}"


def _missing(found: Guess, matcher: Matcher) -> list[str]:
    here = {one.id for one in found.choices}
    titles = [matcher.titles[name] for name in matcher.required if name not in here]
    if "name" in here:
        titles = [one for one in titles if one not in _parts(matcher)]
    return [f"No column was found for {', '.join(titles)}."] if titles else []


def _parts(matcher: Matcher) -> set[str]:
    """Return the titles that a column of whole names stands for."""
    return {matcher.titles["surname"], matcher.titles["forename"]}
