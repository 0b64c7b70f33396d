"""`keystage restore`: its arguments. What it does is in `keystage_web.verbs.runs.restore`."""

import argparse
from pathlib import Path

from keystage.cli.verb import Verb


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `keystage restore`."""
    add = parser.add_argument
    add("source", type=Path, help="a folder that keystage backup wrote")
    add("--keys", type=Path, metavar="FOLDER", help="bring the keys back from here")
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--check",
        action="store_true",
        help="only read the backup to its end, and say whether it is whole",
    )
    how.add_argument(
        "--drill",
        action="store_true",
        help="restore into a scratch place, verify that, and take it away again",
    )


VERB = Verb(
    "restore",
    "bring a backup back into an empty data folder and database, and verify it",
    configure,
    "keystage_web.verbs.runs.restore",
    (
        "keystage restore /media/backup/monday",
        "keystage restore /media/backup/monday --drill",
    ),
)
