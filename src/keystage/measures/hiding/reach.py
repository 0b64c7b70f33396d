"""What one can work out who knows all that is shown, and adds and takes away."""

from collections.abc import Container, Mapping, Sequence
from itertools import chain

from keystage.measures.hiding.figures import Figures
from keystage.measures.hiding.links import Link

type Links = Mapping[int, Sequence[Link]]

_ROUNDS = 20  # what is still to be learnt after so many is next to nothing


def bounds(at: int, of: Figures, links: Links) -> tuple[int, int]:
    """Return what a figure must lie between, by the others of its group."""
    low, high = of.ends(at)
    for link in links[at]:
        least, most = link.bound(at, of)
        low, high = max(low, least), min(high, most)
    return low, high


def learn(
    total: Figures,
    tables: Sequence[Mapping[str, Figures]],
    links: Links,
    *,
    known: Container[int] = (),
    least: int = 0,
) -> None:
    """Narrow every hidden figure to what follows from the others.

    Figures of a group bound one another, and those of a table's groups add up to
    that of everybody. Of the measures `known`, by place, one knows besides which
    hidden figures are small.
    """
    groups = list(chain.from_iterable(table.values() for table in tables))
    open_ = [(group, at) for group in (*groups, total) for at in group.hidden]
    for _ in range(_ROUNDS):
        news = [group.narrow(at, *bounds(at, group, links)) for group, at in open_]
        for group, at in open_:
            if at in known:
                span = group.span(at, group.low[at], group.high[at], least)
                news.append(group.narrow(at, *span.reach()))
        for table in tables:
            news += [_add_up(at, total, list(table.values())) for at in links]
        if not any(news):
            return


def _add_up(at: int, total: Figures, groups: Sequence[Figures]) -> bool:
    """Learn what a measure's groups tell of their sum, and it of them."""
    lows = sum(group.low[at] for group in groups)
    highs = sum(group.high[at] for group in groups)
    news = [total.narrow(at, lows, highs)]
    for group in groups if lows < highs else ():
        low = total.low[at] - (highs - group.high[at])
        high = total.high[at] - (lows - group.low[at])
        news.append(group.narrow(at, low, high))
    return any(news)
