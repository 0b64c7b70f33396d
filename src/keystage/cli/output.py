"""Where a report goes: standard output, or a file that is whole or not there."""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from keystage.cli import terminal
from keystage.core.errors import UsageError


def refuse_input(output: Path, inputs: Sequence[Path]) -> None:
    """Raise `UsageError` if writing `output` would overwrite one of `inputs`.

    A file inside a folder that is an input counts when it is a file to be
    checked: one that exists and does not look like a report.
    """
    if output.is_dir():
        raise UsageError(f"{output} is a folder: give --output the name of a file.")
    if not output.parent.is_dir():
        raise UsageError(
            f"There is no folder {output.parent}: make it first, then try again."
        )
    if not output.exists():
        return
    for path in inputs:
        inside = path.is_dir() and path.resolve() in output.resolve().parents
        sent = inside and output.suffix.lower() in {".xml", ".zip"}
        if sent or (path.exists() and path.samefile(output)):
            raise UsageError(
                f"--output {output} would overwrite a file that is to be checked: "
                "choose another name."
            )


def to_file(text: str, path: Path) -> None:
    """Write `text` to `path` as UTF-8, whole or not at all.

    It is written beside `path` and put in its place in one step: a reader never
    meets half of it, and what stood there stays until then. Line ends stay as
    they are. Raises `OSError` where the folder does not allow it.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(_encoded(text))
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(_usual_mode())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def to_stdout(text: str, *, as_utf8: bool) -> None:
    """Write `text` to standard output.

    With `as_utf8` it goes out as UTF-8 whatever the terminal speaks: another
    program is to read it. Once nobody reads any more, the rest is dropped.
    """
    binary = getattr(sys.stdout, "buffer", None)
    try:
        if as_utf8 and binary is not None:
            sys.stdout.flush()
            binary.write(_encoded(text))
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        terminal.close_stdout()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _usual_mode() -> int:
    """Return the rights a new file has here; a temporary one is the owner's alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
