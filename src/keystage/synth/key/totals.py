"""What the results of the returns come to: the true totals of every measure.

Counted here by a program of its own, from the published definitions, so that the key
does not share an error with `keystage.measures`. All are whole numbers: how many count,
and how many met it, or the sum over all who count.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from keystage.core.errors import UsageError
from keystage.synth.key.counting import Measure, Results, Told, measures
from keystage.synth.model import Authority, Collection, Entry
from keystage.synth.places import roll, year_at
from keystage.synth.results import FIRST_SUMMER, first_result
from keystage.synth.returns.model import Result, Return, Row

_MARKS = "NM"


@dataclass(frozen=True, slots=True)
class Total:
    """What a measure comes to; `school` is a number, or '' for the whole authority."""

    collection: Collection
    summer: int
    school: str
    measure: str
    numerator: int
    denominator: int

    def line(self) -> dict[str, str | int]:
        """Return the line of the key."""
        return {
            "kind": "total",
            "collection": self.collection.value,
            "summer": self.summer,
            "school": self.school,
            "measure": self.measure,
            "numerator": self.numerator,
            "denominator": self.denominator,
        }


class Totals:
    """Adds up one school after another; keeps the sums of the authority only."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._sums: dict[tuple[Collection, int], dict[str, list[int]]] = {}

    def school(self, returns: Sequence[Return]) -> Iterator[Total]:
        """Yield the totals of one school's clean returns, one a collection and year.

        A child that a return names twice counts once.
        """
        for one in returns:
            children = list(told(self._authority, one))
            sums = self._sums.setdefault(
                (one.collection, one.summer), defaultdict(lambda: [0, 0])
            )
            for measure in measures(one.collection, one.summer):
                numerator, denominator = _added(measure, children)
                both = sums[measure.name]
                both[0] += numerator
                both[1] += denominator
                yield Total(
                    one.collection,
                    one.summer,
                    one.school.number,
                    measure.name,
                    numerator,
                    denominator,
                )

    def authority(self) -> Iterator[Total]:
        """Yield the totals of all schools so far, each as its school returned it."""
        for (collection, summer), sums in self._sums.items():
            for name, (numerator, denominator) in sums.items():
                yield Total(collection, summer, "", name, numerator, denominator)


def told(authority: Authority, one: Return) -> Iterator[Told]:
    """Yield each child of a clean return once, and of phonics those not in it.

    These are the children of year 2 who are here to the end of the school year and had
    no reason to be checked again. Raises `UsageError` for a row that is about nobody.
    """
    seen: set[str] = set()
    for row in one.rows:
        entry = _entry(row)
        if entry.child.upn not in seen:
            seen.add(entry.child.upn)
            yield _told(authority, entry, one, row.results)
    if one.collection is not Collection.PHONICS:
        return
    index, summer = one.school.index, one.summer
    closes = year_at(authority, index, summer).closes
    for entry in roll(authority, index, summer, 2):
        if entry.child.upn not in seen and entry.stay.left >= closes:
            seen.add(entry.child.upn)
            yield _told(authority, entry, one, ())


def _entry(row: Row) -> Entry:
    if row.entry is None:
        raise UsageError("A row that is about no child has no true total.")
    return row.entry


def _told(
    authority: Authority, entry: Entry, one: Return, results: Iterable[Result]
) -> Told:
    named = {_name(one.collection, result): result.value for result in results}
    before: Results = {}
    if one.collection is Collection.PHONICS and one.summer > FIRST_SUMMER:
        before = _before(authority, entry, one.summer)
    return Told(one.summer - entry.child.origin.cohort, named, before)


def _name(collection: Collection, result: Result) -> str:
    if collection is not Collection.PHONICS:
        return result.component
    return "mark" if result.qualifier == _MARKS else "outcome"


def _before(authority: Authority, entry: Entry, summer: int) -> Results:
    """Return the check of the year before, if a school of the authority returned it."""
    for stay in entry.journey.stays:
        opens, closes = year_at(authority, stay.school, summer - 1).check
        if stay.joined <= closes and stay.left >= opens:
            return first_result(authority, entry, summer)
    return {}


def _added(measure: Measure, children: Iterable[Told]) -> tuple[int, int]:
    counted = [
        adds
        for child in children
        if measure.group in {None, child.group}
        and (adds := measure.adds(child)) is not None
    ]
    return sum(counted), len(counted)
