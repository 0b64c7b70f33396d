"""Small numbers hidden, with enough others that they cannot be worked out.

Hidden is None. A count below `least` is hidden, zero too: that nobody, or
everybody, is in a group tells as much of a child as a small number does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from keystage.measures.ratio import Ratio

LEAST = 5
_MOST_ALONE = 1


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of groups that share no pupil, and their total, as may be shown."""

    counts: Mapping[str, int | None]
    total: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A share as may be shown."""

    numerator: int | None
    denominator: int | None
    rate: float | None


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


def share(ratio: Ratio, least: int = LEAST) -> Shown:
    """Return a share without a numerator, or the rest of it, below `least`.

    The denominator may be shown unless it is itself below `least`; the rate goes
    with the numerator, since with the denominator it gives it away.
    """
    if ratio.denominator < least:
        return Shown(None, None, None)
    rest = ratio.denominator - ratio.numerator
    if ratio.numerator < least or rest < least:
        return Shown(None, ratio.denominator, None)
    return Shown(ratio.numerator, ratio.denominator, ratio.rate)
