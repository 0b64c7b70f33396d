"""`keystage diff`: its arguments. What it does is in `keystage.cli.work.diff`."""

import argparse
from pathlib import Path

from keystage.cli.verb import Verb


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `keystage diff`."""
    add = parser.add_argument
    add("before", type=Path, metavar="A", help="a file: CTF or JSON lines")
    add("after", type=Path, metavar="B", help="the file to compare it with")
    add("--format", choices=("text", "json"), default="text", help="default: text")


VERB = Verb(
    "diff",
    "compare two files by pupil, in words; exit code 1 says that they differ",
    configure,
    "keystage.cli.work.diff",
    (
        "keystage diff sent-in-june.xml sent-in-july.xml",
        "keystage diff before.xml after.jsonl --format json",
    ),
)
