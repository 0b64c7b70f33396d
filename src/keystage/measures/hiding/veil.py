"""How much of each figure is hidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Level(IntEnum):
    """How much of a figure is hidden: nothing, the figure, or who counts as well."""

    NOTHING = 0
    FIGURE = 1
    ALL = 2


@dataclass(slots=True)
class Hidden:
    """Of one measure: the groups of each table whose size or figure is hidden.

    With `no_size` or `no_figure` that of everybody together is hidden too.
    """

    sizes: list[set[str]] = field(default_factory=list)
    figures: list[set[str]] = field(default_factory=list)
    no_size: bool = False
    no_figure: bool = False

    @property
    def extent(self) -> int:
        """How much is hidden: it only ever grows."""
        return self.no_figure + sum(len(names) for names in self.figures)

    def show_no_more_than_sizes(self) -> None:
        """Hide the figure wherever the size is hidden."""
        self.no_figure |= self.no_size
        for place, names in enumerate(self.sizes):
            self.figures[place] |= names

    def follow(self, other: "Hidden") -> None:
        """Hide what `other` hides."""
        self.no_figure |= other.no_figure
        for place, names in enumerate(other.figures):
            self.figures[place] |= names


type Veil = Mapping[str, Hidden]
"""What is hidden, by measure; what is not in it may be shown."""


def level(veil: Veil, measure: str, group: tuple[int, str] | None = None) -> Level:
    """Return how much is hidden of a measure: of a table's group, or of everybody."""
    hidden = veil.get(measure, Hidden())
    no_size, no_figure = hidden.no_size, hidden.no_figure
    if group and measure in veil:
        table, name = group
        no_size = no_size or name in hidden.sizes[table]
        no_figure = no_figure or name in hidden.figures[table]
    if no_size:
        return Level.ALL
    return Level.FIGURE if no_figure else Level.NOTHING
