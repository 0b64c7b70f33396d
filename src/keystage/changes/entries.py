"""All entries of a file at once: what a check of one collection does not see."""

from keystage.changes.compare import says_all
from keystage.changes.match import number
from keystage.changes.model import Reads, as_written
from keystage.core import repairs, upn
from keystage.core.findings import Repair
from keystage.core.records import CtfFile


class Entries:
    """The entries of a file by UPN, to ask whether a repair is safe for all of it."""

    def __init__(self, file: CtfFile, reads: Reads = as_written) -> None:
        self._reads = reads
        self._pupils = file.pupils
        self._places: dict[str, list[int]] = {}
        for place, one in enumerate(file.pupils):
            self._places.setdefault(number(one), []).append(place)

    def unsafe(self, repair: Repair) -> str:
        """Return why `repair` is left alone although it is offered, or ''.

        A file may hold several collections: a second entry that repeats this one's
        results of one may hold those of another, or an address, and a UPN that is
        free among its pupils may be another pupil's.
        """
        if repair.target != "pupil" or repair.pupil is None:
            return ""
        if repair.field == repairs.WHOLE_PUPIL:
            return self._loses(repair.pupil - 1)
        if repair.field == "upn" and self._taken(repair.pupil - 1, repair.new):
            return "another pupil in this file has the UPN it would give"
        return ""

    def _taken(self, at: int, new: str) -> bool:
        tidied = upn.tidy(new)
        return tidied != number(self._pupils[at]) and tidied in self._places

    def _loses(self, at: int) -> str:
        leaves = self._pupils[at]
        twins = (place for place in self._places[number(leaves)] if place != at)
        if any(says_all(self._pupils[one], leaves, self._reads) for one in twins):
            return ""
        return "what only this entry says of the pupil would be lost"
