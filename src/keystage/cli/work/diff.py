"""Compare two files of results, or two folders of them, and say what differs, of whom."""

import argparse
import json
from pathlib import Path
from typing import Any

from keystage.changes import difference, lines, to_dict
from keystage.cli import output, progress, terminal
from keystage.cli.doctor import files, folders, many, marksheets, page
from keystage.cli.work import confirmed
from keystage.core.errors import EXIT_CLEAN, EXIT_COULD_NOT, EXIT_ERRORS_FOUND
from keystage.core.records import CtfFile
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.shelf import Shelf
from keystage.reports.shown import plain

_STEPS = 3  # two files to read, and the comparing


def run(arguments: argparse.Namespace) -> int:
    """Print the difference; return 1 if the files say different things, else 0.

    Of folders, 2 where some files could not be read or compared. Raises `UsageError`
    where there is nothing to compare.
    """
    shelf = confirmed.shelf(arguments)
    if many.is_many(arguments.before) or many.is_many(arguments.after):
        return _folders(arguments, shelf)
    before: Path = arguments.before
    after: Path = arguments.after
    with progress.bar("steps") as bar:
        asked = marksheets.asked_of(arguments, shelf)
        one = _opened(before, asked)
        bar(1, _STEPS)
        other = _opened(after, asked)
        bar(2, _STEPS)
        one, other, left_out = marksheets.alike(one, other, asked)
        found = difference(one, other, RulebookReading(shelf))
    for said in left_out:
        terminal.complain(plain(f"not compared, as a table does not hold it: {said}"))
    if arguments.format == "json":
        _print(to_dict(found, before.as_posix(), after.as_posix()))
    else:
        page.show(lines(found))
    return EXIT_ERRORS_FOUND if found.matters else EXIT_CLEAN


def _folders(arguments: argparse.Namespace, shelf: Shelf) -> int:
    sides = [many.found([path]) for path in (arguments.before, arguments.after)]
    work = folders.Folders(shelf)
    found = work.compare(*sides)
    if arguments.format == "json":
        names = arguments.before.as_posix(), arguments.after.as_posix()
        _print(folders.document(found, *names))
    else:
        page.show(folders.told(found, work))
    for said in found.doubts:
        terminal.complain(plain(said))
    for said in found.failed:
        terminal.complain(f"keystage: {plain(said)}")
    if found.failed:
        return EXIT_COULD_NOT
    return EXIT_ERRORS_FOUND if found.matters else EXIT_CLEAN


def _print(document: dict[str, Any]) -> None:
    shown = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    output.to_stdout(shown, as_utf8=True)


def _opened(path: Path, asked: marksheets.Asked) -> CtfFile:
    file = files.opened(path, asked)
    for said in files.doubts(file):
        terminal.complain(f"{path}: {said}")
    return file
