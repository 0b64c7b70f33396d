"""Reading a stream takes no more memory for more pupils."""

import gc
import tracemalloc
from collections.abc import Iterator
from typing import BinaryIO, cast

import pytest

from keystage import ctf
from keystage.xmlguard import Limits
from tests.unit.ctf.making import HEADER, pupil, result, stages


class Made:
    """A file that is made while it is read, so that it takes no memory itself."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._kept = b""

    def read(self, size: int = -1, /) -> bytes:
        while len(self._kept) < size and (piece := next(self._pieces, b"")):
            self._kept += piece
        given, self._kept = self._kept[:size], self._kept[size:]
        return given


def pieces(pupils: int) -> Iterator[bytes]:
    yield f"<CTfile>{HEADER}<CTFpupilData>".encode()
    details = "<BasicDetails><New/><NCyearActual>2</NCyearActual></BasicDetails>"
    one = pupil(details, stages(result(), result(Locale=None))).encode()
    for _ in range(pupils):
        yield one
    yield b"</CTFpupilData></CTfile>"


def peak(pupils: int) -> int:
    """Return the most memory a reading of so many pupils held, in bytes."""
    source = cast(BinaryIO, Made(pieces(pupils)))  # only read() is used
    gc.collect()
    tracemalloc.start()
    count = sum(1 for _ in ctf.stream(source, limits=Limits.command_line()))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == pupils
    return most


@pytest.mark.uncounted
def test_memory_stays_flat_while_pupils_come_and_go() -> None:
    peak(300)  # warms what is kept for good
    assert peak(3_000) < peak(600) + 100_000
