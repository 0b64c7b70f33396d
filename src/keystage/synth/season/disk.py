"""A season written to a folder: whole, or not there."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from keystage.core.errors import UsageError
from keystage.synth.season.model import Piece, Step

_RIGHTS = 0o755  # nothing here is about anybody


@dataclass(slots=True)
class Tally:
    """How much was written. `pupils` are counted each time they are returned."""

    files: int = 0
    returns: int = 0
    pupils: int = 0
    faults: int = 0


def refuse_full(out: Path) -> None:
    """Raise `UsageError` where files cannot be put into `out` as into a new folder."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file: give --out the name of a new folder.")
    if out.is_dir() and any(out.iterdir()):
        raise UsageError(
            f"{out} is not empty: give --out the name of a new folder, or empty it."
        )


def write(
    out: Path, steps: Iterable[Step], done: Callable[[int], None] = lambda _: None
) -> Tally:
    """Write all pieces of `steps` below `out`; return how much that was.

    They are written into a folder beside it, which takes its place once all is there:
    whatever stops it, nothing half-done is left. Folders above that are missing are made. `done` is told how many schools' summers
    are. Raises `UsageError` as `refuse_full`, and where the disk is full or may not be
    written to.
    """
    refuse_full(out)
    target = out.absolute()
    tally, made = Tally(), 0
    missing = [one for one in target.parents if not one.exists()]
    part = target
    try:
        with _told(out):
            target.parent.mkdir(parents=True, exist_ok=True)
            part = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
            part.chmod(_RIGHTS)
        for step in steps:
            for piece in step.pieces:
                with _told(out):
                    _put(part, piece, tally)
            made += step.is_school
            done(made)
        with _told(out):
            if target.is_dir():
                target.rmdir()
            part.rename(target)
    finally:
        if part != target:
            shutil.rmtree(part, ignore_errors=True)
        for folder in missing:
            with suppress(OSError):  # something is in it: what was asked for
                folder.rmdir()
    return tally


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """Name `out` where it cannot be written, and not the folder beside it."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"{out}: {error.strerror or error}. Nothing was written: name a folder with "
            "--out where there is room and you may write."
        ) from None


def _put(part: Path, piece: Piece, tally: Tally) -> None:
    path = part / piece.path
    path.parent.mkdir(parents=True, exist_ok=True)
    tally.files += not path.exists()
    with path.open("ab" if piece.more else "xb") as stream:
        stream.write(piece.data)
    tally.returns += bool(piece.pupils)
    tally.pupils += piece.pupils
    tally.faults += piece.faults
