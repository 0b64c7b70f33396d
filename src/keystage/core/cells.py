"""A cell knows its own address, so no later message has to work it out."""

from dataclasses import dataclass, field

from keystage.core.findings import Place


@dataclass(slots=True)
class Cell:
    """The text exactly as sent, trimmed of nothing, and where it stood.

    Three states are told apart: the cell is absent (no `Cell` at all), blank
    (`text` is empty or white space) and filled.
    """

    text: str
    place: Place = field(default_factory=Place)
