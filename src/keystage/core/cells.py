"""A cell knows its own address, so no later message has to work it out."""

from keystage.core.findings import Place


class Cell:
    """The text exactly as sent, trimmed of nothing, and where it stood.

    Three states are told apart: the cell is absent (no `Cell` at all), blank
    (`text` is empty or white space) and filled. A kind of cell of which there are
    very many may work its place out when it is asked for.
    """

    __slots__ = ("_place", "text")

    def __init__(self, text: str, place: Place | None = None) -> None:
        self.text = text
        self._place = place

    @property
    def place(self) -> Place:
        """Where the text stood."""
        return self._place or Place()

    def __eq__(self, other: object) -> bool:
        """Whether `other` holds the same text in the same place."""
        if not isinstance(other, Cell):
            return NotImplemented
        return self.text == other.text and self.place == other.place

    __hash__ = None  # type: ignore[assignment]  # what can change has none

    def __repr__(self) -> str:
        """Return both parts, as they are given."""
        return f"Cell({self.text!r}, {self.place!r})"
