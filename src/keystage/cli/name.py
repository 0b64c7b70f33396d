"""`keystage name`: its argument. What it does is in `keystage.cli.work.name`."""

import argparse
from pathlib import Path

from keystage.cli.verb import Verb


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the argument of `keystage name`."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a Common Transfer File; of several, each is said before its name",
    )


VERB = Verb(
    "name",
    "print the name a file should have, numbered so that it is free",
    configure,
    "keystage.cli.work.name",
    ("keystage name 'results (1).xml'",),
)
