"""How a text that was found differs from the one that was entered.

A way of writing that no reader takes for another text is `tolerated`: it is told, and
costs nothing. Every other difference has a name where it is a common one, so that a
developer knows where to look.
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

# Other signs that stand for an apostrophe: quotation marks, modifier letter, accents.
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4", "'"))
_OTHER_DATE = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|.*T[0-9:.]+Z?")
_ESCAPED = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-z]+);")
_LOST = frozenset("?\ufffd")


class Way(StrEnum):
    """How a text differs; those of `TOLERATED` mean the same text."""

    CASE = "case"
    QUOTE = "quote"
    COMPOSED = "composed"
    SPACES = "spaces"
    ZEROS = "zeros"
    EMPTY = "empty"
    ENCODING = "encoding"
    LOST = "lost"
    ESCAPED = "escaped"
    ACCENTS = "accents"
    SIGNS = "signs"
    CUT = "cut"
    DATE = "date"
    ANOTHER_NAME = "another_name"
    WORDS = "words"
    CODING = "coding"
    STATUS = "status"
    OTHER = "other"


TOLERATED = frozenset({Way.CASE, Way.QUOTE, Way.COMPOSED, Way.SPACES, Way.ZEROS})

type _Test = Callable[[str, str], bool]


def how(entered: str, found: str, others: tuple[str, ...] = ()) -> Way | None:
    """Return how `found` differs from what was `entered`; None where it does not.

    `others` are other texts of the same child, of which one may have been taken.
    """
    if entered == found:
        return None
    if found and found in others:
        return Way.ANOTHER_NAME
    return next((way for way, test in _TESTS if test(entered, found)), Way.OTHER)


def value(entered: str, found: str) -> Way | None:
    """Return how a result differs: leading noughts and small letters are tolerated."""
    way = how(entered, found)
    if way is None or way in TOLERATED:
        return way
    if entered.isdigit() and found.isascii() and found.isdigit():
        return Way.ZEROS if found.lstrip("0") == entered.lstrip("0") else Way.OTHER
    if way is Way.EMPTY:
        return way
    return Way.WORDS if " " in found or len(found) > len(entered) + 1 else Way.OTHER


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _bare(text: str) -> str:
    """Return `text` without accents, and without the strokes of a few letters."""
    parts = unicodedata.normalize("NFD", text)
    plain = "".join(one for one in parts if not unicodedata.combining(one))
    return plain.translate(str.maketrans("ŁłØøıĐđ", "LlOoiDd")).casefold()


def _letters(text: str) -> str:
    return "".join(one for one in _bare(text) if one.isalnum())


def _misread(entered: str, found: str) -> bool:
    """Return whether UTF-8 was read as another encoding, as Ã« for ë."""
    data = entered.encode()
    return found in {data.decode(one, "replace") for one in ("latin-1", "cp1252")}


def _lost(entered: str, found: str) -> bool:
    """Return whether letters were given up for a question mark."""
    if len(entered) != len(found) or not _LOST.intersection(found):
        return False
    return all(
        other in _LOST or _bare(one) == _bare(other)
        for one, other in zip(entered, found, strict=True)
    )


_TESTS: tuple[tuple[Way, _Test], ...] = (
    (Way.EMPTY, lambda _, found: not found),
    (Way.COMPOSED, lambda one, other: _composed(one) == _composed(other)),
    (Way.SPACES, lambda one, other: _spaced(one) == _spaced(other)),
    (
        Way.CASE,
        lambda one, other: (
            one.casefold() == other.casefold() or one.upper() == other.upper()
        ),
    ),
    (
        Way.QUOTE,
        lambda one, other: _folded(one) == _folded(other),
    ),
    (Way.ENCODING, _misread),
    (Way.LOST, _lost),
    (Way.ESCAPED, lambda _, found: _ESCAPED.search(found) is not None),
    (Way.DATE, lambda _, found: _OTHER_DATE.fullmatch(found) is not None),
    (Way.ACCENTS, lambda one, other: _bare(one) == _bare(other)),
    (Way.SIGNS, lambda one, other: _letters(one) == _letters(other)),
    (
        Way.WORDS,
        lambda one, other: len(one) == 1 and _bare(other).startswith(_bare(one)),
    ),
    (Way.CUT, lambda one, other: one.casefold().startswith(other.casefold())),
)


def _folded(text: str) -> str:
    return _spaced(_composed(text)).translate(_QUOTES).casefold()
