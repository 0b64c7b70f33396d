"""Where a report goes: standard output, or a file that is whole or not there."""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from stat import S_IMODE

from keystage.cli import terminal
from keystage.core.errors import UsageError
from keystage.intake import sources


def refuse_input(output: Path, inputs: Sequence[Path]) -> None:
    """Raise `UsageError` if writing `output` would overwrite one of `inputs`.

    A file inside a folder that is an input counts when checking the folder takes
    it up, whatever its name; an earlier report (`report.html`) is passed over.
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
        if sources.takes(path, output):
            raise UsageError(
                f"--output {output} would overwrite a file that is to be checked: "
                "choose another name."
            )


def to_file(text: str, path: Path) -> None:
    """Write `text` to `path` as UTF-8, as `data_to_file` writes; line ends stay."""
    data_to_file(_encoded(text), path)


def data_to_file(data: bytes, path: Path) -> None:
    """Write `data` to `path`, whole or not at all.

    It is written beside the file `path` leads to and put in its place in one step:
    a reader never meets half of it, what stood there stays until then, and its
    rights with it. A new file is for its owner alone, since it tells of pupils: who
    else may read it is for a person to say. A pipe or a device is written straight
    through, as nothing may take its place. Raises `OSError`, naming `path`, where it
    cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                stream.write(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def _replace(path: Path, data: bytes) -> None:
    # The mode of a temporary file is 0600 less the mask: that of a new report.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".keystage-")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            part.chmod(S_IMODE(path.stat().st_mode))
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
