"""Which files of one folder go with which of another, whatever they are called."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Held(NamedTuple):
    """A file: its name, the school that sent it, and what it holds.

    `school` is the school's number, or its URN. `parts` are the collections and
    years, as `("phonics", 2026)`; empty where it holds none that is known.
    """

    path: str
    school: str
    parts: frozenset[tuple[str, int]]


@dataclass(slots=True)
class Pair:
    """The files of one school and collection on either side, as they are named."""

    school: str
    parts: set[tuple[str, int]] = field(default_factory=set)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def has_both(self) -> bool:
        """Whether there is something to compare."""
        return bool(self.before and self.after)


def paired(before: Iterable[Held], after: Iterable[Held]) -> list[Pair]:
    """Return the files that belong together, by school, each file once.

    Files of one school belong together where they share a collection and year, with
    each other or through a third: two files of phonics before, one after. Those that
    hold none are one pair of their school. A file that names no school stays alone.
    """
    found: list[Pair] = []
    for side, files in (("before", before), ("after", after)):
        for held in files:
            one = Pair(held.school, set(held.parts))
            for other in list(_of_same(found, held)):
                one.parts |= other.parts
                one.before += other.before
                one.after += other.after
                found.remove(other)
            getattr(one, side).append(held.path)
            found.append(one)
    return sorted(found, key=lambda one: (one.school, sorted(one.parts), one.before))


def _of_same(found: Iterable[Pair], held: Held) -> Iterator[Pair]:
    for one in found:
        shares = bool(one.parts & held.parts) or one.parts == held.parts
        if held.school and one.school == held.school and shares:
            yield one
