"""Bring a backup back, or try whether it could be: `keystage restore`."""

import argparse
from importlib import import_module
from pathlib import Path

from keystage.cli import terminal
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND, UsageError
from keystage_web.config import Config
from keystage_web.verbs.runs import verify
from keystage_web.verbs.runs.prepare import prepared


def run(arguments: argparse.Namespace) -> int:
    """Restore and verify; 1 where something in the backup is wrong.

    Raises `UsageError` where nothing could be restored.
    """
    chosen = prepared()
    if arguments.check:
        return _checked(arguments.source)
    if arguments.drill:
        return drilled(arguments.source, chosen)
    return _restored(arguments, chosen)


def drilled(source: Path, chosen: Config) -> int:
    """Try a backup out in a scratch place; 1 where that did not go well."""
    done = import_module("keystage_web.backups").drill(
        source, scratch=chosen.data / "tmp"
    )
    for line in done.said.splitlines():
        terminal.say(f"  {line}")
    went = "went well" if done.good else "did NOT go well"
    terminal.say(f"The drill {went}: restored and verified in {done.seconds:.1f} s.")
    return EXIT_CLEAN if done.good else EXIT_ERRORS_FOUND


def _checked(source: Path) -> int:
    backups = import_module("keystage_web.backups")
    told = import_module("keystage_web.backups.manifest").Written()
    faults = 0
    for fault in backups.checked(source, told):
        faults += 1
        terminal.say(fault)
    terminal.say(f"{told.entries} files, {told.bytes} bytes.")
    terminal.say(f"{faults} faults found." if faults else "The backup is whole.")
    return EXIT_ERRORS_FOUND if faults else EXIT_CLEAN


def _restored(arguments: argparse.Namespace, chosen: Config) -> int:
    broken = import_module("django.db").DatabaseError
    try:
        done = import_module("keystage_web.backups").restore(
            arguments.source, data=chosen.data, given_keys=arguments.keys
        )
    except (broken, OSError) as error:
        raise UsageError(
            f"The restore broke off ({type(error).__name__}). Empty {chosen.data} and "
            "the database, then run it again."
        ) from None
    terminal.say(f"Taken {done.head.made} by Keystage {done.head.version}")
    terminal.say(f"Files: {done.files}, {done.bytes} bytes")
    terminal.say(f"Database: {done.head.database}, {done.changed} changes made")
    if done.keys:
        terminal.say(f"Keys: {done.keys} brought back")
    else:
        terminal.say("Keys: made anew, so everybody has to sign in again.")
    _sign(chosen)
    return verify.verified(checkpoints=done.head.checkpoints)


def _sign(chosen: Config) -> None:
    """Have a key for receipts, where none was brought back."""
    signing = import_module("keystage_web.audit.signing")
    if signing.make(chosen.data, now=import_module("keystage_web.clock").now()):
        terminal.say(
            f"Receipts: signed by a new key, {signing.listed(chosen.data)[0].fingerprint}, "
            "from now on. Tell schools."
        )
