"""Bytes of a few written encodings, as the UTF-8 a parser is given.

Read are UTF-8, UTF-16 with its byte-order mark, ISO-8859-1 and Windows-1252, and
nothing else, whatever a parser might know besides. Bytes that are not UTF-8
though they should be are read as Windows-1252, one by one; where each stood is
remembered, so that the texts they made can be shown to be confirmed. The same
holds for the bytes 80 to 9F of ISO-8859-1, which is how that name is used. Bytes
that are UTF-8 in form and forbidden in substance (overlong, half a surrogate
pair) are an attack or an accident, and refused.
"""

import codecs
import re
from abc import ABC, abstractmethod
from collections import deque
from itertools import islice
from typing import Final

from keystage.core.errors import Refused
from keystage.core.findings import Place
from keystage.xmlguard.messages import refusal
from keystage.xmlguard.recognise import UTF8_MARK

UTF_8, UTF_16 = "utf-8", "utf-16"
LATIN_1, WINDOWS_1252 = "iso-8859-1", "windows-1252"
_NAMES: Final = {
    "utf-8": UTF_8,
    "utf8": UTF_8,
    "us-ascii": UTF_8,
    "ascii": UTF_8,
    "utf-16": UTF_16,
    "utf-16le": UTF_16,
    "utf-16be": UTF_16,
    "iso-8859-1": LATIN_1,
    "iso8859-1": LATIN_1,
    "latin1": LATIN_1,
    "latin-1": LATIN_1,
    "windows-1252": WINDOWS_1252,
    "cp1252": WINDOWS_1252,
}
_DECLARED = re.compile(rb"<\?xml\s[^>]*?\sencoding\s*=\s*([\"'])(?P<name>[^\"'<>]*)\1")
_SHOWN = 40
_LONGEST = 4  # bytes of the longest character in UTF-8
_REMEMBERED = 1_000  # places kept; past them the bytes are only counted
_BEYOND_ASCII = 0x80
_C1 = re.compile("[\x80-\x9f]")

# How Python's `surrogateescape` writes the bytes it could not decode.
_STRAY = re.compile("[\udc80-\udcff]")
_UNDEFINED = re.compile("[\udc81\udc8d\udc8f\udc90\udc9d]")
_FORBIDDEN = re.compile(
    "[\udcc0\udcc1][\udc80-\udcbf]"
    "|\udce0[\udc80-\udc9f][\udc80-\udcbf]"
    "|\udced[\udca0-\udcbf][\udc80-\udcbf]"
    "|\udcf0[\udc80-\udc8f][\udc80-\udcbf]{2}"
    "|\udcf4[\udc90-\udcbf][\udc80-\udcbf]{2}"
    "|[\udcf5-\udcf7][\udc80-\udcbf]{3}"
)
_AS_1252 = {
    chr(0xDC00 + byte): bytes([byte]).decode("cp1252", "ignore")
    for byte in range(_BEYOND_ASCII, 0x100)
}


def family(name: str) -> str | None:
    """Return the encoding we read that `name` means, or None."""
    return _NAMES.get(name.lower())


class Decoder(ABC):
    """Turns one file's bytes into UTF-8, piece by piece.

    `encoding` names what is read, `mark` says whether a byte-order mark stood
    first. `repaired` are the offsets, in what was given out, of the first
    characters that were read as Windows-1252 though nothing said so; `repairs`
    counts all of them.
    """

    def __init__(self, encoding: str, *, mark: bool) -> None:
        self.encoding = encoding
        self.mark = mark
        self.repaired: deque[int] = deque()
        self.repairs = 0
        self._rest = b""
        self._given = 0
        self._line = 1

    def feed(self, data: bytes) -> bytes:
        """Return the UTF-8 of `data`, save a character that is not whole yet."""
        data = self._rest + data if self._rest else data
        out, used = self._decoded(data, final=False)
        self._rest = data[used:]
        return self._give(out)

    def finish(self) -> bytes:
        """Return what is left once there are no more bytes."""
        out, _ = self._decoded(self._rest, final=True)
        return self._give(out)

    def _give(self, out: bytes) -> bytes:
        self._given += len(out)
        self._line += out.count(b"\n")
        return out

    @abstractmethod
    def _decoded(self, data: bytes, *, final: bool) -> tuple[bytes, int]:
        """Return the UTF-8 of as much of `data` as is whole, and its length."""

    def _note_repairs(self, raw: str, text: str, strays: re.Pattern[str]) -> None:
        """Count the `strays` in `raw`, and where in `text`, its repair, they stand."""
        room = max(0, _REMEMBERED - self.repairs)
        self.repairs += len(strays.findall(raw))
        passed, offset = 0, self._given
        for match in islice(strays.finditer(raw), room):
            offset += len(text[passed : match.start()].encode())
            passed = match.start()
            self.repaired.append(offset)

    def _refused(self, before: bytes, found: bytes, encoding: str) -> Refused:
        line = self._line + before.count(b"\n")
        shown = found[:_LONGEST].hex(" ").upper()
        return refusal(
            "encoding_bytes",
            Place(line=line),
            line=line,
            bytes=shown,
            encoding=encoding,
        )


