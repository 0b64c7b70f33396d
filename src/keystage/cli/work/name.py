"""Say what name a file should have, by what it holds."""

import argparse
from pathlib import Path

from keystage import ctf, intake
from keystage.cli import terminal
from keystage.core import file_names
from keystage.core.errors import EXIT_CLEAN, EXIT_COULD_NOT, Refused, UsageError
from keystage.core.records import CtfFile
from keystage.intake.recognise import recognise
from keystage.intake.shelf import standard
from keystage.xmlguard import Limits

# The tag of a file that is not the return of one collection alone.
GENERAL = "CTF"


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
    parts = wanted(ctf.read(path, limits=Limits.command_line()), path.name)
    others = [other.name for other in path.absolute().parent.iterdir()]
    others = [name for name in others if name != path.name]
    if file_names.make(parts).casefold() in {name.casefold() for name in others}:
        parts = file_names.next_free(parts, others)
    return file_names.make(parts)


def wanted(file: CtfFile, name: str) -> file_names.FileName:
    """Return the parts of the name `file` should have; `name` is its present one.

    The contents decide, save for the number, and a kind it may be called by, which
    are kept where there are such.
    Raises `UsageError` where the header does not give what a name is made of.
    """
    books = recognise(file, standard(), intake.Options()).books
    book = books[0] if len(books) == 1 else None
    to = (
        file_names.addressee(book.ctf.destination, file.header.source) if book else None
    )
    tags = (book.ctf.tag, *book.ctf.tags) if book else (GENERAL,)
    destination = to or file.header.destination
    parts = file_names.wanted(file.header, destination, tags, name)
    if parts is None:
        raise UsageError(
            f"{name} cannot be named: its header does not say which school sends it "
            "and where it goes. Put the school's LA and establishment numbers into "
            "your system, then export again."
        )
    return parts
