"""`keystage serve`: its arguments. What it does is in `keystage_web.verbs.runs.serve`."""

import argparse

from keystage.cli.verb import Verb


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage serve`."""
    parser.add_argument(
        "--check",
        action="store_true",
        help="only show every setting, and what would keep the service from starting",
    )
    parser.add_argument(
        "--no-worker",
        action="store_true",
        help="start no worker beside it: keystage work runs elsewhere",
    )


VERB = Verb(
    "serve",
    "run the service that schools and the authority sign in to",
    configure,
    "keystage_web.verbs.runs.serve",
    ("keystage serve", "keystage serve --check"),
)
