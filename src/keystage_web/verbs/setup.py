"""`keystage setup`: its arguments. What it does is in `keystage_web.verbs.runs.setup`."""

import argparse

from keystage.cli.verb import Verb


def configure(parser: argparse.ArgumentParser) -> None:
    """Add nothing: everything is in the settings."""


VERB = Verb(
    "setup",
    "make the service's data folder, key and database, or bring them up to date",
    configure,
    "keystage_web.verbs.runs.setup",
    ("keystage setup",),
)
