"""The figures of one group, and what one who knows only some of them knows of all."""

from collections.abc import Callable, Sequence

from keystage.measures.evaluate import Measure
from keystage.measures.ratio import Ratio
from keystage.measures.suppression import Span


class Figures:
    """What each figure of a group must lie between: one that is shown is known.

    Measures are known by their place. `low` and `high` always hold what is true.
    """

    def __init__(
        self, measures: Sequence[Measure], is_hidden: Callable[[int], bool]
    ) -> None:
        self._specs = [measure.spec for measure in measures]
        self._ratios = [ratio_of(measure) for measure in measures]
        self.low = [ratio.numerator for ratio in self._ratios]
        self.high = list(self.low)
        self.hidden = [at for at in range(len(measures)) if is_hidden(at)]
        for at in self.hidden:
            self.low[at], self.high[at] = self.ends(at)

    def size(self, at: int) -> int:
        """Return how many pupils count."""
        return self._ratios[at].denominator

    def ends(self, at: int) -> tuple[int, int]:
        """Return the lowest and the highest a figure could be of so many pupils."""
        spec, size = self._specs[at], self.size(at)
        return size * spec.lowest, size * spec.highest

    def hide(self, at: int) -> None:
        """Forget a figure that was known."""
        self.hidden.append(at)
        self.low[at], self.high[at] = self.ends(at)

    def narrow(self, at: int, low: int, high: int) -> bool:
        """Learn that a figure lies from `low` to `high`; return whether it is new."""
        before = (self.low[at], self.high[at])
        self.low[at], self.high[at] = self._held(at, *before, low, high)
        return before != (self.low[at], self.high[at])

    def span(self, at: int, low: int, high: int, least: int) -> Span:
        """Return the figure as one who knows that it lies from `low` to `high`."""
        first, last = self.ends(at)
        low, high = self._held(at, first, last, low, high)
        return Span(self._ratios[at].numerator, first, last, low, high, least)

    def _held(self, at: int, *bounds: int) -> tuple[int, int]:
        one, two, low, high = bounds
        value = self._ratios[at].numerator
        return min(value, max(one, low)), max(value, min(two, high))


def ratio_of(measure: Measure) -> Ratio:
    """Return what a measure comes to; nothing of nobody where it cannot be given."""
    return measure.ratio or Ratio(0, 0)
