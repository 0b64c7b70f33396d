"""The keys, in a folder of their own: who has a backup must not have them with it."""

import os
from pathlib import Path

from keystage.core.errors import UsageError
from keystage_web.files.store.durable import flush, flush_folder

_ONLY_ME, _ONLY_MINE = 0o700, 0o600


def lay_apart(data: Path, to: Path, target: Path) -> int:
    """Copy the keys beneath `data` into a folder outside the backup; return how many.

    Raises `UsageError` for a folder inside it, or one that holds other keys.
    """
    if to.resolve().is_relative_to(target.resolve()):
        raise UsageError(f"{to} is in the backup: keep the keys in another place.")
    return _copy(data / "keys", to)


def bring_back(given: Path, data: Path) -> int:
    """Copy the keys in a folder to beneath `data`; return how many."""
    look_for(given)
    return _copy(given, data / "keys")


def look_for(given: Path) -> None:
    """Go on if there is a folder of keys; raise `UsageError` if not."""
    if not given.is_dir():
        raise UsageError(f"There is no folder of keys in {given}.")


def _copy(given: Path, to: Path) -> int:
    to.mkdir(mode=_ONLY_ME, parents=True, exist_ok=True)
    count = 0
    for path in sorted(one for one in given.glob("*") if one.is_file()):
        content, wanted = path.read_bytes(), to / path.name
        if wanted.exists() and wanted.read_bytes() != content:
            raise UsageError(f"{wanted} is another key than {path}: name a new folder.")
        number = os.open(wanted, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _ONLY_MINE)
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            flush(file.fileno())
        count += 1
    flush_folder(to)
    return count
