"""All entries of a file at once: what a check of one collection does not see."""

from collections.abc import Set
from typing import NamedTuple

from keystage.changes.compare import says_all
from keystage.changes.match import Contents, contents, number
from keystage.changes.model import Reads, as_written
from keystage.core import repairs, upn
from keystage.core.findings import Repair
from keystage.core.records import CtfFile

# Entries of one UPN that all differ are compared, each with each: a few at most.
_MOST_COMPARED = 4


class _Alike(NamedTuple):
    """Places of entries that are alike: the first, and two that stay if so many do."""

    first: int
    stay: list[int]

    def before(self, at: int) -> int | None:
        """Return one of these that the entry `at` may lean on, if there is one."""
        if self.first < at:
            return self.first
        return next((place for place in self.stay if place != at), None)


class Entries:
    """The entries of a file by UPN, to ask whether a repair is safe for all of it.

    `leaving` are the pupils (from 1) whose removal is on offer at the same time:
    one of them leans on an entry that stays, or on one before it, so that all may
    go together.
    """

    def __init__(
        self,
        file: CtfFile,
        reads: Reads = as_written,
        leaving: Set[int | None] = frozenset(),
    ) -> None:
        self._reads = reads
        self._pupils = file.pupils
        self._leaving = leaving
        self._places: dict[str, list[int]] = {}
        self._groups: dict[str, dict[Contents, _Alike]] = {}
        for place, one in enumerate(file.pupils):
            self._places.setdefault(number(one), []).append(place)

    def unsafe(self, repair: Repair) -> str:
        """Return why `repair` is left alone although it is offered, or ''.

        A file may hold several collections: a second entry that repeats this one's
        results of one may hold those of another, or an address, and a UPN that is
        free among its pupils may be another pupil's. Of one that stands in many
        entries, all saying other things, none is safe to take out.
        """
        if repair.target != "pupil" or repair.pupil is None:
            return ""
        if is_removal(repair):
            return self._loses(repair.pupil - 1)
        if repair.field == "upn" and self._taken(repair.pupil - 1, repair.new):
            return "another pupil in this file has the UPN it would give"
        return ""

    def _taken(self, at: int, new: str) -> bool:
        tidied = upn.tidy(new)
        return tidied != number(self._pupils[at]) and tidied in self._places

    def _loses(self, at: int) -> str:
        leaves = self._pupils[at]
        group = self._alike(number(leaves))
        if group[contents(leaves)].before(at) is not None:
            return ""
        others = [] if len(group) > _MOST_COMPARED else group.values()
        places = (one.before(at) for one in others)
        if any(
            says_all(self._pupils[place], leaves, self._reads)
            for place in places
            if place is not None
        ):
            return ""
        return "what only this entry says of the pupil would be lost"

    def _alike(self, sought: str) -> dict[Contents, _Alike]:
        """Return the entries of a UPN by what they say, in time linear in them."""
        if sought not in self._groups:
            found = self._groups[sought] = {}
            for place in self._places[sought]:
                same = contents(self._pupils[place])
                alike = found.setdefault(same, _Alike(place, []))
                if place + 1 not in self._leaving and len(alike.stay) <= 1:
                    alike.stay.append(place)
        return self._groups[sought]


def is_removal(repair: Repair) -> bool:
    """Whether `repair` takes a whole pupil out."""
    return repair.target == "pupil" and repair.field == repairs.WHOLE_PUPIL
