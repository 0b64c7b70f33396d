"""`keystage setup`: its arguments. What it does is in `keystage_web.verbs.runs.setup`."""

import argparse

from keystage.cli.verb import Verb


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage setup`."""
    parser.add_argument(
        "--authority", default="", metavar="NUMBER", help="make this authority, as 123"
    )
    parser.add_argument("--name", default="", help="what the authority is called")
    parser.add_argument(
        "--administrator",
        default="",
        metavar="E-MAIL",
        help="who is to administer it: a link lets them in, once",
    )
    parser.add_argument(
        "--again",
        default="",
        metavar="E-MAIL",
        help="make a new link for the first administrator, who has not come in yet; "
        "the one before works no longer",
    )
    parser.add_argument(
        "--new-key",
        action="store_true",
        help="sign receipts with a new key from now on; the public key before it stays "
        "listed, and receipts already given still verify",
    )


VERB = Verb(
    "setup",
    "make the service's data folder, keys and database, or bring them up to date",
    configure,
    "keystage_web.verbs.runs.setup",
    (
        "keystage setup",
        "keystage setup --authority 123 --name Anyshire --administrator a@b.example",
        "keystage setup --again a@b.example",
        "keystage setup --new-key",
    ),
)
