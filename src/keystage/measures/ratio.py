"""How many of how many, kept apart so that ratios can be added up."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Ratio:
    """A numerator and a denominator, both whole and not below zero.

    As a share, the numerator counts some of the denominator's pupils; as a mean,
    it is a sum over them.
    """

    numerator: int
    denominator: int

    @property
    def rate(self) -> float | None:
        """The numerator for one of the denominator; None of nothing."""
        return self.numerator / self.denominator if self.denominator else None

    def percent(self, places: int = 0) -> Decimal | None:
        """Return the rate in hundredths, rounded half up as statistics are."""
        return self._rounded(100, places)

    def mean(self, places: int = 1) -> Decimal | None:
        """Return the rate itself, rounded half up; None of nothing."""
        return self._rounded(1, places)

    def _rounded(self, times: int, places: int) -> Decimal | None:
        if not self.denominator:
            return None
        exact = Decimal(times * self.numerator) / Decimal(self.denominator)
        return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
