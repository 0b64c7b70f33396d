"""`keystage fix`: its arguments. What it does is in `keystage.cli.work.fix`."""

import argparse
from pathlib import Path

from keystage.cli import overrides
from keystage.cli.verb import Verb


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `keystage fix`."""
    add = parser.add_argument
    add(
        "file",
        type=Path,
        metavar="IN",
        help="a Common Transfer File, or a folder or zip of them; never changed",
    )
    add(
        "out",
        type=Path,
        metavar="OUT",
        help="a new file, or a folder in which it gets the name it should have; a "
        "folder where IN is one",
    )
    add(
        "--rule",
        action="append",
        default=[],
        type=str.upper,
        metavar="ID",
        help="make only the repairs of this rule, as P02; may be given again",
    )
    add(
        "--roll",
        type=Path,
        metavar="FILE",
        help="the pupils a return should hold (CSV): says which UPN is right",
    )
    add("--dry-run", action="store_true", help="say what would be done; write nothing")
    overrides.configure_rules(parser.add_argument_group("by which rules"))


VERB = Verb(
    "fix",
    "make the repairs a program can make, into a new file, and say what is left",
    configure,
    "keystage.cli.work.fix",
    (
        "keystage fix 9991234_PHO_999LLLL_001.xml mended/",
        "keystage fix sent/ mended/ --roll roll.csv",
        "keystage fix results.xml mended.xml --dry-run",
        "keystage fix results.xml mended/ --roll roll.csv",
        "keystage fix results.xml mended.xml --rule P02 --rule NAME-HIDDEN",
    ),
)
