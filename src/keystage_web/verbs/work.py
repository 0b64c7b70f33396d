"""`keystage work`: its arguments. What it does is in `keystage_web.verbs.runs.work`."""

import argparse

from keystage.cli.verb import Verb


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage work`."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--until-idle",
        action="store_true",
        help="end once there is nothing left to do now",
    )
    what.add_argument(
        "--given-up",
        action="store_true",
        help="only list what was tried to its end and did not work",
    )
    what.add_argument(
        "--again", metavar="JOB", help="only put a job that was given up back"
    )
    parser.add_argument("--with-parent", type=int, help=argparse.SUPPRESS)


VERB = Verb(
    "work",
    "do what the service has to do later: mail, events, long work",
    configure,
    "keystage_web.verbs.runs.work",
    ("keystage work", "keystage work --given-up"),
)
