"""Which column a heading means, in a rulebook."""

from collections import Counter
from collections.abc import Iterable, Iterator

from keystage.checks.model import Rulebook
from keystage.marksheet import headings
from keystage.marksheet.columns_file import ColumnsFile
from keystage.marksheet.grid import Kind, columns
from keystage.marksheet.headings import plain

IGNORED = "-"
"""What a heading means whose column is never read: worked out, or named to be left."""

_NUMBERED = ("elg{}", "elg{:02}", "goal{}", "goal{:02}", "g{:02}")
_YEAR_DIGITS = 4
_LONGEST = 200  # characters; what is longer is no heading


class Matcher:
    """Knows the headings of one rulebook's marksheet, in people's own words.

    What a columns file says comes first, then who a pupil is, then results, then
    what is worked out.
    """

    def __init__(self, book: Rulebook, said: ColumnsFile | None = None) -> None:
        self.book = book
        grid = columns(book)
        self.titles = {one.id: one.title for one in grid} | {
            name: one.label for name, one in headings.about().items()
        }
        self.results = tuple(one.id for one in grid if one.kind is Kind.RESULT)
        self.required = tuple(one.id for one in grid if one.required)
        self.said = {
            plain(name): to or IGNORED
            for name, to in (said.columns if said else {}).items()
        }
        self._who = {
            plain(way): one.id
            for section in (headings.about(), headings.identity())
            for one in section.values()
            for way in one.ways
        }
        self._results = _result_ways(book)
        derived = {
            plain(way)
            for one in grid
            if one.kind is Kind.DERIVED
            for way in (one.title, one.short)
        }
        generic = headings.derived() if derived else frozenset[str]()
        self._ignored = derived | generic | headings.beside()
        self._around = _around(book)
        self._met: dict[str, str] = {}

    def meaning(self, heading: str) -> str:
        """Return the id of the column `heading` means, `IGNORED`, or '' if none."""
        if len(heading) > _LONGEST:
            return ""
        if heading not in self._met:
            self._met[heading] = self._meaning(plain(heading))
        return self._met[heading]

    def _meaning(self, bare: str) -> str:
        for known in (self.said, self._results, self._who):
            if bare in known:
                return known[bare]
        if bare in self._ignored:
            return IGNORED
        for form in _forms(bare, *self._around):
            if form in self._results:
                return self._results[form]
        return ""


def _result_ways(book: Rulebook) -> dict[str, str]:
    """Return the plain headings of results; one that two share means neither."""
    ways: list[tuple[str, str]] = []
    for number, part in enumerate(book.components.values(), 1):
        forms = {
            part.title,
            part.short,
            part.id,
            *headings.results().get(part.title, ()),
        }
        forms |= {form.format(number) for form in _NUMBERED}
        forms.add(part.id.replace("0", "", 1))
        ways += {(plain(form), part.id) for form in forms}
    # a result's own title and id are its own, whatever else people call so
    own = {
        plain(way): c.id for c in book.components.values() for way in (c.id, c.title)
    }
    times = Counter(way for way, _ in ways)
    return {way: to for way, to in ways if times[way] == 1 and way} | own


def _around(book: Rulebook) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, after = headings.around()
    first = (*before, *book.areas.values(), *book.areas, book.title)
    return tuple(map(plain, first)), tuple(map(plain, after))


def _forms(bare: str, before: Iterable[str], after: Iterable[str]) -> Iterator[str]:
    """Yield `bare` without what stands around it: words that add nothing, numbers."""
    seen, waiting = {bare}, [bare]
    while waiting:
        form = waiting.pop(0)
        shorter = {form.lstrip("0123456789")}
        shorter |= {form.removeprefix(word) for word in before}
        shorter |= {form.removesuffix(word) for word in after}
        if form[-_YEAR_DIGITS:].isdigit():
            shorter.add(form[:-_YEAR_DIGITS])
        for one in sorted(shorter - seen - {""}, key=lambda text: (-len(text), text)):
            seen.add(one)
            waiting.append(one)
            yield one
