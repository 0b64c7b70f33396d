"""What the terminal can show, and making sure that nothing it cannot is fatal."""

import codecs
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from types import FrameType
from typing import TextIO

# Said in plain letters where the terminal has no such sign.
_PLAIN = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2026": "...",
    "\u00b7": "-",
    "\u00a0": " ",
    "\u2192": "->",
}
_HANDLER = "keystage-plain"
# What a system sends that goes down, and a window that is closed. What a shell reports
# for a program stopped so is this and the signal's number.
_ENDS = ("SIGTERM", "SIGHUP")
_STOPPED = 128


def prepare() -> None:
    """Let standard output and error take any character, whatever their encoding.

    One that was closed (`>&-`) leads nowhere: the next file opened would otherwise
    stand in its place and be written into.
    """
    codecs.register_error(_HANDLER, _replace)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


@contextmanager
def listening() -> Iterator[None]:
    """Let what asks us to end be heard as Ctrl-C is: nothing half-written stays behind.

    It is a `KeyboardInterrupt` with the exit code. What is not listened to, as below
    `nohup`, stays so, and so does all of it where we are not the main thread.
    """
    here = threading.current_thread() is threading.main_thread()
    numbers = (
        getattr(signal, name) for name in _ENDS if hasattr(signal, name) and here
    )
    heard = [one for one in numbers if signal.getsignal(one) is signal.SIG_DFL]
    for one in heard:
        signal.signal(one, _end)
    try:
        yield
    finally:
        for one in heard:
            signal.signal(one, signal.SIG_DFL)


def _end(number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt(_STOPPED + number)


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Return whether to colour what goes to `stream`.

    Only a terminal gets colour, and none where NO_COLOR is set to anything or the
    terminal is a dumb one.
    """
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return stream.isatty()


def say(line: str) -> None:
    """Write a line of the answer to standard output."""
    sys.stdout.write(line + "\n")


def complain(line: str) -> None:
    """Write a line about how it went to standard error, if that can be."""
    # Where even this cannot be said, the exit code still says it.
    with suppress(OSError):
        sys.stderr.write(line + "\n")


def close_stdout() -> None:
    """Send what is still to be written nowhere, so that ending is quiet too."""
    _to_nowhere(sys.stdout)


def settle() -> None:
    """Write out what is left; what cannot be written is dropped.

    Python would try once more as it ends, and change the exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _to_nowhere(stream)


def _to_nowhere(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_PLAIN.get(one) or _escaped(one) for one in bad), error.end


def _escaped(character: str) -> str:
    return character.encode("ascii", "backslashreplace").decode("ascii")
