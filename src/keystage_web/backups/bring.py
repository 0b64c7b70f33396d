"""Bring a backup back, into a place where nothing is."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from keystage.core.errors import UsageError
from keystage_web import keys
from keystage_web.backups import dump, manifest
from keystage_web.backups.check import checked
from keystage_web.backups.keys import bring_back, look_for
from keystage_web.backups.manifest import Head
from keystage_web.database import pending
from keystage_web.files.store import Store
from keystage_web.files.store.durable import flush_folder

MARK = "restoring"  # while it is there, the service does not start
_FOLDERS = ("db", "files", "keys", "tmp")
_PIECE = 256 * 1024
_ONLY_ME = 0o700


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back; `changed` is how far its database was behind the code."""

    head: Head
    files: int
    bytes: int
    keys: int
    changed: int


def restore(source: Path, *, data: Path, given_keys: Path | None) -> Restored:
    """Fill the data folder and the database, both empty, from a backup that is whole.

    Everything is read to its end before anything is written. Raises `UsageError` where
    the backup is damaged or of a later version, or something is there already.
    """
    head, _ = manifest.read(source)
    _refuse(head, data)
    if given_keys is not None:
        look_for(given_keys)
    for fault in checked(source):
        raise UsageError(
            f"The backup in {source} is damaged, so nothing was restored. {fault}"
        )
    data.mkdir(mode=_ONLY_ME, parents=True, exist_ok=True)
    (data / MARK).touch()
    for name in _FOLDERS:
        (data / name).mkdir(mode=_ONLY_ME, exist_ok=True)
    store, files, size = Store(data), 0, 0
    _, entries = manifest.read(source)
    for entry in entries:
        if entry.path == dump.NAMES[head.database]:
            _database(source / entry.path, store.tmp / entry.path)
        else:
            _file(source / entry.path, store, entry.path.split("/")[1])
            files, size = files + 1, size + entry.length
    changed = pending(connection)
    call_command("migrate", verbosity=0)
    brought = bring_back(given_keys, data) if given_keys else 0
    keys.make(data)
    (data / MARK).unlink()
    flush_folder(data)
    return Restored(head, files, size, brought, changed)


def unfinished(data: Path) -> list[str]:
    """Return a sentence where a restore was broken off here: nothing may run on it."""
    told = (
        f"A restore into {data} was broken off. Empty the folder and the database, and "
        "run keystage restore again."
    )
    return [told] if (data / MARK).exists() else []


def _refuse(head: Head, data: Path) -> None:
    """Refuse to write over anything, or what this version would not understand."""
    if head.database != connection.vendor:
        raise UsageError(
            f"The backup is of {head.database}, and KEYSTAGE_DATABASE names a database "
            f"of {connection.vendor}."
        )
    known = MigrationLoader(None).disk_migrations
    strange = [name for name in head.migrations if tuple(name) not in known]
    if strange:
        raise UsageError(
            f"The backup was made by Keystage {head.version}, which knows more than "
            "this one: install that or a later one, then restore."
        )
    if data.is_dir() and any(path.is_file() for path in data.rglob("*")):
        raise UsageError(f"{data} is in use: restore into an empty folder.")
    if not dump.is_empty():
        raise UsageError("The database is in use: restore into an empty one.")


def _database(given: Path, own: Path) -> None:
    """Put the database back from a copy of our own: reading may write beside it."""
    shutil.copyfile(given, own)
    try:
        dump.put(own)
    finally:
        own.unlink()
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        os.chmod(path, 0o600)  # noqa: PTH101 - as keys are
        flush_folder(path.parent)


def _file(path: Path, store: Store, authority: str) -> None:
    arrival = store.begin(sys.maxsize)
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                arrival.take(piece)
        store.keep(arrival, authority)
    finally:
        arrival.close()
