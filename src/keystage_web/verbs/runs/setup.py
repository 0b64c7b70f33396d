"""Make what the service needs, or bring it up to date: `keystage setup`."""

import argparse
from importlib import import_module

from keystage.cli import terminal
from keystage.core.errors import EXIT_CLEAN
from keystage_web import keys
from keystage_web.config import ConfigError, faults
from keystage_web.verbs.runs.prepare import prepared

FOLDERS = ("db", "files", "keys", "tmp")


def run(_: argparse.Namespace) -> int:
    """Make folders, key and database, each only if it is not there; say what was done.

    Raises `ConfigError` for settings that are unsafe.
    """
    chosen = prepared()
    if found := faults(chosen):
        raise ConfigError(found)
    chosen.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in FOLDERS:
        (chosen.data / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    made = keys.make(chosen.data)
    connection = import_module("django.db").connection
    waiting = import_module("keystage_web.database").pending(connection)
    import_module("django.core.management").call_command("migrate", verbosity=0)
    terminal.say(f"Data folder: {chosen.data}")
    terminal.say(f"Key: {'made' if made else 'there already'}")
    terminal.say(f"Database: {waiting} changes made")
    terminal.say("Next: keystage serve")
    return EXIT_CLEAN
