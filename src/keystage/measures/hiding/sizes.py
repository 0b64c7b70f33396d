"""Sizes of groups that would tell how few pupils count in one measure but not another.

In reading 60 pupils count, in writing 58: two of them have left, were not assessed or
have no result. Such a difference is a count like any other, and a small one is hidden:
the size of one of the two measures is, and with it as many groups' as it takes that
nobody works it out by adding and subtracting.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from keystage.measures.hiding.veil import Hidden

type Sizes = Mapping[str, int]
"""How many pupils count, by group."""


@dataclass(slots=True)
class Sized:
    """How many pupils count in a measure: of everybody, and of each table's groups."""

    total: int
    tables: Sequence[Sizes]
    hidden: Hidden = field(default_factory=Hidden)

    def within(self, table: int, names: set[str]) -> int:
        """Return how many pupils of some groups count."""
        return sum(self.tables[table][name] for name in names)


def part(measures: Sequence[Sized], least: int) -> None:
    """Hide sizes until no two that can be known differ by fewer than `least`.

    The measures are of the same pupils. Of those that differ the ones kept are of the
    size that most measures have, then the larger, then the first.
    """
    often = Counter(one.total for one in measures)
    kept: list[Sized] = []
    for one in sorted(measures, key=lambda one: (-often[one.total], -one.total)):
        if not one.hidden.no_size:
            _Parting(one, kept, least).settle()
        if not one.hidden.no_size:
            kept.append(one)


@dataclass(frozen=True, slots=True)
class _Parting:
    one: Sized
    kept: Sequence[Sized]
    least: int

    def settle(self) -> None:
        """Hide what differs by few of the measure, and what would give that away."""
        if any(self._is_few(self.one.total - other.total) for other in self.kept):
            self.one.hidden.no_size = True
        for table, sizes in enumerate(self.one.tables):
            hidden = self.one.hidden.sizes[table]
            hidden |= {name for name in sizes if self._is_odd(table, name)}
            left = sorted(sizes.keys() - hidden, key=lambda name: (sizes[name], name))
            for name in left:
                if not self._is_told(table, hidden):
                    break
                hidden.add(name)
            self.one.hidden.no_size |= self._is_told(table, hidden)

    def _is_odd(self, table: int, name: str) -> bool:
        size = self.one.tables[table][name]
        return any(
            self._is_few(size - other.tables[table][name])
            for other in self.kept
            if name not in other.hidden.sizes[table]
        )

    def _is_told(self, table: int, hidden: set[str]) -> bool:
        """Whether a size, or a small difference, is the total less what is shown."""
        if len(hidden) == 1:
            return True
        return any(
            self._is_few(self.one.within(table, names) - other.within(table, names))
            for other in self.kept
            for names in _blocks(hidden, other.hidden.sizes[table])
        )

    def _is_few(self, difference: int) -> bool:
        return 0 < abs(difference) < self.least


def _blocks(one: set[str], other: set[str]) -> Iterator[set[str]]:
    """Yield the groups whose sizes are known of two measures only as a sum."""
    if one & other:
        yield one | other
        return
    yield from (names for names in (one, other) if names)