class _Utf8(Decoder):
    def _decoded(self, data: bytes, *, final: bool) -> tuple[bytes, int]:
        if data.isascii():
            return data, len(data)
        try:
            used = codecs.utf_8_decode(data, "strict", final)[1]
        except UnicodeDecodeError:
            return self._mended(data, final=final)
        return (data, used) if used == len(data) else (data[:used], used)

    def _mended(self, data: bytes, *, final: bool) -> tuple[bytes, int]:
        # A forbidden sequence must not hide on both sides of a cut.
        whole = data if final else data[: len(data) - _held_back(data)]
        raw, used = codecs.utf_8_decode(whole, "surrogateescape", final)
        wrong = _FORBIDDEN.search(raw) or _UNDEFINED.search(raw)
        if wrong:
            before = raw[: wrong.start()].encode("utf-8", "surrogateescape")
            found = wrong[0].encode("utf-8", "surrogateescape")
            raise self._refused(before, found, "UTF-8 or Windows-1252")
        text = raw
        for stray in set(_STRAY.findall(raw)):  # few, and faster than translate()
            text = text.replace(stray, _AS_1252[stray])
        self._note_repairs(raw, text, _STRAY)
        if self.repairs:
            self.encoding = WINDOWS_1252
        return text.encode(), used


class _Windows1252(Decoder):
    def _decoded(self, data: bytes, *, final: bool) -> tuple[bytes, int]:
        if data.isascii():
            return data, len(data)
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            before, found = data[: error.start], data[error.start : error.end]
            raise self._refused(before, found, "Windows-1252") from None
        if self.encoding == LATIN_1:
            self._note_repairs(data.decode("latin-1"), text, _C1)
        return text.encode(), len(data)


class _Utf16(Decoder):
    def __init__(self, *, big: bool) -> None:
        super().__init__(UTF_16, mark=True)
        self._decode = codecs.utf_16_be_decode if big else codecs.utf_16_le_decode

    def _decoded(self, data: bytes, *, final: bool) -> tuple[bytes, int]:
        try:
            text, used = self._decode(data, "strict", final)
        except UnicodeDecodeError as error:
            before = self._decode(data[: error.start], "ignore", True)[0]
            found = data[error.start : error.end]
            raise self._refused(before.encode(), found, "UTF-16") from None
        return text.encode(), used


def _held_back(data: bytes) -> int:
    """Return how many of the last bytes may belong to a character not whole yet."""
    last = data[1 - _LONGEST :]
    return len(last) - len(last.rstrip(bytes(range(_BEYOND_ASCII, 0x100))))


def _shown(name: str) -> str:
    return ascii(name[:_SHOWN])[1:-1]


def choose(head: bytes) -> tuple[Decoder, int]:
    """Return the decoder for a file that begins with `head`, and its mark's length.

    Raises `Refused` where the declaration names an encoding that is not read, or
    one the first bytes contradict. `agrees` must confirm it once a parser has
    read the declaration.
    """
    if head.startswith(UTF8_MARK):
        return _Utf8(UTF_8, mark=True), len(UTF8_MARK)
    if head.startswith(codecs.BOM_UTF16_LE):
        return _Utf16(big=False), len(codecs.BOM_UTF16_LE)
    if head.startswith(codecs.BOM_UTF16_BE):
        return _Utf16(big=True), len(codecs.BOM_UTF16_BE)
    match = _DECLARED.match(head)
    name = match["name"].decode("ascii", "replace") if match else UTF_8
    found = family(name)
    if found == UTF_16:
        raise refusal("encoding_unmarked", Place(line=1), encoding=name)
    if found is None:
        raise refusal("encoding_unknown", Place(line=1), encoding=_shown(name))
    if found == UTF_8:
        return _Utf8(UTF_8, mark=False), 0
    return _Windows1252(found, mark=False), 0


def confirm(decoder: Decoder, declared: str | None) -> None:
    """Raise `Refused` unless the declaration a parser read fits `decoder`."""
    if declared is None:
        return
    found = family(declared)
    if found is None:
        raise refusal("encoding_unknown", Place(line=1), encoding=_shown(declared))
    reads = UTF_8 if isinstance(decoder, _Utf8) else decoder.encoding
    if found != reads:
        raise refusal(
            "encoding_differs", Place(line=1), encoding=declared, found=reads.upper()
        )
