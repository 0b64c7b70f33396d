"""One file as it comes in: hashed and counted piece by piece, never named by anyone."""

import hashlib
import os
import secrets
from pathlib import Path

from keystage_web.files.store import durable

ENDING = ".part"
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class TooLarge(Exception):
    """More came than may be taken; nothing of it is left."""


class Arrival:
    """A file in `folder` that is being written, of at most `limit` bytes.

    `end` it before it is kept; `close` it in any case: nothing is left of what was not kept.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self.path = folder / (secrets.token_hex(16) + ENDING)
        self.length = 0
        self._limit = limit
        self._hash = hashlib.sha256()
        self._number: int | None = os.open(self.path, _FLAGS, 0o600)
        self._there = True

    @property
    def sha256(self) -> str:
        """The digest of what came so far."""
        return self._hash.hexdigest()

    @property
    def ended(self) -> bool:
        """Whether all of it came, and is on the disk."""
        return self._there and self._number is None

    def take(self, piece: bytes) -> None:
        """Take the next bytes; raises `TooLarge` at the limit, `OSError` for a disk."""
        if self._number is None:
            message = "nothing more can come to a file that has ended"
            raise ValueError(message)
        self.length += len(piece)
        if self.length > self._limit:
            self.close()
            raise TooLarge
        self._hash.update(piece)
        left = memoryview(piece)
        while left:
            left = left[os.write(self._number, left) :]

    def end(self) -> None:
        """Say that all has come; returns once it is on the disk, or raises `OSError`."""
        if self._number is None:
            return
        try:
            durable.flush(self._number)
        except (
            OSError
        ):  # what the disk did not take once, it may say it took the next time
            self.close()
            raise
        self._shut()

    def close(self) -> None:
        """Leave nothing of it, unless it was kept."""
        self._shut()
        if self._there:
            self._there = False
            self.path.unlink(missing_ok=True)

    def __del__(self) -> None:
        """Leave nothing where an error kept whoever began it from closing it."""
        if hasattr(self, "_there"):
            self.close()

    def moved(self, to: Path) -> None:
        """Give it its place; whatever was there was the same, or was damaged."""
        self.path.replace(to)
        self._there = False

    def _shut(self) -> None:
        number, self._number = self._number, None
        if number is not None:
            os.close(number)
