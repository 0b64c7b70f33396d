"""What a child is able to do: one factor behind all its results.

All numbers are 256ths of a standard deviation. The shifts were chosen so that the gaps
between groups come out as published (`keystage.synth.results.calibration`).
"""

from datetime import date

from keystage.synth.chance import SD, Stream
from keystage.synth.model import Child, Sen

_DISADVANTAGED = -190
_NEEDS = {Sen.NONE: 0, Sen.SUPPORT: -325, Sen.PLAN: -610}
_MONTHS = 12
_DAYS = 365


def ability(child: Child) -> int:
    """Return a child's ability before age, sex and the day of an assessment count."""
    own = stream_of(child, "ability").normal()
    poor = _DISADVANTAGED if child.disadvantaged else 0
    return own + child.background + poor + _NEEDS[child.sen]


def age(child: Child, each: int) -> int:
    """Return what a child's age in its class adds, where a month is worth `each`.

    It is nothing for a child in the middle of the class, and less for younger ones.
    """
    youngest = date(child.origin.cohort - 5, 8, 31)
    older = (youngest - child.born).days * _MONTHS // _DAYS
    return (2 * older - _MONTHS + 1) * each // 2


def part(deviate: int, weight: int) -> int:
    """Return a deviate of which `weight` is the standard deviation."""
    return deviate * weight // SD


def stream_of(child: Child, *names: str | int) -> Stream:
    """Return a stream of a child's own."""
    one = child.origin
    return Stream(one.seed, one.la, one.school, one.cohort, one.number, *names)
