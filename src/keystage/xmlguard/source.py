"""Bytes from wherever they are, in pieces, never more than the limit."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from keystage.xmlguard.limits import Limits
from keystage.xmlguard.messages import refusal

CHUNK: Final = 65_536
_MEGABYTE = 1_048_576

type Source = bytes | Path | BinaryIO


def chunks(source: Source, limits: Limits) -> Iterator[bytes]:
    """Yield the bytes of `source`, 64 KB at a time.

    Raises `Refused` when it cannot be opened or read, or holds more than
    `limits.size` bytes; nothing past the limit is read. Streams stay open.
    """
    if isinstance(source, bytes):
        _refuse_large(len(source), limits)
        for start in range(0, len(source), CHUNK):
            yield source[start : start + CHUNK]
        return
    try:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                yield from _pieces(stream, limits)
        else:
            yield from _pieces(source, limits)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise refusal("unreadable", reason=reason) from None


def _pieces(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    read = 0
    while piece := _whole(stream, min(CHUNK, limits.size + 1 - read)):
        read += len(piece)
        _refuse_large(read, limits)
        yield piece


def _whole(stream: BinaryIO, size: int) -> bytes:
    """Read `size` bytes, or what is left, even where a stream gives fewer."""
    piece = stream.read(size)
    while 0 < len(piece) < size and (more := stream.read(size - len(piece))):
        piece += more
    return piece


def _refuse_large(size: int, limits: Limits) -> None:
    if size > limits.size:
        megabytes = f"{limits.size / _MEGABYTE:.3g}"
        raise refusal("too_large", limit=megabytes, bytes=f"{limits.size:,}")
