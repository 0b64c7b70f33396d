"""An installation set up once for all tests, to be copied for each.

Every migration takes its time: a copy takes none. Where KEYSTAGE_DATABASE is set, the
database is on that server, and a copy of it is made there: `lay`. What is laid `alone`
has SQLite in its own folder, wherever other tests have theirs.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import sql

from tests.service.memory import memory
from tests.service.once import ROOT, once

__all__ = ["ROOT", "alone", "environment", "folder", "forget", "lay"]

ADDRESS = os.environ.get("KEYSTAGE_DATABASE", "")
_PATIENCE = 600  # seconds, on a busy machine
# Kept here, so that it goes when the run ends.
_FOLDER = tempfile.TemporaryDirectory(prefix="keystage-installed-", dir=memory())


def environment(data: Path, **more: str) -> dict[str, str]:
    """Return what a service over this folder is told, and nothing else of this shell."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    stored = {"KEYSTAGE_DATABASE": _address(data)} if ADDRESS else {}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DJANGO_SETTINGS_MODULE": "keystage_web.settings",
        "KEYSTAGE_DATA": str(data),
        "KEYSTAGE_HTTPS": "off",
        **stored,
        **more,
    }


def lay(data: Path, given: Path | None = None) -> Path:
    """Lay an installation as `given` is, or as `keystage setup` makes it; return `data`."""
    like = given or _set_up(ADDRESS)
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(like, data)
    if ADDRESS:
        _copied(data, like)
    return data


def alone(data: Path) -> Path:
    """Lay an installation that has its database in its folder; return `data`."""
    shutil.copytree(_set_up(""), data)
    return data


def forget(data: Path) -> None:
    """Take the database of a folder away, where it lies on a server."""
    if ADDRESS:
        with psycopg.connect(ADDRESS, autocommit=True) as line:
            line.execute(_worded("DROP DATABASE IF EXISTS {} WITH (FORCE)", data))


@contextmanager
def folder() -> Iterator[Path]:
    """Have a folder to lay installations in for a while."""
    with tempfile.TemporaryDirectory(prefix="keystage-laid-", dir=memory()) as made:
        yield Path(made)


@cache
def _set_up(address: str) -> Path:
    """Return an installation to copy from: one on a server goes when the run ends."""
    if not address:
        return once("installed", lambda folder: _run(folder / "data", "")) / "data"
    data = Path(_FOLDER.name) / "there"
    _copied(data, None)
    _run(data, address)
    return data


def _run(data: Path, address: str) -> None:
    """Let `keystage setup` set an installation up."""
    told = environment(data)
    if not address:
        told.pop("KEYSTAGE_DATABASE", None)
    subprocess.run(
        [sys.executable, "-m", "keystage.cli", "setup"],
        check=True,
        env=told,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        timeout=_PATIENCE,
    )


def _copied(data: Path, given: Path | None) -> None:
    forget(data)
    words = "CREATE DATABASE {}" if given is None else "CREATE DATABASE {} TEMPLATE {}"
    with psycopg.connect(ADDRESS, autocommit=True) as line:
        line.execute(_worded(words, data, *([given] if given else [])))


def _worded(words: str, *folders: Path) -> sql.Composed:
    return sql.SQL(words).format(*(sql.Identifier(_name(one)) for one in folders))


def _name(data: Path) -> str:
    """Return what the database of a folder is called on its server."""
    return f"laid_{sha256(str(data).encode()).hexdigest()[:16]}"


def _address(data: Path) -> str:
    return f"{ADDRESS.rpartition('/')[0]}/{_name(data)}"
