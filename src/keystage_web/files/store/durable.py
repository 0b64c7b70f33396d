"""Make the disk keep what it was given: the two calls everything rests on."""

import os
from pathlib import Path

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)


def flush(number: int) -> None:
    """Return once the bytes of an open file are on the disk; raises `OSError` if not."""
    os.fsync(number)


def flush_folder(path: Path) -> None:
    """Return once the names in a folder are on the disk; raises `OSError` if not.

    Windows has no such call and keeps names without being asked.
    """
    if os.name == "nt":
        return
    number = os.open(path, _FOLDER)
    try:
        os.fsync(number)
    finally:
        os.close(number)
