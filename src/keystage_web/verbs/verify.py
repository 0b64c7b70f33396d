"""`keystage verify`: its arguments. What it does is in `keystage_web.verbs.runs.verify`.

Of a receipt it needs no service, nor the service's extra: that is `keystage.cli.receipts`.
"""

import argparse

from keystage.cli.receipts import arguments as receipts
from keystage.cli.verb import Verb
from keystage_web.verbs.audit import add_arguments


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage verify`."""
    receipts.configure(parser)
    add_arguments(parser.add_argument_group("without a receipt: the service itself"))


VERB = Verb(
    "verify",
    "verify a receipt; or, without one, that nothing in the service was changed",
    configure,
    "keystage_web.verbs.runs.verify",
    ("keystage verify", "keystage verify --format json", *receipts.EXAMPLES),
)
