"""What each child adds to each measure, as the published definitions have it.

Written apart from `keystage.measures`: nothing is shared but the guidance. Codes are
those of 2022 and later.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from keystage.synth.model import Collection
from keystage.synth.results import FIRST_SUMMER

type Results = Mapping[str, str]
type Adds = int | None
"""What a pupil adds to a sum; None for one who does not count."""
type Count = Callable[["Told"], Adds]

_GOALS = tuple(f"E{goal:02}" for goal in range(1, 18))
_GOOD_LEVEL = _GOALS[:12]
_WORDS = ("E01", "E02", "E08", "E09", "E10")
_EXPECTED, _EXEMPT = "2", "A"

_THRESHOLD = 32
_PUBLISHED = range(2022, 2026)  # summers whose threshold is published
_IN_PLACE_OF_A_MARK = frozenset("ADQ")  # these stay in the denominator; L does not

_BELOW = frozenset({"EM", "PK1", "PK2", "PK3", "PK4", "PK5", "PK6"})
_COUNTED = _BELOW | {"WTS", "EXS", "GDS", "HNM", "A", "Q"}
_MET = frozenset({"EXS", "GDS"})
_DEEP = frozenset({"GDS"})
_FULL = 25


@dataclass(frozen=True, slots=True)
class Told:
    """What a return says of one child.

    `results` are by component, a phonics code in place of a mark as `outcome`; `before`
    are the phonics results of the year before, where a school returned them.
    """

    group: int
    results: Results
    before: Results = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: what each child adds, of the children of some year groups."""

    name: str
    adds: Count
    group: int | None = None


def measures(collection: Collection, summer: int) -> tuple[Measure, ...]:
    """Return every measure of a collection in a year."""
    if collection is Collection.PHONICS:
        return _phonics(summer)
    return _MEASURES[collection]


def _assessed(child: Told) -> bool:
    """Return whether every goal is judged."""
    return all(child.results.get(goal) in {"1", _EXPECTED} for goal in _GOALS)


def _expected(goals: Sequence[str]) -> Count:
    def adds(child: Told) -> Adds:
        if not _assessed(child):
            return None
        return int(all(child.results[goal] == _EXPECTED for goal in goals))

    return adds


def _points(child: Told) -> Adds:
    if not _assessed(child):
        return None
    return sum(int(child.results[goal]) for goal in _GOALS)


def _goals(child: Told) -> Adds:
    if not _assessed(child):
        return None
    return sum(child.results[goal] == _EXPECTED for goal in _GOALS)


def _listed(count: Count) -> Count:
    """Return the count of all on the list: who is exempt adds nothing, and counts."""

    def adds(child: Told) -> Adds:
        exempt = all(child.results.get(goal) == _EXEMPT for goal in _GOALS)
        return 0 if exempt else count(child)

    return adds


def _standard(results: Results) -> Adds:
    """Return 1 where the standard of phonics is met; a code counts as not met."""
    if "mark" in results:
        return int(int(results["mark"]) >= _THRESHOLD)
    return 0 if results.get("outcome") in _IN_PLACE_OF_A_MARK else None


def _marked(child: Told) -> Adds:
    return int(child.results["mark"]) if "mark" in child.results else None


def _either(child: Told) -> Adds:
    """Return 1 where the standard is met this year or was met the year before."""
    if child.results.get("outcome") == "L":
        return None
    both = (_standard(child.results), _standard(child.before))
    known = [one for one in both if one is not None]
    return max(known) if known else None


def _phonics(summer: int) -> tuple[Measure, ...]:
    published = summer in _PUBLISHED

    def share(name: str, group: int) -> tuple[Measure, ...]:
        count = Measure(name, lambda child: _standard(child.results), group)
        return (count,) if published else ()

    either = Measure("by_end_of_year_2", _either, 2)
    return (
        *share("met", 1),
        Measure("mean_mark", _marked, 1),
        *share("met_in_year_2", 2),
        Measure("mean_mark_in_year_2", _marked, 2),
        *((either,) if published and summer > FIRST_SUMMER else ()),
    )


def _subject(name: str, subjects: Sequence[str], met: frozenset[str]) -> Measure:
    """Return a share: all of `subjects` at `met`, of who has a code that counts in all."""

    def adds(child: Told) -> Adds:
        codes = [child.results.get(subject, "") for subject in subjects]
        if not _COUNTED.issuperset(codes):
            return None
        return int(met.issuperset(codes))

    return Measure(name, adds)


def _tables(least: int | None) -> Count:
    def adds(child: Told) -> Adds:
        score = child.results.get("MTC", "")
        if not score.isdigit():
            return None
        return int(score) if least is None else int(int(score) >= least)

    return adds


_RWM = ("REA", "WRI", "MAT")
_MEASURES: Mapping[Collection, tuple[Measure, ...]] = {
    Collection.EYFSP: (
        Measure("gld", _expected(_GOOD_LEVEL)),
        Measure("all_goals", _expected(_GOALS)),
        Measure("communication_and_literacy", _expected(_WORDS)),
        Measure("points", _points),
        Measure("average_goals", _goals),
        Measure("average_goals.listed", _listed(_goals)),
        Measure("average_points", _points),
        Measure("average_points.listed", _listed(_points)),
    ),
    Collection.KS1: (
        *(_subject(f"expected.{one}", (one,), _MET) for one in (*_RWM, "SCI")),
        _subject("expected_combined", _RWM, _MET),
        *(_subject(f"greater_depth.{one}", (one,), _DEEP) for one in _RWM),
    ),
    Collection.KS2: (
        _subject("expected.WRI", ("WRI",), _MET),
        _subject("expected.SCI", ("SCI",), _MET),
        _subject("greater_depth.WRI", ("WRI",), _DEEP),
    ),
    Collection.MTC: (
        Measure("mean_score", _tables(None)),
        Measure("full_marks", _tables(_FULL)),
    ),
}
