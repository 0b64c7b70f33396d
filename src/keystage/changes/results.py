"""The results of two entries of one pupil, compared by what they mean."""

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple

from keystage.changes.model import Change, Meaning, Reads
from keystage.core.records import Assessment, Kind, Pupil


class _Read(NamedTuple):
    part: Assessment
    means: Meaning


type _Both = list[tuple[_Read, _Read]]


def changes(
    before: Pupil | None, after: Pupil | None, reads: Reads
) -> tuple[Change, ...]:
    """Return how the results of two entries of one pupil differ; None has none.

    A result given several times is compared as often: those equal in everything
    are set aside, then those that mean the same are compared, then the rest in
    order.
    """
    left, right = _by_key(before, reads), _by_key(after, reads)
    found: list[Change] = []
    for key in sorted({*left, *right}):
        olds, news = left.get(key, []), right.get(key, [])
        for alike in (_texts, _value, _key):
            both, olds, news = _paired(olds, news, alike)
            for one, other in both:
                found += _differing(one, other)
        found += [_change(one, one.part.result, None) for one in olds]
        found += [_change(one, None, one.part.result) for one in news]
    return tuple(found)


def _by_key(pupil: Pupil | None, reads: Reads) -> dict[tuple[str, ...], list[_Read]]:
    found: dict[tuple[str, ...], list[_Read]] = {}
    for part in pupil.assessments if pupil else ():
        means = reads(part)
        found.setdefault(means.key, []).append(_Read(part, means))
    return {key: sorted(parts, key=_order) for key, parts in found.items()}


def _order(one: _Read) -> tuple[str, ...]:
    return (one.means.value, one.part.result, one.part.date, *one.part.kind)


def _texts(one: _Read) -> Hashable:
    return one.part.result, one.part.kind, one.part.date


def _value(one: _Read) -> Hashable:
    return one.means.value


def _key(one: _Read) -> Hashable:
    return one.means.key


def _paired(
    olds: list[_Read], news: list[_Read], alike: Callable[[_Read], Hashable]
) -> tuple[_Both, list[_Read], list[_Read]]:
    """Return pairs of those `alike`, and who is left over, in order."""
    waiting: dict[Hashable, deque[_Read]] = {}
    for other in news:
        waiting.setdefault(alike(other), deque()).append(other)
    both: _Both = []
    left: list[_Read] = []
    for one in olds:
        others = waiting.get(alike(one))
        if others:
            both.append((one, others.popleft()))
        else:
            left.append(one)
    right = sorted((part for rest in waiting.values() for part in rest), key=_order)
    return both, left, right


def _differing(one: _Read, other: _Read) -> Iterator[Change]:
    old, new = one.part, other.part
    if old.result != new.result:
        same = one.means.value == other.means.value
        yield _change(one, old.result, new.result)._replace(same=same)
    if old.date != new.date:
        yield _change(one, old.date or None, new.date or None)._replace(
            same=True, aspect="date"
        )
    if old.kind != new.kind:
        yield _change(one, _written(old.kind), _written(new.kind))._replace(
            same=True, aspect="kind"
        )


def _written(kind: Kind) -> str:
    return " ".join(text or "-" for text in kind)


def _change(one: _Read, old: str | None, new: str | None) -> Change:
    means = one.means
    name = "/".join(means.key)
    return Change("result", name, means.title, old, new, about=means.about)
