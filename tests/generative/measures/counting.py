"""Somebody who lays how many pupils count in one subject beside how many in another.

Written apart from what hides: of every column the sums over groups that can be known
are looked for, those that two columns share are laid side by side, and a difference of
a few pupils is what should have stayed hidden.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations

from keystage.reports.summary.model import Part, Row

type Groups = frozenset[str]
type Told = tuple[str, str, Groups]
"""Two columns and the groups in which few pupils count in one of them alone."""


def few_told(part: Part, full: Part, least: int) -> list[Told]:
    """Return what `part` tells of few pupils; `full` is the same with nothing hidden."""
    every, *_ = part.rows
    found = list(_beside({"": every}, {"": full.rows[0]}, part, least))
    for of in {row.of for row in part.rows} - {"all"}:
        shown = {row.id: row for row in part.rows if row.of == of}
        true = {row.id: row for row in full.rows if row.of == of}
        found += _beside(shown, true, part, least, every=every)
    return found


def _beside(
    shown: Mapping[str, Row],
    true: Mapping[str, Row],
    part: Part,
    least: int,
    *,
    every: Row | None = None,
) -> Iterator[Told]:
    shares = [at for at, column in enumerate(part.columns) if column.unit == "share"]
    for one, other in combinations(shares, 2):
        known = [_known(shown, at, every) for at in (one, other)]
        both = [names for names in known[0] if names in known[1]]
        for names in both:
            if any(fewer < names for fewer in both):
                continue  # what is known of parts of it is no news
            sizes = [
                sum(_size(true[name], at) for name in names) for at in (one, other)
            ]
            if 0 < abs(sizes[0] - sizes[1]) < least:
                yield part.columns[one].id, part.columns[other].id, names


def _known(shown: Mapping[str, Row], at: int, every: Row | None) -> Sequence[Groups]:
    """Return the groups whose sizes can be known in sum: from theirs, or all others'."""
    hidden = {
        name for name, row in shown.items() if row.figures[at].denominator is None
    }
    whole = every is not None and every.figures[at].denominator is not None
    return [
        frozenset(names)
        for names in _some_of(sorted(shown))
        if not hidden & names or (whole and hidden <= names)
    ]


def _some_of(names: Sequence[str]) -> Iterator[set[str]]:
    sizes = range(1, len(names) + 1)
    return map(set, chain.from_iterable(combinations(names, size) for size in sizes))


def _size(row: Row, at: int) -> int:
    return row.figures[at].denominator or 0
