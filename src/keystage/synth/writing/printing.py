"""XML printed by hand: this is tried against our own writer, so it shares nothing."""

from collections.abc import Mapping

_DEEPEST = 8


class Printer:
    """Prints elements: each on its line or not, with a prefix or without.

    Elements without a text are left out, unless `empties` are wanted.
    """

    def __init__(
        self, lines: bool = True, prefix: str = "", empties: bool = False
    ) -> None:
        self._ends = "\n" if lines else ""
        self._indents = ["  " * depth if lines else "" for depth in range(_DEEPEST)]
        self._prefix = prefix
        self._empties = empties

    def opens(self, name: str, depth: int, more: str = "") -> str:
        """Return a start tag, with `more` in it."""
        return f"{self._indents[depth]}<{self._prefix}{name}{more}>{self._ends}"

    def closes(self, name: str, depth: int) -> str:
        """Return an end tag."""
        return f"{self._indents[depth]}</{self._prefix}{name}>{self._ends}"

    def leaf(self, name: str, text: str, depth: int) -> str:
        """Return an element that holds a text."""
        tag = self._prefix + name
        if text:
            inside = f"<{tag}>{escaped(text)}</{tag}>"
        elif self._empties:
            inside = f"<{tag}/>"
        else:
            return ""
        return f"{self._indents[depth]}{inside}{self._ends}"

    def leaves(self, told: Mapping[str, str], depth: int) -> str:
        """Return the elements of all texts, in order."""
        return "".join(self.leaf(name, text, depth) for name, text in told.items())

    def block(self, name: str, told: Mapping[str, str], depth: int) -> str:
        """Return an element with others in it; nothing where none has a text."""
        if not any(told.values()):
            return ""
        inside = self.leaves(told, depth + 1)
        return self.opens(name, depth) + inside + self.closes(name, depth)


def escaped(text: str) -> str:
    """Return a text as it stands between tags."""
    if text.isalnum():
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
