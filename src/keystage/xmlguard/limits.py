"""How much of anything a file may hold."""

from dataclasses import dataclass
from typing import Self

_COMMAND_LINE_SIZE = 268_435_456
_COMMAND_LINE_PUPILS = 2_000_000
_DENSEST = 16  # bytes for each element


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold before it is refused.

    `size` is in bytes; `name` and `token` are the characters of one name, and of
    one comment, processing instruction or attribute value; `text` those of the
    text of one element; `depth` counts elements inside each other, `attributes`
    those of one element, `pupils` those of one file.
    """

    size: int = 3_145_728
    depth: int = 32
    attributes: int = 16
    name: int = 300
    token: int = 65_536
    text: int = 4_194_304
    pupils: int = 5_000

    @property
    def elements(self) -> int:
        """How many elements, attributes and comments a file may hold in all.

        A result takes 25 bytes an element; what is far denser holds no results,
        and would take longest to read.
        """
        return self.size // _DENSEST

    @classmethod
    def service(cls) -> Self:
        """Return the limits of a service open to the world."""
        return cls()

    @classmethod
    def command_line(
        cls, size: int = _COMMAND_LINE_SIZE, pupils: int = _COMMAND_LINE_PUPILS
    ) -> Self:
        """Return limits for one's own files: larger, and just as safe."""
        return cls(size=size, pupils=pupils)
