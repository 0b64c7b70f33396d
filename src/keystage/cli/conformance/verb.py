"""`keystage conformance`: its arguments; what it does is in `.work`."""

import argparse
from pathlib import Path

from keystage.cli.options import numbers
from keystage.cli.verb import Verb

FORMATS = ("text", "html", "json")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage conformance`."""
    add = parser.add_argument
    add(
        "paths",
        nargs="+",
        type=Path,
        metavar="DIR",
        help="the folder of the files a system exported; a file or zip will do too",
    )
    what = parser.add_argument_group("what is asked for")
    what.add_argument(
        "--kit",
        type=Path,
        metavar="KIT",
        help="kit.jsonl, or the folder it is in; default: DIR",
    )
    what.add_argument("--collection", metavar="NAME", help="only this: phonics")
    what.add_argument(
        "--year", type=numbers.year, metavar="Y", help="only this summer, as 2026"
    )
    how = parser.add_argument_group("what comes out")
    how.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    how.add_argument(
        "--output", type=Path, metavar="FILE", help="write there, not to the screen"
    )


VERB = Verb(
    "conformance",
    "score the files a school system exported against the kit it was given",
    configure,
    "keystage.cli.conformance.work",
    (
        "keystage conformance exported/ --kit kit/",
        "keystage conformance exported/ --kit kit/ --year 2026 --collection phonics",
        "keystage conformance kit/ --format html --output report.html",
        "keystage conformance kit/ --format json",
    ),
)
