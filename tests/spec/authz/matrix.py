"""The authorisation matrix as values: each action, and who may do it where."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
GIVEN = HERE / "given.csv"  # the floor: as it was given, and never edited
OURS = HERE / "matrix.csv"
UNBUILT = HERE / "unbuilt.txt"
HEAD = ("action", "method", "object", "state")
TAIL = "condition"

# From the narrowest to the widest; `key` is a supplier's system's own.
WIDTHS = ("-", "self", "class", "school", "la", "pub")
KEYS = {"-", "key", "pub"}


@dataclass(frozen=True, slots=True)
class Row:
    """An action: how it is asked, of what, and by column who may (`WIDTHS`)."""

    action: str
    method: str
    object: str
    state: str
    cells: Mapping[str, str]
    condition: str

    @property
    def never(self) -> bool:
        """Whether nobody may: it does not exist, and must not come to be."""
        return set(self.cells.values()) == {"-"}


def read(path: Path = OURS) -> list[Row]:
    """Return the rows of a matrix."""
    with path.open(newline="", encoding="utf-8") as file:
        return [_row(one) for one in csv.DictReader(file)]


def _row(told: dict[str, str]) -> Row:
    cells = {name: told[name] for name in told if name not in {*HEAD, TAIL}}
    action, method, about, state = (told[name] for name in HEAD)
    return Row(action, method, about, state, cells=cells, condition=told[TAIL])


def unbuilt() -> list[str]:
    """Return the given actions no page or endpoint exists for yet."""
    return UNBUILT.read_text(encoding="utf-8").split()


def wider(cell: str, than: str) -> bool:
    """Return whether a cell allows more than another."""
    if "key" in {cell, than}:
        return cell not in {than, "-"}
    return WIDTHS.index(cell) > WIDTHS.index(than)
