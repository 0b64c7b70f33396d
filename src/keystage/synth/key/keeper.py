"""The key, written while an authority is made: school by school, and little is kept."""

from collections.abc import Iterator, Sequence

from keystage.synth.key.across import Beside
from keystage.synth.key.facts import Fact, Written, is_taken, json_line, line, planted
from keystage.synth.key.moved import movers
from keystage.synth.key.natural import of_file, of_nothing_sent
from keystage.synth.key.totals import Totals
from keystage.synth.model import Authority, Collection
from keystage.synth.places import DISTRICT
from keystage.synth.returns.model import Return

_TOGETHER = 400  # schools


class Key:
    """Gives the lines of the key as schools are made, in order of summer and school.

    Every text is one line with its end. Of a large authority only the schools of a
    district are held against each other, whose children move among them: that two of
    distant schools have one name and birthday is then not told.
    """

    def __init__(
        self,
        authority: Authority,
        collections: Sequence[Collection],
        *,
        whole: bool = True,
    ) -> None:
        """Begin a key of an authority's `collections`; `whole` if all schools are made."""
        self._authority = authority
        self._whole = whole
        self._collections = tuple(collections)
        self._totals = Totals(authority)
        self._due: list[Return] = []
        self._beside: dict[Collection, Beside] = {}

    def clean(
        self, index: int, summer: int, returns: Sequence[Return]
    ) -> Iterator[str]:
        """Yield what is true of a school's returns before faults are planted in them."""
        self._due = [one for one in returns if one.school.estab]
        for total in self._totals.school(returns):
            yield json_line(total.line())
        for mover in movers(self._authority, index, summer, self._collections):
            yield json_line(mover.line())

    def of_school(
        self, index: int, summer: int, written: Sequence[Written]
    ) -> Iterator[str]:
        """Yield what a check must say of the files of a school's summer."""
        for one in written:
            for fault in one.facts:
                if not fault.across:
                    yield line(planted(one, fault))
            if is_taken(one):
                yield from map(line, of_file(self._authority, one))
        for return_ in self._due:
            yield from map(line, of_nothing_sent(return_, written))
        yield from map(line, self._noted(summer, written))
        last = index % DISTRICT == DISTRICT - 1
        if last and self._authority.schools > _TOGETHER:
            yield from self._shown()

    def _noted(self, summer: int, written: Sequence[Written]) -> Iterator[Fact]:
        """Yield what a school's own files show together; keep them beside others."""
        for kind in self._collections:
            if kind not in self._beside:
                self._beside[kind] = Beside(self._authority, kind, summer)
            same = [one for one in written if one.return_.collection is kind]
            yield from self._beside[kind].add(same)

    def finish(self, summer: int) -> Iterator[str]:
        """Yield what is left to say of a summer, once its schools are made."""
        yield from self._shown()

    def _shown(self) -> Iterator[str]:
        for beside in self._beside.values():
            yield from map(line, beside.facts())
        self._beside.clear()

    def end(self) -> Iterator[str]:
        """Yield the totals of the whole authority, of which one school alone has none."""
        for total in self._totals.authority() if self._whole else ():
            yield json_line(total.line())
