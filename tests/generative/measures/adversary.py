"""Somebody who has what a summary prints, and sums, differences and bounds of it.

Written apart from what hides: every figure of every row is a number not known, all
that is printed and all that must be so are inequalities, and the numbers are
narrowed until nothing more follows. That where figures are hidden one of them is
small is known as well: where only one can be, that is it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from keystage.reports.summary.model import Part, Row

type Name = tuple[str, str, str]
"""A row's sort and id, and the column."""

type Rule = tuple[Mapping[Name, int], int]
"""The numbers, each so many times, are no more than this in sum."""

ALL = ("all", "")
KS1 = ("REA", "WRI", "MAT")


def names(row: Row) -> tuple[str, str]:
    return row.of, row.id


def shares(full: Part) -> list[str]:
    """Return the columns that are no average of the list: theirs is no secret."""
    return [
        column.id
        for column in full.columns
        if column.said and not column.id.endswith(".listed")
    ]


def rules(full: Part) -> Iterator[Rule]:
    """Yield all that is so: rows add up, and columns of one row bound each other."""
    for column in shares(full):
        for of in {row.of for row in full.rows} - {"all"}:
            found = {(of, row.id, column): 1 for row in full.rows if row.of == of}
            yield found | {(*ALL, column): -1}, 0
            yield dict.fromkeys(found, -1) | {(*ALL, column): 1}, 0
    for row in full.rows:
        sizes = dict(zip([one.id for one in full.columns], row.figures, strict=True))
        size = {name: figure.denominator or 0 for name, figure in sizes.items()}
        told = {name: (*names(row), name) for name in size}
        yield from (_subjects if "expected.REA" in size else _goals)(told, size)


def _subjects(at: Mapping[str, Name], size: Mapping[str, int]) -> Iterator[Rule]:
    every = at["expected_combined"]
    for subject in KS1:
        yield {at[f"greater_depth.{subject}"]: 1, at[f"expected.{subject}"]: -1}, 0
        yield {every: 1, at[f"expected.{subject}"]: -1}, 0
    parts = [f"expected.{subject}" for subject in KS1]
    # Who did not meet all three did not meet one of them at least.
    room = sum(size[part] for part in parts) - size["expected_combined"]
    yield {every: -1} | {at[part]: 1 for part in parts}, room


def _goals(at: Mapping[str, Name], size: Mapping[str, int]) -> Iterator[Rule]:
    gld, everything = at["gld"], at["all_goals"]
    literacy, mean = at["communication_and_literacy"], at["average_goals"]
    yield {everything: 1, gld: -1}, 0
    yield {gld: 1, literacy: -1}, 0
    # Five goals, twelve, or all seventeen; who misses one has sixteen at most.
    for share, goals in ((literacy, 5), (gld, 12), (everything, 17)):
        yield {share: goals, mean: -1}, 0
    yield {mean: 1, everything: -1}, 16 * size["gld"]
    yield {at["points"]: 1, mean: -1}, 17 * size["gld"]
    yield {at["points"]: -1, mean: 1}, -17 * size["gld"]


@dataclass
class Number:
    """What a number that is not known lies between; `last` is the most there are."""

    value: int
    low: int
    high: int
    last: int
    hidden: bool

    def narrow(self, low: int, high: int) -> bool:
        before = (self.low, self.high)
        self.low, self.high = max(self.low, low), min(self.high, high)
        return before != (self.low, self.high)

    def is_small(self, least: int) -> bool:
        return min(self.value, self.last - self.value) < least

    def small(self, least: int) -> list[int]:
        """Return the small values it may have."""
        every = range(self.low, self.high + 1)
        return [value for value in every if min(value, self.last - value) < least]


def numbers(part: Part, full: Part) -> Iterator[tuple[Name, Number]]:
    """Yield every figure, as one knows it who sees `part` and the sizes of `full`."""
    for row, true in zip(part.rows, full.rows, strict=True):
        cells = zip(full.columns, row.figures, true.figures, strict=True)
        for column, figure, whole in cells:
            value, known = whole.numerator or 0, figure.numerator
            most = 1 if column.unit.value == "share" else 34
            last = most * (whole.denominator or 0)
            bounds = (0, last) if known is None else (known, known)
            yield (*names(row), column.id), Number(value, *bounds, last, figure.hidden)


def found_out(part: Part, full: Part, least: int) -> Sequence[Name]:
    """Return the small figures that are hidden, and yet known to be what they are."""
    found, known = dict(numbers(part, full)), list(rules(full))
    news = True
    while news:
        learnt = [use(found, *rule) for rule in known]
        if not any(learnt):
            learnt = [only_one_is_small(found, *one, least) for one in columns(full)]
        news = any(learnt)
    return [
        name
        for name, one in found.items()
        if one.hidden and one.last and one.low == one.high and one.is_small(least)
    ]


def columns(full: Part) -> Iterator[tuple[str, str]]:
    for of in {row.of for row in full.rows} - {"all"}:
        for column in full.columns:
            if column.unit.value == "share":
                yield of, column.id


def use(found: Mapping[Name, Number], parts: Mapping[Name, int], most: int) -> bool:
    """Narrow every number of one rule; return whether anything was learnt."""
    lows = {
        name: times * (found[name].low if times > 0 else found[name].high)
        for name, times in parts.items()
    }
    spare, news = most - sum(lows.values()), []
    for name, times in parts.items():
        one, room = found[name], spare + lows[name]
        if times > 0:
            news.append(one.narrow(one.low, room // times))
        else:
            news.append(one.narrow(-(room // -times), one.high))
    return any(news)


def only_one_is_small(
    found: Mapping[Name, Number], of: str, column: str, least: int
) -> bool:
    """Narrow the one hidden figure of a column that may be small, if one must be."""
    if found[*ALL, column].hidden:
        return False
    hidden = [
        one
        for (sort, _, name), one in found.items()
        if (sort, name) == (of, column) and one.hidden
    ]
    possible = [one for one in hidden if one.small(least)]
    if len(possible) != 1 or not possible[0].is_small(least):
        return False
    (one,) = possible
    values = one.small(least)
    return one.narrow(values[0], values[-1])
