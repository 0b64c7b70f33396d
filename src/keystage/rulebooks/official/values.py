"""The values a result may have, out of the ways sheets write them."""

import re
from dataclasses import dataclass

_SEPARATORS = re.compile(r"[,;|\n\t]+")
_RANGE = re.compile(r"([0-9]{1,3})\s*(?:-|\u2013|to|\.{2,3})\s*([0-9]{1,3})", re.I)
_WITH_MEANING = re.compile(r"(\S{1,8}?)\s*(?:=|:|\(|\s[-\u2013]\s)\s*.+", re.S)
_SHORT = re.compile(r"[A-Z0-9]{1,4}")
_NONE = frozenset({"", "-", "n/a", "na", "none", "null"})


@dataclass(frozen=True, slots=True)
class Listed:
    """Codes as the sheet writes them, and the whole numbers a mark may be."""

    codes: tuple[str, ...] = ()
    marks: frozenset[int] = frozenset()

    def __or__(self, other: "Listed") -> "Listed":
        """Return what either lists, each once."""
        codes = dict.fromkeys((*self.codes, *other.codes))
        return Listed(tuple(codes), self.marks | other.marks)

    def __bool__(self) -> bool:
        """Return whether anything is listed."""
        return bool(self.codes or self.marks)


def listed(text: str) -> Listed:
    """Return the values a cell lists: one, several, a range, with meanings or not.

    `1, 2, A`, `EXS/HNM`, `0-40`, `A = Absent; L = Left`. Whole numbers count as
    marks and as codes alike: which is meant, the component decides.
    """
    if text.strip().lower() in _NONE:
        return Listed()
    codes: list[str] = []
    marks: set[int] = set()
    for piece in _pieces(text.strip()):
        if span := _RANGE.fullmatch(piece):
            marks.update(range(int(span[1]), int(span[2]) + 1))
            continue
        meant = _WITH_MEANING.fullmatch(piece)
        code = meant[1] if meant else piece
        codes.append(code)
        if code.isascii() and code.isdigit() and len(code) <= len("999"):
            marks.add(int(code))
    return Listed(tuple(dict.fromkeys(codes)), frozenset(marks))


def _pieces(text: str) -> list[str]:
    pieces = [piece.strip() for piece in _SEPARATORS.split(text) if piece.strip()]
    if len(pieces) > 1:
        return pieces
    for separator in ("/", None):
        short = [piece.strip() for piece in text.split(separator)]
        if len(short) > 1 and all(map(_SHORT.fullmatch, short)):
            return short
    return pieces
