"""What `keystage verify` takes of a receipt. What it does is in `keystage.cli.receipts.work`."""

import argparse
from pathlib import Path

EXAMPLES = (
    "keystage verify receipt.json --fingerprint '5647 5aa7 5463 ...' --file sent.xml",
    "keystage verify receipt.json --key keys.txt --data data.json",
    "keystage verify --page verify.html",
)
_BESIDES = ("key", "fingerprint", "data", "file")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the receipt, and what it may be held against."""
    of = parser.add_argument_group("a receipt")
    add = of.add_argument
    add(
        "receipt",
        nargs="?",
        type=Path,
        metavar="RECEIPT",
        help="the .json file of a receipt: is it genuine? No service is asked",
    )
    add(
        "--fingerprint",
        action="append",
        default=[],
        metavar="TEXT",
        help="of the key that must have signed it, as the authority told you; again for "
        "another that may have",
    )
    add(
        "--key",
        type=Path,
        metavar="FILE",
        help="the public keys that may have signed it, one on each line",
    )
    add(
        "--data",
        type=Path,
        metavar="FILE",
        help="the data of the return, which must be those of the receipt",
    )
    add(
        "--file",
        type=Path,
        metavar="FILE",
        help="the file that was sent, which must be that of the receipt",
    )
    add(
        "--page",
        type=Path,
        metavar="OUT",
        help="write a page (.html) that verifies receipts in a browser, and asks nobody",
    )


def asked(arguments: argparse.Namespace) -> bool:
    """Return whether any of it was given: then nothing else is verified."""
    given = (getattr(arguments, name) for name in ("receipt", "page", *_BESIDES))
    return any(given)
