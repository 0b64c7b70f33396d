"""What is asked of a season, and what comes of it: pieces of files, one at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from keystage.synth.faults import Planted
from keystage.synth.model import Authority, Collection, School
from keystage.synth.places import school
from keystage.synth.returns import Return

ALL = 1000


@dataclass(frozen=True, slots=True)
class Plan:
    """An invented authority's summers, as they are to be written.

    `share` says in how many of a thousand returns faults are planted; 0 also means that
    every school sends, and in time. `workbooks` are left out where they cannot be
    written. `only` is the one school to make, by index.
    """

    authority: Authority
    summers: tuple[int, ...]
    collections: tuple[Collection, ...]
    share: int = ALL
    workbooks: bool = True
    only: int | None = None

    @property
    def indexes(self) -> Sequence[int]:
        """Return the schools to make."""
        return range(self.authority.schools) if self.only is None else (self.only,)

    @property
    def school(self) -> School:
        """Return the one school to make, the first where all are."""
        return school(self.authority, self.indexes[0])

    @property
    def steps(self) -> int:
        """Return how many schools are made, each summer's counted."""
        return len(self.summers) * len(self.indexes)


class Piece(NamedTuple):
    """A file, or more of one already begun: its path below the folder, and bytes.

    `pupils` is how many a return holds, 0 for what is no return; `faults` how many were
    planted in it.
    """

    path: str
    data: bytes
    more: bool = False
    pupils: int = 0
    faults: int = 0


class Step(NamedTuple):
    """What one school's summer comes to, or what ends a summer or all of them."""

    pieces: Iterator[Piece]
    is_school: bool = True


class Written(NamedTuple):
    """Where a return was written, and what a check must say of it.

    `path` is below the folder of all, and leads into a zip as into a folder.
    """

    path: str
    return_: Return
    facts: Sequence[Planted]


class Keeper(Protocol):
    """Who keeps the answers: each call gives whole lines of the key, with their ends."""

    def clean(
        self, index: int, summer: int, returns: Sequence[Return]
    ) -> Iterator[str]:
        """Take what a school would return if nothing went wrong."""
        ...

    def of_school(
        self, index: int, summer: int, written: Sequence[Written]
    ) -> Iterator[str]:
        """Take what it did send."""
        ...

    def finish(self, summer: int) -> Iterator[str]:
        """End a summer."""
        ...

    def end(self) -> Iterator[str]:
        """End all of them."""
        ...
