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

    One hidden count alone is the total less the others, and several that come to
    nearly nothing are all nearly nothing; so the smallest of those left are hidden
    as well until at least two are hidden which come to `least` or more. Where that
    cannot be reached everything is hidden, the total too. Of equal counts the
    first by name is hidden.
    """
    smallest_first = sorted(found, key=lambda name: (found[name], name))
    hidden = {name for name in found if found[name] < least}
    if hidden:
        for name in smallest_first:
            if _is_safe(hidden, found, least):
                break
            hidden.add(name)
    safe = not hidden or _is_safe(hidden, found, least)
    return Counts(
        counts={name: None if name in hidden else found[name] for name in found},
        total=sum(found.values()) if safe else None,
    )


def _is_safe(hidden: set[str], found: Mapping[str, int], least: int) -> bool:
    return len(hidden) > _MOST_ALONE and sum(found[name] for name in hidden) >= least


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
