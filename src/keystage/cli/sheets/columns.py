"""`keystage columns`: its arguments. What it does is in `keystage.cli.sheets.which`."""

import argparse
from pathlib import Path

from keystage.cli import overrides
from keystage.cli.verb import Verb


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage columns`."""
    add = parser.add_argument
    add("table", type=Path, metavar="TABLE", help="a workbook (.xlsx) or CSV")
    add(
        "--for",
        dest="book",
        metavar="RULEBOOK",
        help="whose results they are, as 'rules list' prints it; default: what the "
        "table itself says",
    )
    add(
        "--save",
        type=Path,
        metavar="FILE",
        help="remember the guess there, to be looked over and given to 'check "
        "--columns'; a new file",
    )
    overrides.configure_rules(parser.add_argument_group("by which rules"))


VERB = Verb(
    "columns",
    "say which column of a table may be which, and why; remember it",
    configure,
    "keystage.cli.sheets.which",
    (
        "keystage columns tracker.xlsx --for phonics-2026",
        "keystage columns tracker.csv --for eyfsp-2026 --save tracker.toml",
    ),
)
