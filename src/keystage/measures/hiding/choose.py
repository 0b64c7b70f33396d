"""Which figures are hidden: the small ones, and as many others as it takes."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from keystage.measures.evaluate import Measure
from keystage.measures.hiding.figures import Figures, ratio_of
from keystage.measures.hiding.links import links, tells
from keystage.measures.hiding.reach import bounds, learn
from keystage.measures.hiding.sizes import Sized, part
from keystage.measures.hiding.veil import Hidden, Veil
from keystage.measures.spec import Unit
from keystage.measures.suppression import (
    LEAST,
    MANY,
    Span,
    counts,
    is_safe,
    is_small,
)

type Groups = Mapping[str, Sequence[Measure]]
"""Measures by group: pupils are in one group each, and in all groups together."""

type _Place = tuple[int, str] | None
"""A group of a table, or everybody."""


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
        self.links = links({at: total[at].spec for at in said})
        self.hidden = {at: self._begun(at) for at in said}
        self._part_sizes()
        self._read()

    def veil(self) -> Veil:
        """Hide what gives away what is hidden already, and return the answer."""
        for at in self.hidden:
            self._spread(at, bounded=False)
        before = -1
        while before != (before := self._extent()):
            self._follow()
            self._read()
            for at in self.hidden:
                self._loosen(at)
                self._spread(at, bounded=True)
            if before == self._extent():
                self._widen()
        for at in self.hidden:
            self._hide_exempt(at)
        return {self.total[at].id: hidden for at, hidden in self.hidden.items()}

    def _extent(self) -> int:
        return sum(one.extent for one in self.hidden.values())

    def _begun(self, at: int) -> Hidden:
        """Return what is hidden of a measure because it is small by itself."""
        total = self.total[at]
        hidden = Hidden(
            no_size=ratio_of(total).denominator < self.least,
            no_figure=self._is_small(total),
        )
        for groups in self.tables:
            found = {name: group[at] for name, group in groups.items()}
            sizes = {name: ratio_of(one).denominator for name, one in found.items()}
            answer = counts(sizes, self.least)
            unknown = {name for name, size in answer.counts.items() if size is None}
            small = {name for name, one in found.items() if self._is_small(one)}
            hidden.sizes.append(unknown)
            hidden.figures.append(unknown | small)
            hidden.no_size |= answer.total is None
        hidden.no_figure |= hidden.no_size
        return hidden

    def _part_sizes(self) -> None:
        """Hide sizes that tell how few count in one share and not in another.

        A mean beside a share is left to `_hide_exempt`.
        """
        alike: dict[str, list[Sized]] = {}
        for at, hidden in self.hidden.items():
            spec = self.total[at].spec
            if spec.unit is Unit.SHARE and not spec.beside:
                sizes = [
                    {name: ratio_of(one[at]).denominator for name, one in table.items()}
                    for table in self.tables
                ]
                alike.setdefault(spec.cohort, []).append(
                    Sized(self._size(at), sizes, hidden)
                )
        for measures in alike.values():
            part(measures, self.least)
            for one in measures:
                one.hidden.show_no_more_than_sizes()

    def _follow(self) -> None:
        """Hide wherever one is hidden that it could be worked out from."""
        for one, other in product(self.hidden, repeat=2):
            if tells(self.total[one].spec, self.total[other].spec):
                self.hidden[other].follow(self.hidden[one])

    def _read(self) -> None:
        """Take down what is shown now of every group."""
        self.everybody = self._figures(None, self.total)
        self.groups = [
            {name: self._figures((at, name), one) for name, one in groups.items()}
            for at, groups in enumerate(self.tables)
        ]

    def _figures(self, place: _Place, measures: Sequence[Measure]) -> Figures:
        return Figures(measures, lambda at: self._is_hidden(at, place))

    def _is_hidden(self, at: int, place: _Place) -> bool:
        if at not in self.hidden:
            return False
        if place is None:
            return self.hidden[at].no_figure
        return place[1] in self.hidden[at].figures[place[0]]

    def _of(self, place: _Place) -> Figures:
        return self.groups[place[0]][place[1]] if place else self.everybody

    def _hide(self, at: int, place: _Place) -> None:
        if place is None:
            self.hidden[at].no_figure = True
        else:
            self.hidden[at].figures[place[0]].add(place[1])
        self._of(place).hide(at)

    def _places(self, at: int) -> Iterator[_Place]:
        """Yield where a measure's figure is hidden, in order."""
        if self.hidden[at].no_figure:
            yield None
        for table, names in enumerate(self.hidden[at].figures):
            yield from [(table, name) for name in sorted(names)]

    def _loosen(self, at: int) -> None:
        """Hide others of a group until they do not tell its hidden figure alone."""
        for place in list(self._places(at)):
            for other in self._linked(at, place):
                span = self._span(at, place)
                if not (span.is_told() or span.is_told(small=True)):
                    break
                self._hide(other, place)

    def _linked(self, at: int, place: _Place) -> list[int]:
        """Return the measures shown of a group that bound one hidden, in order."""
        found = {other for link in self.links[at] for other in link.places}
        return [one for one in sorted(found) if not self._is_hidden(one, place)]

    def _spread(self, at: int, *, bounded: bool) -> None:
        """Hide more groups until those hidden are safe; in the end all and the sum.

        Until `bounded`, the other measures of a group are left out of account:
        what is shown of them is not settled yet.
        """
        for table, figures in enumerate(self.hidden[at].figures):
            spans = [self._span(at, (table, one), bounded) for one in sorted(figures)]
            for name in self._left(at, table):
                if is_safe(spans) and not self.hidden[at].no_figure:
                    break
                self._hide(at, (table, name))
                spans.append(self._span(at, (table, name), bounded))
            if not self._is_hidden(at, None) and not is_safe(spans):
                self._hide(at, None)

    def _left(self, at: int, table: int) -> list[str]:
        """Return the groups of which the figure is shown, the smallest first."""
        names = self.tables[table].keys() - self.hidden[at].figures[table]
        groups = self.groups[table]
        return sorted(names, key=lambda name: (groups[name].size(at), name))

    def _span(self, at: int, place: _Place, bounded: bool = True) -> Span:
        """Return what a figure could be, given what is known of its group."""
        of = self._of(place)
        known = bounds(at, of, self.links) if bounded else of.ends(at)
        return of.span(at, *known, self.least)

    def _widen(self) -> None:
        """Hide more where a figure can be told by several steps from one to another.

        What bounds it in its group goes first, then the next group, then the sum.
        """
        self._read()
        learn(self.everybody, self.groups, self.links)
        told = list(self._told(small=False))
        if not told:
            known = [at for at in self.hidden if self._is_known(at)]
            every = (self.everybody, self.groups, self.links)
            learn(*every, known=known, least=self.least)
            told = list(self._told(small=True))
        for at, place in told:
            self._hide_more(at, place)

    def _told(self, *, small: bool) -> Iterator[tuple[int, _Place]]:
        for at in self.hidden:
            for place in self._places(at):
                of = self._of(place)
                span = of.span(at, of.low[at], of.high[at], self.least)
                if span.is_told(small=small):
                    yield at, place

    def _is_known(self, at: int) -> bool:
        """Return whether one may guess which of a measure's hidden figures are small."""
        hidden = self.hidden[at]
        few = all(len(names) <= MANY for names in hidden.figures)
        return few and not hidden.no_figure

    def _hide_more(self, at: int, place: _Place) -> None:
        for other in self._linked(at, place)[:1]:
            self._hide(other, place)
            return
        if place is not None and not self.hidden[at].no_figure:
            left = self._left(at, place[0])
            self._hide(at, (place[0], left[0]) if left else None)

    def _hide_exempt(self, at: int) -> None:
        """Hide a mean where the measure beside it tells how few are not in it, or are.

        Those are the exempt on a list, or those absent who have no mark.

        Of groups it is then never shown: their few are found by subtraction.
        """
        for place, hidden in self.hidden.items():
            if self.total[place].id == self.total[at].spec.beside:
                own = self.hidden[at]
                exempt = abs(self._size(at) - self._size(place))
                own.no_size |= hidden.no_size or 0 < exempt < self.least
                own.no_figure |= own.no_size or hidden.no_figure
                for table, groups in enumerate(self.tables):
                    everyone = set(groups) if exempt else set()
                    own.sizes[table] |= hidden.sizes[table] | everyone
                    own.figures[table] |= hidden.figures[table] | everyone

    def _size(self, at: int) -> int:
        return ratio_of(self.total[at]).denominator

    def _is_small(self, measure: Measure) -> bool:
        ends = (measure.spec.lowest, measure.spec.highest)
        return is_small(ratio_of(measure), self.least, ends)
