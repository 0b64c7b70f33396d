"""`--year`, `--school` and `--columns`: what a table does not say itself."""

import argparse
from pathlib import Path

from keystage.cli.options import numbers


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options, in a group of their own."""
    known = parser.add_argument_group("what a table that is read does not say itself")
    known.add_argument(
        "--year", type=numbers.year, metavar="Y", help="the summer, as 2026"
    )
    known.add_argument(
        "--school", type=numbers.school, metavar="9991234", help="whose results"
    )
    configure_columns(known)


def configure_columns(parser: argparse._ActionsContainer) -> None:
    """Add `--columns` alone."""
    parser.add_argument(
        "--columns",
        type=Path,
        metavar="FILE",
        help="which column of a table is which; made by 'keystage columns'",
    )
