"""`keystage audit`: its arguments. What it does is in `keystage_web.verbs.runs.audit`."""

import argparse
import re

from keystage.cli.verb import Verb

_CHECKPOINT = re.compile(r"([A-Za-z0-9_-]{1,64}):([0-9]{1,18}):([0-9a-f]{64})")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what `keystage audit` can do."""
    under = parser.add_subparsers(metavar="WHAT", required=True)
    verify = under.add_parser(
        "verify", help="say whether anything in the audit was changed, and which event"
    )
    add_arguments(verify)


def add_arguments(parser: argparse._ActionsContainer) -> None:
    """Add what every verify of the audit can be asked."""
    add = parser.add_argument
    add("--authority", default="", metavar="ID", help="only this one; default: all")
    add(
        "--checkpoint",
        action="append",
        default=[],
        type=checkpoint,
        metavar="ID:NUMBER:DIGEST",
        help="from an earlier run: this event must still stand there; again for another",
    )
    add(
        "--format",
        choices=("text", "json"),
        default="text",
        help="json is one object on each line; default: text",
    )


def checkpoint(text: str) -> tuple[str, int, str]:
    """Return a checkpoint, as verify prints it, in its three parts."""
    found = _CHECKPOINT.fullmatch(text)
    if not found:
        message = f"{text!r} is not a checkpoint as this command prints it"
        raise argparse.ArgumentTypeError(message)
    return found[1], int(found[2]), found[3]


VERB = Verb(
    "audit",
    "verify that nobody changed what the service wrote down of who did what",
    configure,
    "keystage_web.verbs.runs.audit",
    (
        "keystage audit verify",
        "keystage audit verify --format json",
    ),
)
