"""Verify audit and files, or one receipt: `keystage verify`."""

import argparse
import json
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import chain
from typing import Any

from keystage.cli import terminal
from keystage.cli.receipts import arguments as receipts
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND, UsageError
from keystage_web.verbs.audit import checkpoint
from keystage_web.verbs.runs import audit
from keystage_web.verbs.runs.prepare import prepared


def run(arguments: argparse.Namespace) -> int:
    """Tell every fault as it is found; 1 if there is any.

    Raises `UsageError` where the database cannot be read to the end.
    """
    if receipts.asked(arguments):
        return _receipt(arguments)
    prepared()
    return _verified(arguments)


def _receipt(arguments: argparse.Namespace) -> int:
    """Verify a receipt, without anything of the service."""
    others = (arguments.authority, arguments.checkpoint, arguments.format != "text")
    if any(others):
        raise UsageError(
            "--authority, --checkpoint and --format are for verifying the service "
            "itself: leave them out, or leave out what is for a receipt."
        )
    code: int = import_module("keystage.cli.receipts.work").run(arguments)
    return code


def verified(*, checkpoints: Sequence[str]) -> int:
    """Verify everything, at the end of another verb; return as `run`."""
    return _verified(
        argparse.Namespace(
            authority="",
            format="text",
            checkpoint=[checkpoint(one) for one in checkpoints],
        )
    )


def _verified(arguments: argparse.Namespace) -> int:
    broken = import_module("django.db").DatabaseError
    faults = 0
    try:
        for found in audit.asked(arguments):
            faults += found["fault"] is not None
            audit.tell(found, arguments.format)
        for found in chain(_asked(arguments), _sent(arguments)):
            faults += found["fault"] is not None
            _tell(found, arguments.format)
    except broken as error:
        raise UsageError(audit.READ.format(type(error).__name__)) from None
    if arguments.format == "text":
        terminal.say(f"{faults} faults found." if faults else "Nothing was changed.")
    return EXIT_ERRORS_FOUND if faults else EXIT_CLEAN


def _asked(arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    verify = import_module("keystage_web.files.verify")
    for found in verify.verify(authority=arguments.authority):
        if isinstance(found, verify.Fault):
            yield {
                "fault": found.code.value,
                "authority": found.authority,
                "file": found.file,
                "place": found.place,
                "event": found.number,
                "sentence": found.sentence,
            }
        else:
            names = ("authority", "files", "bytes", "erased", "recalled", "left")
            yield {"fault": None, **{name: getattr(found, name) for name in names}}


def _sent(arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield what is to be said of the versions of returns."""
    verify = import_module("keystage_web.returns.versions.verify")
    for found in verify.verify(authority=arguments.authority):
        if isinstance(found, verify.Fault):
            yield {
                "fault": found.code.value,
                "authority": found.authority,
                "version": found.version,
                "return": found.of_return,
                "event": found.number,
                "sentence": found.sentence,
            }
        else:
            told = {"authority": found.authority, "versions": found.versions}
            yield {"fault": None, **told}


def _tell(found: dict[str, Any], form: str) -> None:
    if form == "json":
        terminal.say(json.dumps(found))
    elif found["fault"] is not None:
        terminal.say(found["sentence"])
    elif "versions" in found:
        many = found["versions"]
        terminal.say(f"Authority {found['authority']!a}: {many} versions of returns")
    else:
        terminal.say(
            f"Authority {found['authority']!a}: {found['files']} files, "
            f"{found['bytes']} bytes on the disk, {found['recalled']} recalled, "
            f"{found['erased']} erased under a policy"
        )
        if found["left"]:
            terminal.say(
                f"  {found['left']} left by sendings that were broken off; the next "
                "start takes them away"
            )
