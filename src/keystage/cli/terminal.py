"""What the terminal can show, and making sure that nothing it cannot is fatal."""

import codecs
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from io import TextIOWrapper
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
