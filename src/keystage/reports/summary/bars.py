"""Shares as bars: a picture with a title and a description, of a table beside it."""

from collections.abc import Sequence
from typing import NamedTuple

from keystage.reports.parts import markup
from keystage.reports.shown import wrap

WIDTH = 460
_LINE, _BAR, _GAP = 18, 14, 12
_ROOM_FOR_VALUE = 64
_LETTERS = 60


class Bar(NamedTuple):
    """One bar: its label, its length from 0 to 1 (None draws none), its value."""

    label: str
    share: float | None
    value: str


def svg(name: str, title: str, bars: Sequence[Bar]) -> str:
    """Return a picture of `bars`; `name` is an id no other picture has.

    The description reads all of it out, so nothing is told by length alone.
    """
    told = "; ".join(f"{bar.label}: {bar.value}" for bar in bars)
    drawn, top = [], 0
    for bar in bars:
        lines = wrap(bar.label, _LETTERS)
        drawn.append(_bar(bar, lines, top))
        top += _LINE * len(lines) + _BAR + _GAP
    return (
        f'<svg role="img" aria-labelledby="{name}-t {name}-d" class="bars" '
        f'viewBox="0 0 {WIDTH} {top}" width="{WIDTH}" height="{top}">'
        f'<title id="{name}-t">{markup.text(title)}</title>'
        f'<desc id="{name}-d">{markup.text(told)}</desc>{"".join(drawn)}</svg>'
    )


def _bar(bar: Bar, lines: Sequence[str], top: int) -> str:
    full = WIDTH - _ROOM_FOR_VALUE
    parts = [
        f'<text x="0" y="{top + _LINE * number - 5}">{markup.text(line)}</text>'
        for number, line in enumerate(lines, 1)
    ]
    under = top + _LINE * len(lines)
    parts.append(f'<rect class="ground" x="0" y="{under}" {_size(full)}/>')
    if bar.share is not None:
        parts.append(f'<rect x="0" y="{under}" {_size(round(full * bar.share, 1))}/>')
    parts.append(
        f'<text class="figure" x="{WIDTH}" y="{under + _BAR - 2}">'
        f"{markup.text(bar.value)}</text>"
    )
    return "".join(parts)


def _size(width: float) -> str:
    return f'width="{width:g}" height="{_BAR}"'
