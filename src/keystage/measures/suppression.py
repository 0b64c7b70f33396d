"""Small numbers hidden, with enough others that they cannot be worked out.

Hidden is None. A count below `least` is hidden, zero too: that nobody, or
everybody, is in a group tells as much of a child as a small number does.
`keystage.measures.hiding` does this for whole tables of measures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from keystage.measures.ratio import Ratio

LEAST = 5
_MOST_ALONE = 1
_FEWEST_POSSIBLE = 2
# With more figures than this, knowing which are small tells nothing of any one.
MANY = 6


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of groups that share no pupil, and their total, as may be shown."""

    counts: Mapping[str, int | None]
    total: int | None


@dataclass(frozen=True, slots=True)
class Span:
    """A hidden figure that lies from `low` to `high`.

    Of the figures from `first` to `last`, those nearer to either end than `least`
    are small; `low` and `high` are what is known besides.
    """

    value: int
    first: int
    last: int
    low: int
    high: int
    least: int

    def is_small(self, value: int) -> bool:
        """Return whether `value` would be small."""
        return min(value - self.first, self.last - value) < self.least

    def wanted(self) -> int:
        """Return at how many values it must be possible to be safe."""
        least = self.least if self.is_small(self.value) else 0
        return min(max(least, _FEWEST_POSSIBLE), self.last - self.first + 1)

    def likely(self) -> list[int]:
        """Return the values it may have to one who knows whether it is small."""
        small = self.is_small(self.value)
        values = range(self.low, self.high + 1)
        return [value for value in values if self.is_small(value) is small]

    def reach(self) -> tuple[int, int]:
        """Return the lowest and the highest of the likely values."""
        likely = self.likely()
        return likely[0], likely[-1]

    def is_told(self, *, small: bool = False) -> bool:
        """Return whether it has too few values, to one who knows if it is `small`."""
        wanted = min(_FEWEST_POSSIBLE, self.wanted()) if small else self.wanted()
        return (len(self.likely()) if small else self.high - self.low + 1) < wanted


def counts(found: Mapping[str, int], least: int = LEAST) -> Counts:
    """Return the counts without those below `least`, safe beside their total.

    One hidden count alone is the total less the others, so the smallest of those
    left are hidden as well, all of one size together, until what is hidden cannot
    be worked out, not even by somebody who knows this rule. Where that cannot be
    reached everything is hidden, the total too.
    """
    hidden = {name for name in found if found[name] < least}
    if hidden:
        for size in sorted(set(found.values())):
            if _is_safe(hidden, found, least):
                break
            hidden |= {name for name in found if found[name] == size}
    safe = not hidden or _is_safe(hidden, found, least)
    return Counts(
        counts={name: None if name in hidden else found[name] for name in found},
        total=sum(found.values()) if safe else None,
    )


def _is_safe(hidden: set[str], found: Mapping[str, int], least: int) -> bool:
    """Return whether several counts may be behind what is hidden.

    Their sum is known. It must not be so low that all are nearly nothing, nor just
    what it is when each is the highest that is hidden.
    """
    together = sum(found[name] for name in hidden)
    highest = len(hidden) * (least - 1)
    return len(hidden) > _MOST_ALONE and together >= least and together != highest


def is_small(ratio: Ratio, least: int, bounds: tuple[int, int] = (0, 1)) -> bool:
    """Return whether a figure tells too much of too few.

    That is so where fewer than `least` pupils count, met it, or did not. `bounds`
    are the lowest and highest part one pupil can have in the numerator.
    """
    lowest, highest = (bound * ratio.denominator for bound in bounds)
    room = min(ratio.numerator - lowest, highest - ratio.numerator)
    return min(ratio.denominator, room) < least


def is_safe(hidden: Sequence[Span]) -> bool:
    """Return whether each of the figures hidden, whose sum is known, could be others.

    One that is small must be possible at `least` values (or at all it could ever
    have), any at two, even to somebody who knows which of them are small.
    """
    total = sum(span.value for span in hidden)
    lows, highs = sum(s.low for s in hidden), sum(s.high for s in hidden)
    for span in hidden:
        low = max(span.low, total - (highs - span.high))
        high = min(span.high, total - (lows - span.low))
        if high - low + 1 < span.wanted():
            return False
    if len(hidden) > MANY:
        return True
    for at, span in enumerate(hidden):
        choices = _choices(span, [*hidden[:at], *hidden[at + 1 :]], total)
        if choices < min(_FEWEST_POSSIBLE, span.wanted()):
            return False
    return True


def _choices(span: Span, others: Sequence[Span], total: int) -> int:
    """Return how many likely values of `span` leave a likely sum for the others."""
    sums = 1  # bit n: the others may come to n
    for other in others:
        sums = reduce(or_, (sums << value for value in other.likely()))
    return sum(sums >> (total - value) & 1 for value in span.likely() if value <= total)
