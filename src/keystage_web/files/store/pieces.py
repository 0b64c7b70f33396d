"""The bytes of a file for somebody who reads them, checked once more on their way."""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from keystage_web.files.store.disk import PIECE, Unsound


def pieces(file: BinaryIO, sha256: str) -> Iterator[bytes]:
    """Yield a file's bytes, and close it; raises `Unsound` before its last ones.

    So nobody can take for whole what was changed after it was looked at: the end
    never comes.
    """
    hashed = hashlib.sha256()
    with file:
        held = b""
        while piece := file.read(PIECE):
            hashed.update(piece)
            if held:
                yield held
            held = piece
        if hashed.hexdigest() != sha256:
            raise Unsound
        if held:
            yield held
