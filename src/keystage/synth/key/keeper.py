"""The key, written while an authority is made: school by school, and little is kept."""

from collections.abc import Iterator, Sequence

from keystage.synth.key.facts import Written, is_taken, json_line, line, planted
from keystage.synth.key.natural import of_file, of_nothing_sent
from keystage.synth.key.totals import Totals
from keystage.synth.model import Authority, Collection
from keystage.synth.returns.model import Return


class Key:
    """Gives the lines of the key as schools are made, in order of summer and school.

    `clean` says that nothing is planted. Every text is one line with its end.
    """

    def __init__(
        self, authority: Authority, collections: Sequence[Collection], *, clean: bool
    ) -> None:
        """Begin a key of an authority's `collections`."""
        self._authority = authority
        self._collections = tuple(collections)
        self._clean = clean
        self._totals = Totals(authority)
        self._due: list[Return] = []

    def clean(
        self, index: int, summer: int, returns: Sequence[Return]
    ) -> Iterator[str]:
        """Yield what is true of a school's returns before faults are planted in them."""
        self._due = [one for one in returns if one.school.estab]
        for total in self._totals.school(returns):
            yield json_line(total.line())

    def of_school(
        self, index: int, summer: int, written: Sequence[Written]
    ) -> Iterator[str]:
        """Yield what a check must say of the files of a school's summer."""
        for one in written:
            for fault in one.facts:
                yield line(planted(one, fault))
            if is_taken(one):
                yield from map(line, of_file(self._authority, one))
        for return_ in self._due:
            yield from map(line, of_nothing_sent(return_, written))

    def finish(self, summer: int) -> Iterator[str]:
        """Yield what is left to say of a summer, once its schools are made."""
        yield from ()

    def end(self) -> Iterator[str]:
        """Yield the totals of the whole authority."""
        for total in self._totals.authority():
            yield json_line(total.line())
