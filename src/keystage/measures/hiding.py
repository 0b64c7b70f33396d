"""What may not be shown of measures of several groups, or one could work it out.

Figures that are small are hidden, and with them as many others as it takes. Those
are chosen by the sizes of the groups, never by the figures, which would give them
away. A mean is hidden wherever a share of the same pupils is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import product

from keystage.measures.evaluate import Measure
from keystage.measures.ratio import Ratio
from keystage.measures.spec import Spec, Unit
from keystage.measures.suppression import LEAST, Span, counts, is_safe, is_small

type Groups = Mapping[str, Sequence[Measure]]
"""Measures by group: pupils are in one group each, and in all groups together."""


class Level(IntEnum):
    """How much of a figure is hidden: nothing, the figure, or who counts as well."""

    NOTHING = 0
    FIGURE = 1
    ALL = 2


@dataclass(slots=True)
class Hidden:
    """Of one measure: the groups of each table whose size or figure is hidden.

    With `no_size` or `no_figure` that of everybody together is hidden too.
    """

    sizes: list[set[str]] = field(default_factory=list)
    figures: list[set[str]] = field(default_factory=list)
    no_size: bool = False
    no_figure: bool = False

    @property
    def extent(self) -> int:
        """How much is hidden: it only ever grows."""
        return self.no_figure + sum(len(names) for names in self.figures)

    def follow(self, other: "Hidden") -> None:
        """Hide what `other` hides."""
        self.no_figure |= other.no_figure
        for place, names in enumerate(other.figures):
            self.figures[place] |= names


type Veil = Mapping[str, Hidden]
"""What is hidden, by measure; what is not in it may be shown."""


def level(veil: Veil, measure: str, group: tuple[int, str] | None = None) -> Level:
    """Return how much is hidden of a measure: of a table's group, or of everybody."""
    hidden = veil.get(measure, Hidden())
    no_size, no_figure = hidden.no_size, hidden.no_figure
    if group and measure in veil:
        table, name = group
        no_size = no_size or name in hidden.sizes[table]
        no_figure = no_figure or name in hidden.figures[table]
    if no_size:
        return Level.ALL
    return Level.FIGURE if no_figure else Level.NOTHING


def hide(
    total: Sequence[Measure], tables: Sequence[Groups], least: int = LEAST
) -> Veil:
    """Return what may not be shown of `total` and of the `tables` that divide it.

    Every table holds the same measures as `total`, in the same places. With
    `least` nought nothing is hidden.
    """
    if least <= 0:
        return {}
    return _Hiding(total, tables, least).veil()


