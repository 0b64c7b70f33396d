"""`keystage who`: its arguments. What it does is in `keystage.cli.work.who`."""

import argparse
import re
from pathlib import Path

from keystage.cli.verb import Verb

COLLECTIONS = ("eyfsp", "phonics", "ks1", "ks2")
_YEAR = re.compile(r"[0-9]{4}(-[a-z]+)?")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage who`."""
    add = parser.add_argument
    add("--collection", choices=COLLECTIONS, required=True, help="what is reported")
    add(
        "--year",
        type=_year,
        metavar="Y",
        help="the summer, as 2026, or 2021-autumn; without it, that of the dates in the "
        "facts",
    )
    add(
        "--facts",
        type=Path,
        metavar="FILE",
        help="what is known, as TOML or JSON; without it, a file to fill in is printed",
    )
    add("--format", choices=("text", "json"), default="text", help="default: text")


def _year(text: str) -> str:
    if not _YEAR.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year such as 2026")
    return text


VERB = Verb(
    "who",
    "say who reports a pupil who moved, or ask for the one fact that decides",
    configure,
    "keystage.cli.work.who",
    (
        "keystage who --collection phonics --facts moved.toml",
        "keystage who --collection eyfsp --year 2026 > moved.toml",
        "keystage who --collection ks2 --facts moved.json --format json",
    ),
)
