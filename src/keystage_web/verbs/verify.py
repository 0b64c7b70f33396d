"""`keystage verify`: its arguments. What it does is in `keystage_web.verbs.runs.verify`."""

import argparse

from keystage.cli.verb import Verb
from keystage_web.verbs.audit import add_arguments


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage verify`."""
    add_arguments(parser)


VERB = Verb(
    "verify",
    "verify the audit, and that every file is what was sent, where the audit says",
    configure,
    "keystage_web.verbs.runs.verify",
    ("keystage verify", "keystage verify --format json"),
)
