"""Say whether anything in the audit was changed: `keystage audit verify`."""

import argparse
import json
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from keystage.cli import terminal
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND, UsageError
from keystage_web.verbs.runs.prepare import prepared

READ = (
    "The audit could not be read to its end ({}). Is the database running, and was "
    "keystage setup run? What was said above still holds."
)


def run(arguments: argparse.Namespace) -> int:
    """Tell every fault as it is found; 1 if there is any.

    Raises `UsageError` where the database cannot be read to the end.
    """
    prepared()
    broken = import_module("django.db").DatabaseError
    faults = 0
    try:
        for found in asked(arguments):
            faults += found["fault"] is not None
            tell(found, arguments.format)
    except broken as error:
        raise UsageError(READ.format(type(error).__name__)) from None
    if arguments.format == "text":
        terminal.say(f"{faults} faults found." if faults else "Nothing was changed.")
    return EXIT_ERRORS_FOUND if faults else EXIT_CLEAN


def asked(arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield what verify finds in the audit, each as what JSON says of it."""
    verify = import_module("keystage_web.audit.verify")
    checkpoints = [verify.Checkpoint(*parts) for parts in arguments.checkpoint]
    for found in verify.verify(authority=arguments.authority, checkpoints=checkpoints):
        if isinstance(found, verify.Fault):
            yield _fault(found)
        else:
            yield _summary(found)


def _fault(found: Any) -> dict[str, Any]:
    return {
        "fault": found.code.value,
        "authority": found.authority,
        "event": found.number,
        "last": found.last,
        "sentence": found.sentence,
    }


def _summary(found: Any) -> dict[str, Any]:
    return {
        "fault": None,
        "authority": found.authority,
        "events": found.events,
        "erased": found.erased,
        "erasures": [
            {"event": number, "policy": policy, "payloads": payloads}
            for number, policy, payloads in found.erasures
        ],
        "checkpoint": str(found.checkpoint) if found.checkpoint else None,
    }


def tell(found: dict[str, Any], form: str) -> None:
    """Say one of these, in words or as JSON."""
    if form == "json":
        terminal.say(json.dumps(found))
    elif found["fault"] is not None:
        terminal.say(found["sentence"])
    else:
        terminal.say(f"Authority {found['authority']!a}: {found['events']} events")
        for one in found["erasures"]:
            terminal.say(
                f"  {one['payloads']} erased under policy {one['policy']}, "
                f"by event {one['event']}"
            )
        terminal.say(f"  Checkpoint: {found['checkpoint']}")
