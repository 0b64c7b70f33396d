"""`keystage diff`: its arguments. What it does is in `keystage.cli.work.diff`."""

import argparse
from pathlib import Path

from keystage.cli import overrides
from keystage.cli.options import tables
from keystage.cli.verb import Verb


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `keystage diff`."""
    add = parser.add_argument
    add(
        "before",
        type=Path,
        metavar="A",
        help="a file: CTF, JSON lines, workbook or CSV; or a folder or zip of them",
    )
    add(
        "after",
        type=Path,
        metavar="B",
        help="what to compare it with; files of folders are paired by what they hold",
    )
    add("--format", choices=("text", "json"), default="text", help="default: text")
    tables.configure(parser)
    overrides.configure_rules(parser.add_argument_group("by which rules"))


VERB = Verb(
    "diff",
    "compare two files or folders by pupil, in words; exit code 1: they differ",
    configure,
    "keystage.cli.work.diff",
    (
        "keystage diff sent-in-june.xml sent-in-july.xml",
        "keystage diff before.xml after.jsonl --format json",
        "keystage diff june/ july.zip",
    ),
)
