"""A PostgreSQL made for one run and thrown away after it.

It gives up its safety for speed (no fsync), which the service itself would refuse.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

USER = "keystage"
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")  # Debian, Red Hat
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_ACCOUNT = "postgres"  # made by the package; PostgreSQL does not run as root


def programs() -> Path | None:
    """Return the folder that holds PostgreSQL's own programs, the newest there is."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [path for place in _PLACES for path in Path("/").glob(place[1:])]
    there = [folder for folder in folders if (folder / "initdb").exists()]
    return max(there, key=_version, default=None)


def _version(folder: Path) -> int:
    digits = "".join(filter(str.isdigit, folder.parent.name))
    return int(digits or 0)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        port: int = line.getsockname()[1]
        return port


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Yield the address of a database that is gone afterwards.

    Raises `SystemExit`, saying what to install, where PostgreSQL is not here.
    """
    place = programs()
    if place is None:
        sys.exit("There is no PostgreSQL here. On Debian: sudo apt install postgresql")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    as_user = ("runuser", "-u", _ACCOUNT, "--") if root else ()
    with tempfile.TemporaryDirectory(prefix="keystage-postgres-") as name:
        if root:
            shutil.chown(name, _ACCOUNT)
        data, port = f"{name}/data", _free_port()
        make = (
            "-U",
            USER,
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        _run(*as_user, place / "initdb", "-D", data, *make)
        options = ["-p", str(port), "-k", name, "-c", "listen_addresses=127.0.0.1"]
        options += [word for setting in _FAST for word in ("-c", setting)]
        control = (*as_user, place / "pg_ctl", "-D", data, "-w")
        _run(*control, "-l", f"{name}/log", "-o", " ".join(options), "start")
        try:
            yield f"postgres://{USER}@127.0.0.1:{port}/postgres"
        finally:
            _run(*control, "-m", "immediate", "stop")


def _run(*command: object) -> None:
    """Run one of its programs quietly; what it says is shown if it fails."""
    words = [str(word) for word in command]
    # A file, not a pipe: the server that is started would hold a pipe open.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(words, check=False, cwd="/", stdout=said, stderr=said)
        if done.returncode:
            said.seek(0)
            sys.exit(said.read().decode(errors="replace"))
