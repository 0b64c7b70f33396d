"""Compare two files of results and say what differs, of whom."""

import argparse
import json
from pathlib import Path

from keystage.changes import difference, lines, to_dict
from keystage.cli import output, progress, terminal
from keystage.cli.doctor import files, page
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND
from keystage.core.records import CtfFile
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.shelf import standard

_STEPS = 3  # two files to read, and the comparing


def run(arguments: argparse.Namespace) -> int:
    """Print the difference; return 1 if the files say different things, else 0.

    Raises `UsageError` where one cannot be read.
    """
    before: Path = arguments.before
    after: Path = arguments.after
    with progress.bar("steps") as bar:
        one = _opened(before)
        bar(1, _STEPS)
        other = _opened(after)
        bar(2, _STEPS)
        found = difference(one, other, RulebookReading(standard()))
    if arguments.format == "json":
        document = to_dict(found, before.as_posix(), after.as_posix())
        shown = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        output.to_stdout(shown, as_utf8=True)
    else:
        page.show(lines(found))
    return EXIT_ERRORS_FOUND if found.matters else EXIT_CLEAN


def _opened(path: Path) -> CtfFile:
    file = files.opened(path)
    for said in files.doubts(file):
        terminal.complain(f"{path}: {said}")
    return file
