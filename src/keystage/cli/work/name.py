"""Say what name a file should have, by what it holds."""

import argparse
from dataclasses import replace
from pathlib import Path

from keystage import ctf, intake
from keystage.checks.model import Rulebook
from keystage.cli import terminal
from keystage.core.errors import EXIT_CLEAN, UsageError
from keystage.core.records import CtfFile, Header, School
from keystage.ctf import names
from keystage.intake.recognise import recognise
from keystage.intake.shelf import standard
from keystage.xmlguard import Limits

# The tag of a file that is not the return of one collection alone.
GENERAL = "CTF"
# What stands in place of a school where a file goes to an authority or beyond.
ANY_SCHOOL = "LLLL"
NATIONAL_AGENCY = "NAA"


def run(arguments: argparse.Namespace) -> int:
    """Print the name the file should have, with a number that is free.

    Raises `Refused` where the file cannot be read, `UsageError` where its header
    does not say who sends it.
    """
    path: Path = arguments.file
    if not path.is_file():
        raise UsageError(f"There is no file {path}.")
    parts = wanted(ctf.read(path, limits=Limits.command_line()), path.name)
    others = [other.name for other in path.absolute().parent.iterdir()]
    others = [name for name in others if name != path.name]
    if names.make(parts).casefold() in {name.casefold() for name in others}:
        parts = names.next_free(parts, others)
    terminal.say(names.make(parts))
    return EXIT_CLEAN


def wanted(file: CtfFile, name: str) -> names.FileName:
    """Return the parts of the name `file` should have; `name` is its present one.

    The contents decide, save for the number, which is kept where there is one.
    Raises `UsageError` where the header does not give what a name is made of.
    """
    books = recognise(file, standard(), intake.Options()).books
    book = books[0] if len(books) == 1 else None
    present = names.parse(name)
    number = present.sequence if present else 1
    header = replace(file.header, destination=_destination(file.header, book))
    parts = names.from_header(header, book.ctf.tag if book else GENERAL, number)
    if parts is None:
        raise UsageError(
            f"{name} cannot be named: its header does not say which school sends it "
            "and where it goes. Put the school's LA and establishment numbers into "
            "your system, then export again."
        )
    return parts


def _destination(header: Header, book: Rulebook | None) -> School:
    """Return where the results belong, which the header may have wrong."""
    if book is None:
        return header.destination
    if book.ctf.destination == "own":
        return header.source
    la = header.source.la if book.ctf.destination == "la" else NATIONAL_AGENCY
    return School(la=la, estab=ANY_SCHOOL)
