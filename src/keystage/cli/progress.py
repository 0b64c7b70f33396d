"""A bar on standard error, for a person who has been waiting."""

import sys
from collections.abc import Callable
from typing import TextIO

from keystage.cli import clock

PATIENCE = 2.0  # seconds without a word that nobody minds
EVERY = 0.1  # seconds between two drawings
WIDTH = 30


class Bar:
    """Draws how many files are done, on a terminal and after `PATIENCE` only.

    `what` is what is counted, where that is not files.
    An instance is called with (done, total) and is a context manager that wipes
    the line at the end.
    """

    def __init__(
        self,
        stream: TextIO,
        seconds: Callable[[], float] = clock.seconds,
        what: str = "files",
    ) -> None:
        self._stream = stream
        self._what = what
        self._seconds = seconds
        self._began = self._drawn = seconds()
        self._shown = False
        self._wanted = stream.isatty()

    def __enter__(self) -> "Bar":
        return self

    def __call__(self, done: int, total: int) -> None:
        """Say that `done` of `total` are done."""
        moment = self._seconds()
        waited, since = moment - self._began, moment - self._drawn
        if not self._wanted or waited < PATIENCE or since < EVERY:
            return
        self._drawn, self._shown = moment, True
        full = WIDTH * done // max(total, 1)
        bar = "#" * full + "." * (WIDTH - full)
        self._stream.write(f"\r[{bar}] {done:,} of {total:,} {self._what} ")
        self._stream.flush()

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def bar(what: str = "files") -> Bar:
    """Return a bar on standard error that counts `what`."""
    return Bar(sys.stderr, what=what)
