"""Text from outside, made safe to look at: nothing in it stays hidden.

A name may carry characters that cannot be seen, that turn the line round, or
that steer a terminal. They are named instead of shown, so that the person who
must take them out can see that they are there.
"""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Accents come one or two to a letter; sixty are an attack or an accident.
MARKS_SHOWN = 4
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})


class Piece(NamedTuple):
    """A stretch of text to show as it is, or the name of what was not shown."""

    text: str
    hidden: bool


def pieces(text: str) -> Iterator[Piece]:
    """Yield `text` as plain stretches and named hidden characters.

    Tab and line ends become a space: in one sentence they mean no more.
    """
    if text.isascii() and text.isprintable():
        # Most text is such; looked at as a whole it costs a tenth.
        if text:
            yield Piece(text, hidden=False)
        return
    plain: list[str] = []
    for character, marks in _letters(text):
        if character in "\t\n\r":
            plain.append(" ")
        elif unicodedata.category(character) in _HIDDEN:
            yield from _flush(plain)
            yield Piece(f"U+{ord(character):04X}", hidden=True)
        else:
            plain.append(character)
        plain.append(marks[:MARKS_SHOWN])
        if len(marks) > MARKS_SHOWN:
            yield from _flush(plain)
            yield Piece(f"{len(marks) - MARKS_SHOWN} more marks", hidden=True)
    yield from _flush(plain)


def plain(text: str) -> str:
    """Return `text` with every hidden character named in angle brackets."""
    return "".join(
        f"<{piece.text}>" if piece.hidden else piece.text for piece in pieces(text)
    )


def width(text: str) -> int:
    """Return the columns `text` takes in a terminal."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def wrap(text: str, columns: int) -> list[str]:
    """Return `text` broken at spaces into lines of at most `columns` columns.

    A word longer than a line is broken where the line ends.
    """
    lines, line = [""], 0
    for word in text.split():
        gap = 1 if line else 0
        if line + gap + width(word) <= columns:
            lines[-1] += " " * gap + word
            line += gap + width(word)
            continue
        if line:
            lines.append("")
        *full, last = _chunks(word, columns)
        lines[-1:] = [*full, last]
        line = width(last)
    return lines


def _flush(plain: list[str]) -> Iterator[Piece]:
    text = "".join(plain)
    plain.clear()
    if text:
        yield Piece(text, hidden=False)


def _letters(text: str) -> Iterator[tuple[str, str]]:
    """Yield each character with the combining marks that follow it."""
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.category(text[end]) in _MARKS:
            end += 1
        yield text[start], text[start + 1 : end]
        start = end


def _columns(character: str) -> int:
    if unicodedata.category(character) in _MARKS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _chunks(word: str, columns: int) -> list[str]:
    chunks = [""]
    for character in word:
        if width(chunks[-1]) + _columns(character) > columns:
            chunks.append("")
        chunks[-1] += character
    return chunks
