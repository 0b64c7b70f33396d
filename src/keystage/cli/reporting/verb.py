"""`keystage report`: its arguments. What it does is in `keystage.cli.reporting.work`."""

import argparse
from pathlib import Path

from keystage.cli import overrides
from keystage.cli.figures.summary import BY, PATHS
from keystage.cli.options import known, tables
from keystage.cli.options.numbers import year
from keystage.cli.verb import Verb

FORMATS = ("pdf", "html", "xlsx")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage report`."""
    add = parser.add_argument
    add("paths", nargs="+", type=Path, metavar="PATH", help=PATHS)
    add(
        "out",
        type=Path,
        metavar="OUT",
        help="a .pdf, .html or .xlsx file, or a folder for one file per school",
    )
    which = parser.add_argument_group("which report")
    which.add_argument("--school", metavar="NUMBER", help="only this: 9991234")
    which.add_argument("--collection", metavar="NAME", help="only this: phonics")
    which.add_argument("--year", type=year, metavar="Y", help="the summer, as 2026")
    _configure_known(parser)
    how = parser.add_argument_group("what comes out")
    how.add_argument(
        "--by",
        choices=BY,
        help="also by sex, term of birth, or class (needs --roll)",
    )
    how.add_argument(
        "--no-names", action="store_true", help="leave out names and dates of birth"
    )
    how.add_argument(
        "--format",
        choices=FORMATS,
        help="of the files in a folder; default: pdf",
    )


def _configure_known(parser: argparse.ArgumentParser) -> None:
    besides = parser.add_argument_group("what is known besides")
    known.configure_prior(besides, "results of the two years before (CTF)")
    known.configure_roll(besides)
    tables.configure_columns(besides)
    overrides.configure_rules(besides)


VERB = Verb(
    "report",
    "make a school's report: its results on one page, and the list of its pupils",
    configure,
    "keystage.cli.reporting.work",
    (
        "keystage report 9991234_FSP_999LLLL_001.xml results.pdf",
        "keystage report sent/ results.pdf --school 9991234 --collection eyfsp",
        "keystage report --prior 2024/ 2025/ -- 9991234_FSP_999LLLL_001.xml results.pdf",
        "keystage report sent/ reports/ --format html --by sex",
    ),
)
