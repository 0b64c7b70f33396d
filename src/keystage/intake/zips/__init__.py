"""Zips: opened once for all their members, whatever is wrong with them."""

import lzma
import struct
import threading
import zipfile
import zlib
from pathlib import Path

# A damaged zip shows itself in many ways, none of which says more.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    LookupError,
    RuntimeError,  # NotImplementedError, for ways of packing nobody knows, among them
    ValueError,
    EOFError,
)


class Zips:
    """Keeps the zip read last open: opening one costs as much as it has members."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: tuple[Path, zipfile.ZipFile] | None = None

    def read(self, path: Path, place: int, most: int) -> bytes:
        """Return up to `most` bytes of the member at `place` (from 0) of a zip."""
        with self._lock:
            if self._open is None or self._open[0] != path:
                self._close()
                self._open = path, zipfile.ZipFile(path)
            packed = self._open[1]
            # By its entry, not its name: two may have the same.
            with packed.open(packed.infolist()[place]) as part:
                return part.read(most)

    def _close(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def __reduce__(self) -> tuple[type["Zips"], tuple[()]]:
        # Another process opens for itself.
        return Zips, ()


def numbered(name: str, time: int) -> str:
    """Return `name` as it is told the `time`-th time (from 1) a zip has it."""
    if time == 1:
        return name
    words = ("second", "third")
    nth = words[time - 2] if time - 2 < len(words) else f"{time}th"
    return f"{name} ({nth} of this name)"
