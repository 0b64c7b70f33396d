"""How the figures of one group bound one another: what one tells of the others.

Each link holds for every group, by the numbers of that group. Measures are known by
their place among the measures of a group.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Protocol

from keystage.measures.hiding.figures import Figures
from keystage.measures.spec import Spec, Unit


class Link(Protocol):
    """Something that is true of several figures of one group."""

    @property
    def places(self) -> tuple[int, ...]:
        """Which measures it is about."""

    def bound(self, at: int, of: Figures) -> tuple[int, int]:
        """Return what the figure `at` must lie between, by the others."""


@dataclass(frozen=True, slots=True)
class Within:
    """Everybody whom the share `few` counts as met, `many` does too."""

    few: int
    many: int

    @property
    def places(self) -> tuple[int, ...]:
        """Both."""
        return (self.few, self.many)

    def bound(self, at: int, of: Figures) -> tuple[int, int]:
        """Return the bounds of one of the two, by the other."""
        first, last = of.ends(at)
        if at == self.few:
            return first, of.high[self.many]
        return of.low[self.few], last


@dataclass(frozen=True, slots=True)
class Together:
    """Who has not met `whole` has not met one of the `parts` at least.

    So those without it are no more than those without the parts, added up: a share
    in several subjects is never lower than theirs leave room for. `wider` are the
    parts that some pupils may be left out of who count in the whole.
    """

    whole: int
    parts: tuple[int, ...]
    wider: frozenset[int]

    @property
    def places(self) -> tuple[int, ...]:
        """The whole, and then its parts."""
        return (self.whole, *self.parts)

    def bound(self, at: int, of: Figures) -> tuple[int, int]:
        """Return the lowest the whole may be, or the highest that a part may."""
        first, last = of.ends(at)
        size = of.size(self.whole)
        room = sum(max(0, size - of.size(part)) for part in self.wider)
        room += sum(of.size(part) - of.low[part] for part in self.parts if part != at)
        if at == self.whole:
            return size - room, last
        return first, of.size(at) - (size - of.high[self.whole]) + room


@dataclass(frozen=True, slots=True)
class Adds:
    """Who met the share has `part` of the sum at least; who did not, not all of it."""

    share: int
    sum: int
    part: int

    @property
    def places(self) -> tuple[int, ...]:
        """Both."""
        return (self.share, self.sum)

    def bound(self, at: int, of: Figures) -> tuple[int, int]:
        """Return the bounds of one of the two, by the other."""
        size, (first, last) = of.size(self.sum), of.ends(self.sum)
        more = max(0, of.size(self.share) - size)
        if at == self.sum:
            met = of.low[self.share] - more
            return first + met * self.part, last - (size - of.high[self.share])
        most = (of.high[self.sum] - first) // self.part + more
        return size - (last - of.low[self.sum]), most


def tells(one: Spec, other: Spec) -> bool:
    """Return whether the second could be worked out from the first."""
    if one.joined and one.joined == other.joined:
        return one is not other
    from_share = one.unit is Unit.SHARE and other.unit is not Unit.SHARE
    return from_share and one.cohort == other.cohort


def links(specs: Mapping[int, Spec]) -> dict[int, list[Link]]:
    """Return what links the measures of a group, by the place of each it is about."""
    found: list[Link] = []
    for one, other in permutations(specs, 2):
        if specs[one].within(specs[other]):
            found.append(Within(one, other))
        sums = specs[other].unit is not Unit.SHARE
        if sums and tells(specs[one], specs[other]):
            found.append(Adds(one, other, max(1, len(specs[one].demands))))
    for whole in specs:
        found += _together(whole, specs)
    return {at: [link for link in found if at in link.places] for at in specs}


def _together(whole: int, specs: Mapping[int, Spec]) -> Iterable[Together]:
    wanted = specs[whole].demands
    for parts in _covers(whole, specs):
        wider = {part for part in parts if specs[part].demands.keys() - wanted.keys()}
        yield Together(whole, tuple(sorted(parts)), frozenset(wider))


def _covers(whole: int, specs: Mapping[int, Spec]) -> Sequence[frozenset[int]]:
    """Return the fewest measures who meet all of which meet `whole`, each way."""
    covers = [frozenset[int]()] if specs[whole].demands else []
    for name, codes in specs[whole].demands.items():
        fitting = [
            at
            for at, spec in specs.items()
            if at != whole
            and spec.cohort == specs[whole].cohort
            and name in spec.demands
            and spec.demands[name] <= codes
        ]
        longer = {cover | {at} for cover in covers for at in fitting}
        covers = [one for one in longer if not any(other < one for other in longer)]
    return sorted(covers, key=sorted)
