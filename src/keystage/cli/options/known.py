"""The options that say what is known besides: who is here, and earlier results."""

import argparse
from pathlib import Path


def configure_roll(parser: argparse._ActionsContainer) -> None:
    """Add `--roll`, of one file."""
    parser.add_argument(
        "--roll", type=Path, metavar="FILE", help="the pupils who are here now (CSV)"
    )


def configure_prior(parser: argparse._ActionsContainer, what: str) -> None:
    """Add `--prior`, of any number of files; `what` says of which years, and why."""
    parser.add_argument(
        "--prior",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help=f"{what}; '--' ends the list",
    )
