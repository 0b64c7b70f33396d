"""`keystage summary`: its arguments. What it does is in `keystage.cli.work.summary`."""

import argparse
from pathlib import Path

from keystage.cli import overrides
from keystage.cli.options import known, numbers, senders, tables
from keystage.cli.verb import Verb

FORMATS = ("text", "json", "csv", "html")
PATHS = "file (CTF, .xlsx, .csv), folder or zip"
BY = ("sex", "term", "class")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage summary`."""
    add = parser.add_argument
    add("paths", nargs="*", type=Path, metavar="PATH", help=PATHS)
    what = parser.add_argument_group("what is counted")
    what.add_argument("--collection", metavar="NAME", help="only this: phonics")
    what.add_argument(
        "--year", type=numbers.year, metavar="Y", help="the summer, as 2026"
    )
    senders.configure(what, "only files from here")
    what.add_argument(
        "--by",
        choices=BY,
        help="in groups: sex, term of birth, or class (needs --roll)",
    )
    what.add_argument(
        "--recheck",
        action="store_true",
        help="list who takes the phonics check again in year 2, and why (needs --prior)",
    )
    known.configure_roll(what)
    known.configure_prior(what, "last year's results (CTF)")
    tables.configure_columns(what)
    overrides.configure_rules(what)
    _configure_output(parser)


def _configure_output(parser: argparse.ArgumentParser) -> None:
    how = parser.add_argument_group("what comes out")
    how.add_argument(
        "--suppress",
        type=numbers.count,
        metavar="N",
        help="hide counts below N and what gives them away; default: 5 for several "
        "schools, 0 (nothing) for one school's own pupils",
    )
    how.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    how.add_argument(
        "--output", type=Path, metavar="FILE", help="write there, not to the screen"
    )
    senders.configure_jobs(how)


VERB = Verb(
    "summary",
    "say what results come to, by school and group, or who takes a check again",
    configure,
    "keystage.cli.work.summary",
    (
        "keystage summary sent/ --by sex",
        "keystage summary 9991234_FSP_999LLLL_001.xml --roll roll.csv --by class",
        "keystage summary sent/ --prior 2025/ --roll roll.csv --collection phonics",
        "keystage summary sent/ --format html --output summary.html",
        "keystage summary sent/ --school 9991234 --format html --output oak.html",
        "keystage summary 'Year 1.xlsx' --columns 'Year 1.toml'",
        "keystage summary --recheck --prior 2025/ --roll roll.csv",
    ),
)
