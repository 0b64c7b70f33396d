"""How much of anything a table may hold before it is refused."""

from dataclasses import dataclass

from keystage.xmlguard import Limits

_DEEPEST = 64  # elements inside each other; real workbooks reach about 12
_MOST_ATTRIBUTES = 96  # a real content.xml explains some 40 namespaces at its root


@dataclass(frozen=True, slots=True)
class TableLimits:
    """What a file of tables may hold.

    `size` is in bytes, as sent; `part` is the bytes of one part once unpacked,
    `ratio` how many times larger than packed it may be, `parts` how many there may
    be. `rows` and `columns` are the furthest place of a cell that holds anything,
    `cells` how many such cells all sheets may have, `text` the characters of one,
    `merges` the merged areas, or spans of hidden columns, of one sheet.
    """

    size: int = 20_971_520
    part: int = 67_108_864
    ratio: int = 200
    parts: int = 1_000
    rows: int = 100_000
    columns: int = 256
    cells: int = 1_000_000
    text: int = 32_767
    merges: int = 20_000

    @property
    def xml(self) -> Limits:
        """The limits of one XML part."""
        return Limits(size=self.part, depth=_DEEPEST, attributes=_MOST_ATTRIBUTES)
