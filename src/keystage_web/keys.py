"""Keys as files, readable by the service alone; the one here signs sessions and links."""

import os
import secrets
import stat
from pathlib import Path

_FOLDER, _FILE = "keys", "session.key"
_BYTES = 64


def path(data: Path) -> Path:
    """Return where the key is kept in a data folder."""
    return data / _FOLDER / _FILE


def make(data: Path) -> bool:
    """Make the key, unless there is one; return whether it was made."""
    return lay(path(data), secrets.token_urlsafe(_BYTES))


def lay(wanted: Path, text: str) -> bool:
    """Write a file only this service can read, unless it is there; return if written."""
    wanted.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        number = os.open(wanted, flags, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(number, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return True


def read(data: Path) -> str:
    """Return the key; one for this process alone where none was made yet.

    `faults` says so, and neither `serve` nor the server's entry start without one.
    """
    try:
        found = path(data).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        found = ""
    return found or secrets.token_urlsafe(_BYTES)


def secret(file: Path | None) -> str:
    """Return what a file of one secret holds; '' without a file."""
    return file.read_text(encoding="utf-8").strip() if file else ""


def faults(data: Path) -> list[str]:
    """Return a sentence for each thing that is wrong with the key."""
    wanted = path(data)
    if not wanted.is_file() or not wanted.stat().st_size:
        return [f"There is no key in {wanted}. Run: keystage setup"]
    return loose(wanted)


def loose(secret_file: Path) -> list[str]:
    """Return a sentence where others on the machine can read a file."""
    others = secret_file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    if os.name == "posix" and others:
        return [f"Others can read {secret_file}. Run: chmod 600 {secret_file}"]
    return []
