"""`--authority`, `--school` and `--jobs`, wherever many files are read."""

import argparse

from keystage.cli.options import numbers


def configure(parser: argparse._ActionsContainer, meaning: str) -> None:
    """Add `--authority` and `--school`; `meaning` is what they come to."""
    parser.add_argument(
        "--authority", type=numbers.authority, metavar="999", help=meaning
    )
    parser.add_argument(
        "--school", type=numbers.school, metavar="9991234", help=meaning
    )


def configure_jobs(parser: argparse._ActionsContainer) -> None:
    """Add `--jobs`."""
    parser.add_argument(
        "--jobs", type=numbers.jobs, default=1, metavar="N", help="processes; default 1"
    )
