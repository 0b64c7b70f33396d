"""Say what name a file should have, by what it holds."""

import argparse
from pathlib import Path

from keystage import ctf
from keystage.cli import terminal
from keystage.cli.doctor.files import contents
from keystage.cli.doctor.naming import wanted
from keystage.core import file_names
from keystage.core.errors import EXIT_CLEAN, EXIT_COULD_NOT, Refused, UsageError
from keystage.intake.sheets.tell import is_table
from keystage.intake.shelf import standard
from keystage.xmlguard import Limits

_MARKSHEET = (
    "{path} is a marksheet, which may be called as you like. 'keystage convert' makes a "
    "Common Transfer File of it, with the name it should have: give it a folder to "
    "write to."
)


def run(arguments: argparse.Namespace) -> int:
    """Print the name each file should have, with a number that is free.

    With several files, one that cannot be named is said and the others are still
    named. With one, raises `Refused` where it cannot be read, `UsageError` where its
    header does not say who sends it.
    """
    paths: list[Path] = arguments.files
    if len(paths) == 1:
        terminal.say(_named(paths[0]))
        return EXIT_CLEAN
    code = EXIT_CLEAN
    for path in paths:
        try:
            terminal.say(f"{path}: {_named(path)}")
        except (Refused, UsageError) as stop:
            terminal.complain(f"keystage: {path}: {stop}")
            code = EXIT_COULD_NOT
    return code


def _named(path: Path) -> str:
    if not path.is_file():
        raise UsageError(f"There is no file {path}.")
    if is_table(path.name, contents(path)):
        raise UsageError(_MARKSHEET.format(path=path))
    file = ctf.read(path, limits=Limits.command_line())
    parts = wanted(file, path.name, standard())
    others = [other.name for other in path.absolute().parent.iterdir()]
    others = [name for name in others if name != path.name]
    if file_names.make(parts).casefold() in {name.casefold() for name in others}:
        parts = file_names.next_free(parts, others)
    return file_names.make(parts)
