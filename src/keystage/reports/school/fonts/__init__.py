"""The typeface of printed reports, and which characters it has.

Noto Sans 2.015, regular and bold, under the SIL Open Font License (`OFL.txt`): Latin
with the letters of Polish, Turkish, Vietnamese, Welsh, Irish, Yoruba and many others,
Greek and Cyrillic, figures all of one width.
"""

import struct
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

_ENTRY, _FIRST_ENTRY = 16, 12
_WIDE = 12


def folder() -> Traversable:
    """Return the folder the font files are in."""
    return resources.files(__name__)


@cache
def characters() -> frozenset[int]:
    """Return the code points that the regular font has a glyph for."""
    data = (folder() / "NotoSans-Regular.ttf").read_bytes()
    start = _table(data, b"cmap")
    (tables,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for number in range(tables):
        (at,) = struct.unpack_from(">I", data, start + 4 + 8 * number + 4)
        (form,) = struct.unpack_from(">H", data, start + at)
        if form == _WIDE:
            found |= _groups(data, start + at)
    return frozenset(found)


def shown(text: str) -> str:
    """Return `text` with each character the font lacks named: `[U+674E]`."""
    known = characters()
    if text.isascii():
        return text
    return "".join(
        one if one == "\n" or ord(one) in known else f"[U+{ord(one):04X}]"
        for one in text
    )


def _table(data: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    entries = range(_FIRST_ENTRY, _FIRST_ENTRY + _ENTRY * count, _ENTRY)
    (at,) = (at for at in entries if data[at : at + 4] == name)
    (start,) = struct.unpack_from(">I", data, at + 8)
    return int(start)


def _groups(data: bytes, at: int) -> set[int]:
    (count,) = struct.unpack_from(">I", data, at + 12)
    groups = struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * count])
    return {one for first, last, _ in groups for one in range(first, last + 1)}
