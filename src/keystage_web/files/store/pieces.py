"""The bytes of a file for somebody who reads them, checked once more on their way."""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from keystage_web.files.store.disk import PIECE, Unsound


class Pieces:
    """A file's bytes, in pieces; raises `Unsound` before the last of them.

    So nobody can take for whole what was changed after it was looked at: the end
    never comes. Close it, also where it was never read.
    """

    def __init__(self, file: BinaryIO, sha256: str) -> None:
        self._file = file
        self._sha256 = sha256

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces, once, and close the file."""
        hashed = hashlib.sha256()
        with self._file as file:
            held = b""
            while piece := file.read(PIECE):
                hashed.update(piece)
                if held:
                    yield held
                held = piece
            if hashed.hexdigest() != self._sha256:
                raise Unsound
            if held:
                yield held

    def close(self) -> None:
        """Close the file."""
        self._file.close()
