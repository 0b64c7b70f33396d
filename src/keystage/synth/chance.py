"""Chance that comes out the same on every machine: streams drawn from a seed and names.

A `Stream` is a row of bytes made by hashing the seed and the stream's names with a
counter. Streams of different names have nothing to do with each other, so a child can be
drawn without drawing those before it. All is whole numbers: no library of floating
point, no order of a set and no hash of the running process takes part.
"""

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import blake2b
from itertools import accumulate

from keystage.core.errors import UsageError

SD = 256
"""The standard deviation of `Stream.normal`, in its own units."""

_BLOCK = 64
_WIDE = 8  # bytes for a number below some limit: no visible bias
_TERMS = 12  # twelve even bytes: variance 12 * (256**2 - 1) / 12
_MIDDLE = _TERMS * 255 // 2


class Stream:
    """Draws in an order that the seed and the names alone decide."""

    __slots__ = ("_bytes", "_count", "_next", "_start")

    def __init__(self, seed: int, *names: str | int) -> None:
        """Name the stream; texts and numbers are told apart, and so is how many."""
        self._start = blake2b(repr((seed, *names)).encode(), digest_size=_BLOCK)
        self._bytes = b""
        self._next = 0
        self._count = 0

    def _take(self, size: int) -> bytes:
        end = self._next + size
        while end > len(self._bytes):
            block = self._start.copy()
            block.update(self._count.to_bytes(_WIDE))
            self._bytes = self._bytes[self._next :] + block.digest()
            end -= self._next
            self._next = 0
            self._count += 1
        taken = self._bytes[self._next : end]
        self._next = end
        return taken

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to `limit` - 1, all alike.

        Raises `UsageError` where there is no such number.
        """
        if limit < 1:
            raise UsageError(
                f"There is no whole number from 0 up that is below {limit}."
            )
        return int.from_bytes(self._take(_WIDE)) * limit >> _WIDE * 8

    def between(self, first: int, last: int) -> int:
        """Return a whole number from `first` to `last`, both among them."""
        return first + self.below(last - first + 1)

    def happens(self, share: int, of: int = 1000) -> bool:
        """Return whether something happens that does `share` times in `of`."""
        return self.below(of) < share

    def pick[T](self, choices: Sequence[T]) -> T:
        """Return one of `choices`, all alike."""
        return choices[self.below(len(choices))]

    def weighted[T](self, choices: Sequence[tuple[T, int]]) -> T:
        """Return one of `choices`, each as often as the number beside it says."""
        ends = list(accumulate(weight for _, weight in choices))
        return choices[bisect_right(ends, self.below(ends[-1]))][0]

    def normal(self) -> int:
        """Return a normal deviate: mean 0, standard deviation `SD`, whole numbers."""
        return self.normals(1)[0]

    def normals(self, count: int) -> list[int]:
        """Return as many normal deviates, the same as one after the other."""
        taken = self._take(_TERMS * count)
        starts = range(0, len(taken), _TERMS)
        return [sum(taken[start : start + _TERMS]) - _MIDDLE for start in starts]

    def shuffled[T](self, things: Sequence[T]) -> list[T]:
        """Return `things` in a drawn order; what was given stays as it is."""
        mixed = list(things)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
