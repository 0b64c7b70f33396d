"""Say whether a receipt is genuine, or write the page that says so in a browser."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from keystage.checks.words import shown
from keystage.cli import output, terminal
from keystage.core.errors import (
    EXIT_CLEAN,
    EXIT_ERRORS_FOUND,
    Refused,
    UsageError,
)
from keystage.reports.receipt import parts, words_of
from keystage.transfer import Receipt, Verdict, read_keys, to_dict, verify
from keystage.transfer.messages import UNREADABLE
from keystage.transfer.page import standing_alone

_LONGEST = 10_000  # no line is cut short
_MOST = 1024 * 1024 + 1  # bytes that are read: one more than any receipt has
_GENUINE = "genuine. A key you named signed it, and not one byte was changed since."
_UNCHANGED = (
    "not one byte was changed since it was signed. Compare this fingerprint of the key "
    "with the one the authority told you:"
)


def run(arguments: argparse.Namespace) -> int:
    """Tell what was found; 1 where something is wrong.

    Raises `Refused` for what is no receipt, `UsageError` for what cannot be asked.
    """
    if arguments.page:
        _write(arguments.page)
    if arguments.receipt:
        return _verified(arguments)
    if not arguments.page:
        raise UsageError(
            "Name the receipt too: keystage verify RECEIPT.json --file FILE"
        )
    return EXIT_CLEAN


def _write(page: Path) -> None:
    if page.is_dir():
        raise UsageError(f"{page} is a folder: give --page the name of a file.")
    output.to_file(standing_alone(), page)
    terminal.say(f"Written: {page}. Open it in a browser; it needs no network.")


def _verified(arguments: argparse.Namespace) -> int:
    expected = list(arguments.fingerprint)
    if arguments.key:
        expected += read_keys(arguments.key.read_text("utf-8", errors="replace"))
    with ExitStack() as stack:
        opened = {
            name: stack.enter_context(path.open("rb"))
            for name, path in (("data_file", arguments.data), ("file", arguments.file))
            if path
        }
        proof = stack.enter_context(arguments.receipt.open("rb")).read(_MOST)
        found = verify(proof, fingerprints=expected, **opened)
    first = found.problems[0] if found.problems else None
    if first and first.code in UNREADABLE:
        raise Refused(first.code, f"{arguments.receipt}: {first.message}", first.fix)
    for line in _told(arguments.receipt, found):
        terminal.say(shown(line, _LONGEST))
    return EXIT_CLEAN if found.good else EXIT_ERRORS_FOUND


def _told(path: Path, found: Verdict) -> Iterator[str]:
    """Yield what is wrong; or whether it is genuine, and what it says."""
    for problem in found.problems:
        yield f"{path}: {problem.message}"
        yield f"  {problem.fix}"
    if found.good and found.receipt:
        yield f"{path}: {_GENUINE if found.expected else _UNCHANGED}"
        if not found.expected:
            yield f"  {found.fingerprint}"
        yield from _said(found.receipt)


def _said(receipt: Receipt) -> Iterator[str]:
    told = to_dict(receipt)
    rows = [row for part in parts(told, words_of(told)) for row in part.rows]
    wide = max(len(row.label) for row in rows)
    for row in rows:
        for at, line in enumerate(row.lines):
            yield f"  {'' if at else row.label:<{wide}}  {line}"
