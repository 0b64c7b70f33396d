"""Pictures of figures, each with a title and a description that tells all of it.

Everything is drawn by presentation attributes, so that a picture looks the same on a
page whose policy allows no style, in a PDF and by itself. No picture tells anything by
colour or length alone: the figures stand in it, and in a table beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from keystage.reports.shown import plain, wrap

WIDTH, FULL_WIDTH = 380, 760
INK, PALE, GROUND, AXIS = "#0b0c0c", "#ffffff", "#e9edf0", "#6b757b"
THIS, EARLIER = "#2a7d9c", "#7f99a8"
_FONT = 'font-family="Noto Sans, Arial, Liberation Sans, sans-serif"'
_LINE, _BAR, _GAP = 18, 14, 12
_ROOM_FOR_VALUE = 64
_LETTERS = 50
_ROOM_FOR_LABEL, _LABEL_LETTERS, _STACK, _STACK_GAP = 165, 26, 15, 4
_LETTER, _CAPITAL = 7.5, 10
_BOLD = 'font-weight="700"'
_RIGHT = f'class="figure" text-anchor="end" {_BOLD}'
_HEIGHT, _ROOM_FOR_COUNT, _UNDER, _TICK = 84, 16, 20, 5
_THIN, _CLOSE = 11, 3


class Bar(NamedTuple):
    """One bar: its label, its length from 0 to 1 (None draws none), its value."""

    label: str
    share: float | None
    value: str


class Several(NamedTuple):
    """Bars of one thing: a label for all of them, and each its own."""

    label: str
    bars: Sequence[Bar]


class Piece(NamedTuple):
    """One stretch of a stacked bar: what it counts, how many, and its colours."""

    words: str
    number: int
    fill: str
    ink: str


class Marks(NamedTuple):
    """How often each mark was got, the marks there are, and the standard if known."""

    counts: Mapping[int, int]
    lowest: int
    highest: int
    standard: int | None = None


class Stack(NamedTuple):
    """One stacked bar."""

    label: str
    pieces: Sequence[Piece]


def bars(name: str, title: str, shown: Sequence[Bar]) -> str:
    """Return a picture of bars one beneath another, each under its label.

    `name` is an id no other picture has. The description reads all of it out.
    """
    drawn, top = [], 0
    for bar in shown:
        lines = wrap(bar.label, _LETTERS)
        under = top + _LINE * len(lines)
        drawn += [*_lines(lines, top), _bar(bar, (0, under), THIS)]
        top = under + _BAR + _GAP
    return _picture((name, title, told(shown)), (WIDTH, top), drawn)


def beside(name: str, title: str, shown: Sequence[Several]) -> str:
    """Return a picture of several bars to each thing; the first of them stands out."""
    drawn, top = [], 0
    labels = [bar.label for group in shown for bar in group.bars]
    left = max((len(label) for label in labels), default=0) * _LETTER + 8
    for group in shown:
        lines = wrap(group.label, _LETTERS)
        drawn += _lines(lines, top, bold=True)
        top += _LINE * len(lines)
        for number, bar in enumerate(group.bars):
            drawn.append(_text(bar.label, (0, top + _THIN - 1)))
            fill = EARLIER if number else THIS
            drawn.append(_bar(bar, (left, top), fill, _THIN))
            top += _THIN + _CLOSE
        top += _GAP - _CLOSE
    return _picture((name, title, told_several(shown)), (WIDTH, top), drawn)


def stacked(
    name: str, title: str, shown: Sequence[Stack], *, width: int = WIDTH
) -> str:
    """Return a picture of stacked bars, all as long as the one that counts most.

    The key to the colours stands above; a count stands in its stretch where it fits.
    """
    key = list(dict.fromkeys((p.words, p.fill) for one in shown for p in one.pieces))
    drawn, top = _key(key, width)
    longest = max((sum(p.number for p in one.pieces) for one in shown), default=0)
    scale = (width - _ROOM_FOR_LABEL - 1) / max(longest, 1)
    for one in shown:
        lines = wrap(one.label, _LABEL_LETTERS)
        height = max(_STACK, _LINE * len(lines) - 2)
        drawn += _lines(lines, top - 2)
        left = float(_ROOM_FOR_LABEL)
        for piece in one.pieces:
            drawn += _piece(piece, (left, top), piece.number * scale)
            left += piece.number * scale
        top += height + _STACK_GAP
    return _picture((name, title, told_stacks(shown)), (width, top), drawn)


def columns(name: str, title: str, shown: Marks) -> str:
    """Return a picture of how often each mark was got.

    Before the mark that meets the standard, where it is known, a line is drawn.
    """
    counts, lowest, highest, standard = shown
    step = FULL_WIDTH / (highest - lowest + 1)
    most = max(counts.values(), default=0)
    foot = _ROOM_FOR_COUNT + _HEIGHT
    drawn = []
    for mark in range(lowest, highest + 1):
        left = (mark - lowest) * step
        middle = left + step / 2
        if count := counts.get(mark, 0):
            height = _HEIGHT * count / most
            drawn.append(_rect((left + 1, foot - height), (step - 2, height), THIS))
            drawn.append(_middle(str(count), (middle, foot - height - 3)))
        if mark % _TICK == 0 or mark == highest:
            drawn.append(_middle(str(mark), (middle, foot + _UNDER - 5)))
    drawn.append(_rect((0, foot), (FULL_WIDTH, 1), AXIS))
    if standard is not None:
        drawn.append(_rect(((standard - lowest) * step - 1, 0), (2, foot), INK))
    size = (FULL_WIDTH, foot + _UNDER)
    return _picture((name, title, told_marks(counts)), size, drawn)


def told(shown: Iterable[Bar], between: str = ": ") -> str:
    """Return what bars show, in words."""
    return "; ".join(f"{bar.label}{between}{bar.value}" for bar in shown)


def told_several(shown: Iterable[Several]) -> str:
    """Return what bars of several things show, in words."""
    return "; ".join(f"{one.label}: {told(one.bars, ' ')}" for one in shown)


def told_stacks(shown: Iterable[Stack]) -> str:
    """Return what stacked bars show, in words."""
    return "; ".join(f"{one.label}: {_counts(one.pieces)}" for one in shown)


def told_marks(counts: Mapping[int, int]) -> str:
    """Return how often each mark was got, in words."""
    given = sorted(mark for mark in counts if counts[mark])
    return "; ".join(f"mark {mark}: {counts[mark]}" for mark in given)


def _counts(pieces: Iterable[Piece]) -> str:
    return ", ".join(
        f"{piece.words} {piece.number}" for piece in pieces if piece.number
    )


def _picture(
    called: tuple[str, str, str], size: tuple[float, float], drawn: Iterable[str]
) -> str:
    """Return a picture `called` by an id, a title, and what it tells."""
    name, title, said = called
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-labelledby="{name}-t {name}-d" class="bars" '
        f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        f'{_FONT} font-size="13"><title id="{name}-t">{_safe(title)}</title>'
        f'<desc id="{name}-d">{_safe(said)}</desc>{"".join(drawn)}</svg>'
    )


def _bar(bar: Bar, at: tuple[float, float], fill: str, high: int = _BAR) -> str:
    left, top = at
    full = WIDTH - _ROOM_FOR_VALUE - left
    ground = _rect(at, (full, high), GROUND, "ground")
    length = "" if bar.share is None else _rect(at, (full * bar.share, high), fill)
    value = _text(bar.value, (WIDTH, top + high - 1), _RIGHT)
    return f"{ground}{length}{value}"


def _key(names: Iterable[tuple[str, str]], width: int) -> tuple[list[str], float]:
    """Return the key to the colours, and how far down it reaches."""
    drawn: list[str] = []
    left, top = 0.0, 0.0
    for words, fill in names:
        wide = 16 + _width(words) + 12
        if left and left + wide > width:
            left, top = 0.0, top + _LINE
        drawn.append(_rect((left, top + 2), (11, 11), fill, outlined=True))
        drawn.append(_text(words, (left + 16, top + 12)))
        left += wide
    return drawn, top + _LINE + 6


def _piece(piece: Piece, at: tuple[float, float], wide: float) -> list[str]:
    if not piece.number:
        return []
    left, top = at
    drawn = [_rect(at, (wide, _STACK), piece.fill, outlined=True)]
    if wide > len(str(piece.number)) * _LETTER + 2:
        middle = (left + wide / 2, top + _STACK - 3)
        drawn.append(_middle(str(piece.number), middle, piece.ink))
    return drawn


def _width(words: str) -> float:
    """Return about how wide `words` are: capitals are wider than other letters."""
    return sum(_CAPITAL if letter.isupper() else _LETTER for letter in words)


def _lines(lines: Iterable[str], top: float, *, bold: bool = False) -> list[str]:
    how = _BOLD if bold else ""
    return [
        _text(line, (0, top + _LINE * number - 5), how)
        for number, line in enumerate(lines, 1)
    ]


def _middle(words: str, at: tuple[float, float], ink: str = INK) -> str:
    return _text(words, at, 'class="in" text-anchor="middle" font-size="11"', ink)


def _text(words: str, at: tuple[float, float], how: str = "", ink: str = INK) -> str:
    place = f'x="{at[0]:g}" y="{at[1]:g}" fill="{ink}"'
    return f"<text {place}{' ' if how else ''}{how}>{_safe(words)}</text>"


def _safe(words: str) -> str:
    return escape(plain(words))


def _rect(
    at: tuple[float, float],
    size: tuple[float, float],
    fill: str,
    kind: str = "",
    *,
    outlined: bool = False,
) -> str:
    named = f'class="{kind}" ' if kind else ""
    edge = f' stroke="{AXIS}" stroke-width="0.6"' if outlined else ""
    x, y = (f"{one:.1f}".removesuffix(".0") for one in at)
    wide, high = (f"{one:.1f}".removesuffix(".0") for one in size)
    return (
        f'<rect {named}x="{x}" y="{y}" width="{wide}" height="{high}" '
        f'fill="{fill}"{edge}/>'
    )