class _Hiding:
    """Hidden figures by the measure's place, growing until nothing can be told."""

    def __init__(
        self, total: Sequence[Measure], tables: Sequence[Groups], least: int
    ) -> None:
        self.total = total
        self.tables = tables
        self.least = least
        said = [at for at, measure in enumerate(total) if measure.ratio is not None]
        self.hidden = {at: self._begun(at) for at in said}

    def veil(self) -> Veil:
        """Hide what gives away what is hidden already, and return the answer."""
        pairs = [
            (one, other)
            for one, other in product(self.hidden, repeat=2)
            if _tells(self.total[one].spec, self.total[other].spec)
        ]
        for at in self.hidden:
            self._spread(at, bounded=False)
        before = -1
        while before != (before := sum(one.extent for one in self.hidden.values())):
            for one, other in pairs:
                self.hidden[other].follow(self.hidden[one])
            for at in self.hidden:
                self._spread(at, bounded=True)
        for at in self.hidden:
            self._hide_exempt(at)
        return {self.total[at].id: hidden for at, hidden in self.hidden.items()}

    def _begun(self, at: int) -> Hidden:
        """Return what is hidden of a measure because it is small by itself."""
        total = self.total[at]
        hidden = Hidden(
            no_size=_ratio(total).denominator < self.least,
            no_figure=self._is_small(total),
        )
        for groups in self.tables:
            found = {name: group[at] for name, group in groups.items()}
            sizes = {name: _ratio(one).denominator for name, one in found.items()}
            answer = counts(sizes, self.least)
            unknown = {name for name, size in answer.counts.items() if size is None}
            small = {name for name, one in found.items() if self._is_small(one)}
            hidden.sizes.append(unknown)
            hidden.figures.append(unknown | small)
            hidden.no_size |= answer.total is None
        hidden.no_figure |= hidden.no_size
        return hidden

    def _spread(self, at: int, *, bounded: bool) -> None:
        """Hide more groups until those hidden are safe; in the end all and the sum.

        Until `bounded`, the other measures of a group are left out of account:
        what is shown of them is not settled yet.
        """
        hidden = self.hidden[at]
        for table, groups in enumerate(self.tables):
            figures = hidden.figures[table]
            if hidden.no_figure:
                figures |= set(groups)
                continue
            left = sorted(
                (_ratio(groups[name][at]).denominator, name)
                for name in set(groups) - figures
            )
            while not self._is_safe(table, at, bounded=bounded):
                if not left:
                    hidden.no_figure = True
                    break
                figures.add(left.pop(0)[1])

    def _is_safe(self, table: int, at: int, *, bounded: bool) -> bool:
        spans = []
        for name in sorted(self.hidden[at].figures[table]):
            shown = self._shown(table, name) if bounded else []
            spans.append(self._span(self.tables[table][name][at], shown))
        return is_safe(spans)

    def _shown(self, table: int, name: str) -> list[Measure]:
        """Return the measures of a group whose figures are shown."""
        return [
            self.tables[table][name][at]
            for at, hidden in self.hidden.items()
            if name not in hidden.figures[table]
        ]

    def _span(self, measure: Measure, shown: Sequence[Measure]) -> Span:
        """Return what a figure could be, given what is shown of its group."""
        ratio, spec = _ratio(measure), measure.spec
        first, last = (ratio.denominator * part for part in (spec.lowest, spec.highest))
        low, high = _bounds(spec, shown, (first, last))
        return Span(ratio.numerator, first, last, low, high, self.least)

    def _hide_exempt(self, at: int) -> None:
        """Hide an average of the list where the one beside it tells how few are exempt.

        Of groups it is then never shown: their few are found by subtraction.
        """
        for place, hidden in self.hidden.items():
            if self.total[place].id == self.total[at].spec.beside:
                own = self.hidden[at]
                exempt = self._size(at) - self._size(place)
                own.no_size |= hidden.no_size or 0 < exempt < self.least
                own.no_figure |= own.no_size
                for table, groups in enumerate(self.tables):
                    everyone = set(groups) if exempt else set()
                    own.sizes[table] |= hidden.sizes[table] | everyone
                    own.figures[table] |= hidden.figures[table] | everyone

    def _size(self, at: int) -> int:
        return _ratio(self.total[at]).denominator

    def _is_small(self, measure: Measure) -> bool:
        bounds = (measure.spec.lowest, measure.spec.highest)
        return is_small(_ratio(measure), self.least, bounds)


def _tells(one: Spec, other: Spec) -> bool:
    """Return whether the second could be worked out from the first."""
    if one.joined and one.joined == other.joined:
        return one is not other
    from_share = one.unit is Unit.SHARE and other.unit is not Unit.SHARE
    return from_share and one.cohort == other.cohort


def _bounds(
    spec: Spec, shown: Sequence[Measure], bounds: tuple[int, int]
) -> tuple[int, int]:
    """Return what a figure must lie between, by the others shown of its group.

    A share lies between those within it and those it is within. Who met a share
    has some of a mean at least, and who did not has not all of it.
    """
    low, high = bounds
    for other in shown:
        met, size = _ratio(other).numerator, _ratio(other).denominator
        if other.spec.within(spec):
            low = max(low, met)
        if spec.within(other.spec):
            high = min(high, met)
        if _tells(other.spec, spec) and spec.unit is not Unit.SHARE:
            low = max(low, bounds[0] + met * max(1, len(other.spec.demands)))
            high = min(high, bounds[1] - (size - met))
    return low, high


def _ratio(measure: Measure) -> Ratio:
    return measure.ratio or Ratio(0, 0)
