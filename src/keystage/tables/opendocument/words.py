"""The text of one .ods cell: its paragraphs, with spaces as the format keeps them."""

import re

from keystage.tables.walk import Attributes

_BLANKS = re.compile(r"[ \t\r\n]+")
_ASIDE = ("annotation", "shapes", "frame")  # notes and drawings are not the cell's
_MOST_SPACES = 1_000


class Words:
    """Collects what a cell shows; a `covered` one shows nothing."""

    def __init__(self, *, covered: bool = False) -> None:
        self._covered = covered
        self._aside = 0
        self._paragraphs: list[str] = []
        self._pieces: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of what may stand in a cell."""
        if name in _ASIDE:
            self._aside += 1
        elif self._covered or self._aside:
            return
        elif name == "p":
            self._pieces = []
        elif name == "s":
            count = attributes.get("text:c", "1")
            spaces = int(count[:4]) if count.isascii() and count.isdigit() else 1
            self._add(" " * min(spaces, _MOST_SPACES))
        elif name == "tab":
            self._add("\t")
        elif name == "line-break":
            self._add("\n")

    def text(self, text: str) -> None:
        """Take characters; runs of blanks are one space, as the format has it."""
        if not self._aside:
            self._add(_BLANKS.sub(" ", text))

    def end(self, name: str) -> None:
        """Take the end of a paragraph or a note."""
        if name in _ASIDE:
            self._aside -= 1
        elif name == "p" and self._pieces is not None and not self._aside:
            self._paragraphs.append("".join(self._pieces))
            self._pieces = None

    def said(self) -> str:
        """Return the paragraphs, one a line."""
        return "\n".join(self._paragraphs)

    def _add(self, text: str) -> None:
        if self._pieces is not None:
            self._pieces.append(text)
