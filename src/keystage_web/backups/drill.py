"""Try a backup out: restore it into a scratch place, verify it there, take it away."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.db import DatabaseError, connection

from keystage.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class Drilled:
    """How it went: `said` is what `keystage restore` said, its verify at the end."""

    good: bool
    seconds: float
    said: str


def drill(source: Path, *, scratch: Path) -> Drilled:
    """Restore a backup beneath `scratch`, as a person would, and verify what came.

    With PostgreSQL a database is made for it, and dropped; raises `UsageError` where
    that is not allowed.
    """
    with (
        tempfile.TemporaryDirectory(prefix="drill-", dir=scratch) as folder,
        _database() as address,
    ):
        told = {
            **os.environ,
            "KEYSTAGE_DATA": str(Path(folder) / "data"),
            "KEYSTAGE_DATABASE": address,
            "DJANGO_SETTINGS_MODULE": "keystage_web.settings",
        }
        began = time.monotonic()
        done = subprocess.run(  # noqa: S603 - this Python, and our own words
            [sys.executable, "-m", "keystage.cli", "restore", str(source.resolve())],
            check=False,
            capture_output=True,
            text=True,
            env=told,
        )
        seconds = time.monotonic() - began
    return Drilled(not done.returncode, seconds, (done.stdout + done.stderr).strip())


@contextmanager
def _database() -> Iterator[str]:
    """Yield the address of an empty database, gone afterwards."""
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"keystage_drill_{secrets.token_hex(6)}"
    try:
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    except DatabaseError as error:
        raise UsageError(
            "A drill needs a database of its own, and could not make one "
            f"({type(error).__name__}). Allow it: ALTER ROLE keystage CREATEDB"
        ) from None
    try:
        yield _address(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


def _address(name: str) -> str:
    """Return where a database on the same server is."""
    entry = connection.settings_dict
    user, password = (
        quote(str(entry[key] or ""), safe="") for key in ("USER", "PASSWORD")
    )
    who = f"{user}:{password}@" if password else f"{user}@" if user else ""
    host = quote(str(entry["HOST"] or ""), safe="")
    port = f":{entry['PORT']}" if entry["PORT"] else ""
    options = "&".join(
        f"{key}={quote(str(value), safe='')}"
        for key, value in entry.get("OPTIONS", {}).items()
        if key.startswith("ssl")
    )
    return f"postgres://{who}{host}{port}/{name}" + (f"?{options}" if options else "")
