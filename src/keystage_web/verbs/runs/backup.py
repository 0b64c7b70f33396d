"""Take a backup: `keystage backup`."""

import argparse
from importlib import import_module
from typing import Any

from keystage.cli import terminal
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND, UsageError
from keystage_web.verbs.runs.prepare import prepared
from keystage_web.verbs.runs.restore import drilled


def run(arguments: argparse.Namespace) -> int:
    """Write everything away and say what; 1 where some file was found damaged.

    Raises `UsageError` where it could not be finished.
    """
    chosen = prepared()
    backups = import_module("keystage_web.backups")
    broken = import_module("django.db").DatabaseError
    try:
        taken = backups.backup(
            arguments.target,
            data=chosen.data,
            now=import_module("keystage_web.clock").now(),
            keys=arguments.keys,
        )
    except broken as error:
        raise UsageError(
            f"The database could not be read ({type(error).__name__}). Is it running, "
            "and was keystage setup run?"
        ) from None
    _tell(arguments, taken)
    code = EXIT_ERRORS_FOUND if taken.damaged else EXIT_CLEAN
    return max(code, drilled(arguments.target, chosen)) if arguments.drill else code


def _tell(arguments: argparse.Namespace, taken: Any) -> None:
    terminal.say(f"Files: {taken.files}, of which {taken.copied} were copied now")
    for place in taken.damaged:
        terminal.say(f"{place}: damaged, so not in the backup. Run keystage verify.")
    if arguments.keys:
        terminal.say(f"Keys: in {arguments.keys}. Keep them where the backup is not.")
    else:
        terminal.say("Keys: not in the backup. Copy them apart with --keys.")
    terminal.say(f"Read back and found whole: {arguments.target}")
