"""`keystage template`: its arguments. What it does is in `keystage.cli.sheets.make`."""

import argparse
from pathlib import Path

from keystage.cli import overrides
from keystage.cli.options import known
from keystage.cli.options.days import day
from keystage.cli.verb import Verb
from keystage.core.identifiers import split_laestab

_MOST_SPARE = 200


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage template`."""
    add = parser.add_argument
    add("book", metavar="RULEBOOK", help="as 'rules list' prints it, or a file")
    add("out", type=Path, metavar="OUT.xlsx", help="the workbook; a new file")
    who = parser.add_argument_group("who stands on it")
    known.configure_roll(who)
    known.configure_prior(who, "last year's results (CTF): who takes the check again")
    who.add_argument(
        "--school", type=_school, metavar="N", help="only this school: 9991234"
    )
    who.add_argument(
        "--spare",
        type=_count,
        metavar="N",
        help="empty rows for those who joined; default: 12, and 60 without a roll",
    )
    says = parser.add_argument_group("what it says")
    says.add_argument("--name", default="", metavar="TEXT", help="the school's name")
    says.add_argument("--ask", default="", metavar="TEXT", help="whom to ask, and how")
    says.add_argument(
        "--date",
        type=day,
        metavar="DAY",
        help="the day it is made, as 2026-06-10; default: today",
    )
    overrides.configure_rules(says)


def _school(text: str) -> str:
    number = split_laestab(text)
    if number is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number such as 9991234")
    return "".join(number)


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= _MOST_SPARE:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"{text!r} is not a number from 0 to {_MOST_SPARE}"
    )


VERB = Verb(
    "template",
    "make a workbook in which a school enters its results",
    configure,
    "keystage.cli.sheets.make",
    (
        "keystage template eyfsp-2026 --roll roll.csv --school 9991234 eyfsp.xlsx",
        "keystage template phonics-2026 --roll roll.csv --prior 2025/ -- phonics.xlsx",
        "keystage template ks2-2026 empty.xlsx",
    ),
)
