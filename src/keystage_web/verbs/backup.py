"""`keystage backup`: its arguments. What it does is in `keystage_web.verbs.runs.backup`."""

import argparse
from pathlib import Path

from keystage.cli.verb import Verb


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `keystage backup`."""
    add = parser.add_argument
    add(
        "target",
        type=Path,
        help="a new folder, on another disk; an unfinished one goes on",
    )
    add(
        "--keys",
        type=Path,
        metavar="FOLDER",
        help="copy the keys too, into this folder, which is kept in another place",
    )
    add(
        "--drill",
        action="store_true",
        help="restore it into a scratch place afterwards, verify that, and say how long it took",
    )


VERB = Verb(
    "backup",
    "write database and files to another place, while the service runs",
    configure,
    "keystage_web.verbs.runs.backup",
    (
        "keystage backup /media/backup/monday",
        "keystage backup /media/backup/monday --keys /media/safe/keys --drill",
    ),
)
