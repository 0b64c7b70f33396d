"""What `keystage verify` takes of a receipt. What it does is in `keystage.cli.receipts.work`."""

import argparse
from pathlib import Path

EXAMPLES = (
    "keystage verify receipt.json --fingerprint '5647 5aa7 5463 ...' --file sent.xml",
    "keystage verify receipt.json --key keys.txt --data data.json",
    "keystage verify --page verify.html",
)
_BESIDES = ("key", "fingerprint", "data", "file")


_FILES = {
    "--key": "the public keys that may have signed it, one on each line",
    "--data": "the data of the return, which must be those of the receipt",
    "--file": "the file that was sent, which must be that of the receipt",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the receipt, and what it may be held against."""
    add = parser.add_argument_group("a receipt").add_argument
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
    for option, meaning in _FILES.items():
        add(option, type=Path, metavar="FILE", help=meaning)
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
