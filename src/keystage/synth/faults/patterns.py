"""What is seen in many children of one return together, counted by hand.

A small school may well have the same for everybody: what is said of that is right, and
nobody planted it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import wraps

from keystage.synth.faults.changes import component_of, listed
from keystage.synth.faults.model import Facts, Spot
from keystage.synth.model import Authority, Collection, Phase
from keystage.synth.places import roll
from keystage.synth.results import FIRST_SUMMER
from keystage.synth.returns import returns
from keystage.synth.returns.model import Return, Row

_WORDS = {"EMERGING": "1", "EXPECTED": "2", "ABSENT": "A"}
_MANY, _IN_TWENTY = 2, 20  # more than two, and more than one in twenty
_ENOUGH = 5
_TIMES = 3
_TEN, _POINTS = 10, 20
_MET = frozenset({"EXS", "GDS"})
_ELSEWHERE = frozenset({"L", "F", "P"})
_STANDARD = 32
_STANDARD_KNOWN = (2024, 2025)
_CLASS = 30  # children of a year in a class, in the order of the list
_PARTS = {
    Collection.PHONICS: ("mark",),
    Collection.KS1: ("REA", "WRI", "MAT", "SCI"),
    Collection.MTC: ("MTC",),
    Collection.KS2: ("WRI", "SCI"),
}
_GOALS = tuple(f"E{goal:02}" for goal in range(1, 18))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule about a return as a whole, and the component it names, or ''."""

    way: str
    component: str = ""


def patterns(authority: Authority, return_: Return) -> Iterator[Pattern]:
    """Yield what a return is asked about as a whole, each as often as it is asked."""
    rows = _each_once(return_)
    values = [_values(row, return_) for row in rows]
    kind = return_.collection
    now, then = _reached(kind, values), _reached(kind, _last_year(authority, return_))
    if listed(return_) and _far_apart(now, then):
        yield Pattern("L01")
    match return_.collection:
        case Collection.EYFSP:
            yield from _exempt(values)
            classes = _classes(authority, return_)
            yield from _same_in_class(
                [classes.get(_number(row), "") for row in rows], values
            )
            return
        case Collection.PHONICS:
            yield from _marks([told.get("mark", "") for told in values], return_)
    yield from _same(values, _PARTS[return_.collection])


type _Told = list[dict[str, str]]


def _last_year(authority: Authority, return_: Return) -> _Told:
    """Return the values of what the school returned the summer before, if it did."""
    if return_.summer - 1 < FIRST_SUMMER:
        return []
    index, kind = return_.school.index, return_.collection
    before = returns(authority, index, return_.summer - 1, (kind,))
    return [_values(row, one) for one in before for row in one.rows]


def _reached(collection: Collection, values: _Told) -> tuple[int, int]:
    """Return how many reached what a collection is judged by, and of how many."""
    if collection is Collection.EYFSP:
        of = [told for told in values if "A" not in told.values()]
        good = _GOALS[:12]
        return sum(all(told.get(one) == "2" for one in good) for told in of), len(of)
    if collection is Collection.KS1:
        parts = ("REA", "WRI", "MAT")
        met = (all(told.get(one) in _MET for one in parts) for told in values)
        return sum(met), len(values)
    if collection is Collection.KS2:
        of = [told for told in values if told.get("WRI") not in _ELSEWHERE]
        return sum(told.get("WRI") in _MET for told in of), len(of)
    return 0, 0


def _far_apart(now: tuple[int, int], then: tuple[int, int]) -> bool:
    """Return whether two shares of enough pupils are twenty points of a hundred apart."""
    (met, of), (met_then, of_then) = now, then
    if min(of, of_then) < _TEN:
        return False
    return 100 * abs(met * of_then - met_then * of) >= _POINTS * of * of_then


def seen_in_all(change: Callable[[Spot], bool]) -> Callable[[Spot], Facts | None]:
    """Return a recipe that makes a change in many rows, and says what is seen of it.

    `change` returns whether it has changed anything. Where nothing of the recipe's rule
    is seen then, everything is put back as it was.
    """

    @wraps(change)
    def plant(spot: Spot) -> Facts | None:
        rows = spot.return_.rows
        before = [_copied(row) for row in rows]
        told: Facts = []
        if change(spot):
            found = patterns(spot.authority, spot.return_)
            same = (one for one in found if one.way == spot.told.way)
            told = [spot.fact(None, one.component) for one in same]
        if not told:
            rows[:] = before
        return told or None

    return plant


def _copied(row: Row) -> Row:
    results = [replace(one) for one in row.results]
    return replace(row, fields=dict(row.fields), results=results)


def _number(row: Row) -> str:
    return row.upn.replace(" ", "").upper()


def _each_once(return_: Return) -> list[Row]:
    kept: dict[object, Row] = {}
    for row in return_.rows:
        said = tuple(sorted((one.component, one.value) for one in row.results))
        kept.setdefault((row.upn, said) if row.upn else id(row), row)
    return list(kept.values())


def _values(row: Row, return_: Return) -> dict[str, str]:
    """Return the value of each component; '' where two differ."""
    found: dict[str, set[str]] = {}
    for one in row.results:
        text = one.value.strip().upper()
        name = component_of(one, return_)
        found.setdefault(name, set()).add(_WORDS.get(text, text))
    return {
        name: next(iter(values)) if len(values) == 1 else ""
        for name, values in found.items()
    }


def _often(count: int, of: int) -> bool:
    return count > _MANY and count * _IN_TWENTY > of


def _exempt(values: list[dict[str, str]]) -> Iterator[Pattern]:
    if _often(sum("A" in told.values() for told in values), len(values)):
        yield Pattern("EY-X5")


def _same_in_class(
    classes: list[str], values: list[dict[str, str]]
) -> Iterator[Pattern]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for name, told in zip(classes, values, strict=True):
        goals = tuple(told.get(goal, "") for goal in _GOALS)
        if all(goals):
            found.setdefault(name, []).append(goals)
    for levels in found.values():
        if len(levels) >= _ENOUGH and len(set(levels)) == 1:
            yield Pattern("EY-X6")


def _marks(marks: list[str], return_: Return) -> Iterator[Pattern]:
    if _often(marks.count("0"), len(marks)):
        yield Pattern("PH-X2", "mark")
    if return_.summer in _STANDARD_KNOWN:
        met = marks.count(str(_STANDARD))
        below = marks.count(str(_STANDARD - 1)) + marks.count(str(_STANDARD - 2))
        if met >= _ENOUGH and met >= _TIMES * below:
            yield Pattern("PH-X9", "mark")


def _same(values: list[dict[str, str]], parts: tuple[str, ...]) -> Iterator[Pattern]:
    whole = [tuple(told.get(part, "") for part in parts) for told in values]
    levels = Counter(one for one in whole if all(one))
    if len(levels) == 1 and levels.total() >= _ENOUGH:
        yield Pattern("PATTERN-ALL-SAME", parts[0] if len(parts) == 1 else "")


def _classes(authority: Authority, return_: Return) -> dict[str, str]:
    """Return the class of each child in reception; infant schools' lists have none."""
    here = return_.school
    if not listed(return_) or here.phase is Phase.INFANT:
        return {}
    entries = roll(authority, here.index, return_.summer, 0)
    return {
        entry.child.upn: str(place // _CLASS) for place, entry in enumerate(entries)
    }
