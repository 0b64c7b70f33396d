"""The database as one file: taken as of one moment while others write, and put back."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

from keystage.core.errors import UsageError
from keystage_web.files.store.durable import flush

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
_ENVIRONMENT = {  # what PostgreSQL's own programs are told, never in their arguments
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
_OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout")


def take(to: Path) -> None:
    """Write the database into a new file, flushed; raises `UsageError` with why not."""
    if connection.vendor == "sqlite":
        _copy(Path(connection.settings_dict["NAME"]), to)
    else:
        with to.open("wb") as file:
            _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", into=file)
    with to.open("rb+") as file:
        flush(file.fileno())


def put(given: Path) -> None:
    """Fill the database, which must be empty, from such a file."""
    if connection.vendor == "sqlite":
        _copy(given, Path(connection.settings_dict["NAME"]))
        return
    _run(
        "pg_restore",
        *("--exit-on-error", "--single-transaction", "--no-owner", "--no-acl"),
        f"--dbname={connection.settings_dict['NAME']}",
        str(given),
    )


def is_empty() -> bool:
    """Return whether there is nothing in the database; does not make it."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        return not path.exists() or not path.stat().st_size
    return not connection.introspection.table_names()


def sound(path: Path) -> bool:
    """Return whether a file holds a database that can be read to its end."""
    if path.name == NAMES["sqlite"]:
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as line:
                return line.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        except sqlite3.DatabaseError:
            return False
    try:
        _run("pg_restore", "--file", os.devnull, str(path))
    except UsageError:
        return False
    return True


def _copy(given: Path, to: Path) -> None:
    """Copy an SQLite database in one step: all as of one moment, writers go on."""
    if not given.is_file():
        raise UsageError(f"There is no database in {given}. Was keystage setup run?")
    try:
        with (
            closing(sqlite3.connect(given)) as one,
            closing(sqlite3.connect(to)) as two,
        ):
            one.backup(two)
            two.execute("PRAGMA journal_mode=DELETE")  # one file, with no other beside
    except sqlite3.DatabaseError as error:
        raise UsageError(f"The database could not be copied ({error}).") from None


def _run(program: str, *words: str, into: Any = subprocess.DEVNULL) -> None:
    """Run one of PostgreSQL's programs; raises `UsageError` with what it said."""
    found = shutil.which(program)
    if found is None:
        raise UsageError(
            f"PostgreSQL's own {program} is needed and is not here. On Debian: "
            "sudo apt install postgresql-client"
        )
    done = subprocess.run(  # noqa: S603 - found above, and our own words
        [found, "--no-password", *words],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=into,
        stderr=subprocess.PIPE,
        env={**os.environ, **_told(connection.settings_dict)},
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(
            f"{program} did not end well: {said[0] if said else 'no reason'}"
        )


def _told(entry: Mapping[str, Any]) -> dict[str, str]:
    """Return Django's entry of a database as the environment of those programs."""
    found = {name: str(entry.get(key) or "") for key, name in _ENVIRONMENT.items()}
    options = entry.get("OPTIONS", {})
    found |= {f"PG{key.upper()}": str(options.get(key, "")) for key in _OPTIONS}
    return {name: value for name, value in found.items() if value}
