"""How near the invented results come to the published ones.

Reached is what the children of one summer would have been given had all stayed where they
began; shares are told in tenths of a percentage point, means in tenths.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from keystage.synth.model import Authority, Child, Collection, Sen
from keystage.synth.people import ARRIVALS, make
from keystage.synth.places import origins, school
from keystage.synth.results.judged import Results, judged, met

SUMMER = 2024
"""The summer that the published figures are of, or are held to be like."""

NATION = Authority("999", 16_764, 7)
"""An invented nation, and every sixtieth of its schools."""
SCHOOLS = range(0, NATION.schools, 60)

type Pupil = tuple[Child, Results]
type Test = Callable[[Pupil], bool]

_EYFSP = "Early years foundation stage profile results, England 2024"
_PHONICS = "Phonics screening check attainment, England 2024"
_KS1 = "Key stage 1 attainment, England 2023, the last collected"
_KS2 = "Key stage 2 attainment, England 2024"
_MTC = "Multiplication tables check attainment, England 2024"


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure and what was reached; all in tenths.

    `within` is how far apart the two may be in a sample of some thousand children.
    """

    name: str
    wanted: int
    reached: int
    within: int
    source: str

    @property
    def near(self) -> bool:
        """Return whether what was reached is near enough."""
        return abs(self.reached - self.wanted) <= self.within


def sample(
    authority: Authority, cohort: int, indexes: Iterable[int], every: int = 1
) -> Iterator[Child]:
    """Yield the children of a cohort who began at some schools: all, or one in `every`.

    Few children of each of many schools tell more than all of some, as schools differ.
    """
    for index in indexes:
        one = school(authority, index)
        began = (
            origin
            for origin in origins(authority, index, cohort)
            if origin.number < ARRIVALS
        )
        for origin in islice(began, index % every, None, every):
            yield make(one, origin)


def figures(
    authority: Authority = NATION, indexes: Sequence[int] = SCHOOLS, every: int = 1
) -> list[Figure]:
    """Return every figure, reached by the children who began at some schools.

    Of each school it is all of them, or one in `every`.

    Schools differ, so one sample of a few hundred may have a figure or two in thirty-six
    further off than `within`, and a small one many more.
    Raises `UsageError` for a school there is not.
    """

    def judge(collection: Collection, group: int) -> list[Pupil]:
        told = sample(authority, SUMMER - group, indexes, every)
        return [(child, judged(child, collection, SUMMER)) for child in told]

    return [
        *_eyfsp([one for one in judge(Collection.EYFSP, 0) if not one[0].exempt]),
        *_phonics(judge(Collection.PHONICS, 1), judge(Collection.PHONICS, 2)),
        *_ks1(judge(Collection.KS1, 2)),
        *_tables(judge(Collection.MTC, 4)),
        *_ks2(judge(Collection.KS2, 6)),
    ]


def _eyfsp(pupils: list[Pupil]) -> Iterator[Figure]:
    girls, boys = _by(pupils, _is_girl)
    good, whole = partial(_expected, goals=range(1, 13)), partial(_expected)
    figure = partial(_figure, source=_EYFSP)
    yield figure("Good level of development", 677, _share(pupils, good), 15)
    yield figure("Good level of development, girls", 750, _share(girls, good), 20)
    yield figure("Good level of development, boys", 607, _share(boys, good), 20)
    gap = _share(girls, good) - _share(boys, good)
    yield figure("Good level of development, girls less boys", 143, gap, 20)
    yield figure("All goals at expected", 662, _share(pupils, whole), 15)
    less = _share(pupils, good) - _share(pupils, whole)
    yield figure("Good level of development less all goals", 15, less, 8)
    prime = partial(_expected, goals=range(1, 8))
    yield figure("All prime goals at expected", 749, _share(pupils, prime), 20)
    words = partial(_expected, goals=(1, 2, 8, 9, 10))
    yield figure("Communication and literacy", 692, _share(pupils, words), 15)
    yield figure("Goals at expected, mean", 141, _mean_goals(pupils), 2)


def _phonics(first: list[Pupil], second: list[Pupil]) -> Iterator[Figure]:
    girls, boys = _by(first, _is_girl)
    poor, others = _by(first, lambda one: one[0].disadvantaged)
    figure = partial(_figure, source=_PHONICS)
    yield figure("Phonics met, year 1", 800, _share(first, _met), 15)
    later = _share(second, lambda one: not one[1] or _met(one))
    yield figure("Phonics met by the end of year 2", 890, later, 15)
    yield figure("Phonics met, girls", 840, _share(girls, _met), 20)
    yield figure("Phonics met, boys", 770, _share(boys, _met), 20)
    yield figure("Phonics met, disadvantaged", 680, _share(poor, _met), 30)
    yield figure("Phonics met, others", 840, _share(others, _met), 20)
    for month, name, wanted in ((9, "September", 860), (8, "August", 730)):
        born = [one for one in first if one[0].born.month == month]
        yield figure(f"Phonics met, born in {name}", wanted, _share(born, _met), 40)
    plan = [one for one in first if one[0].sen is Sen.PLAN]
    yield figure("Phonics met, with a plan", 200, _share(plan, _met), 50)
    support = [one for one in first if one[0].sen is Sen.SUPPORT]
    yield figure("Phonics met, with support", 515, _share(support, _met), 40)
    absent, out = _is(outcome="A"), _is(outcome="D")
    yield figure("Phonics absent", 4, _share(first, absent), 3)
    yield figure("Phonics not taken", 15, _share(first, out), 5)
    yield figure("Phonics mark 0", 20, _share(first, _is(mark="0")), 5)
    jump = _share(first, _is(mark="32")) - _share(first, _is(mark="31"))
    yield figure("Phonics mark 32 less mark 31", 35, jump, 15)


def _ks1(pupils: list[Pupil]) -> Iterator[Figure]:
    figure = partial(_figure, source=_KS1)
    for subject, name, met_it, deep in (
        ("REA", "reading", 680, 190),
        ("WRI", "writing", 600, 80),
        ("MAT", "maths", 700, 160),
    ):
        reached = _share(pupils, _any(subject, "EXS", "GDS"))
        yield figure(f"Key stage 1 {name}", met_it, reached, 20)
        reached = _share(pupils, _any(subject, "GDS"))
        yield figure(f"Key stage 1 {name}, greater depth", deep, reached, 20)
    reached = _share(pupils, _any("SCI", "EXS"))
    yield figure("Key stage 1 science", 790, reached, 20)


def _tables(pupils: list[Pupil]) -> Iterator[Figure]:
    took = [int(told["MTC"]) for _, told in pupils if told["MTC"].isdigit()]
    mean = (20 * sum(took) + len(took)) // (2 * len(took))
    figure = partial(_figure, source=_MTC)
    yield figure("Multiplication tables, mean score", 206, mean, 4)
    reached = (1000 * took.count(25) + len(took) // 2) // len(took)
    yield figure("Multiplication tables, full marks", 340, reached, 20)
    took_it = _share(pupils, lambda one: one[1]["MTC"].isdigit())
    yield figure("Multiplication tables taken", 960, took_it, 10)


def _ks2(pupils: list[Pupil]) -> Iterator[Figure]:
    figure = partial(_figure, source=_KS2)
    reached = _share(pupils, _any("WRI", "EXS", "GDS"))
    yield figure("Key stage 2 writing", 720, reached, 20)
    reached = _share(pupils, _any("WRI", "GDS"))
    yield figure("Key stage 2 writing, greater depth", 130, reached, 20)
    reached = _share(pupils, _any("SCI", "EXS"))
    yield figure("Key stage 2 science", 820, reached, 20)


def _figure(
    name: str, wanted: int, reached: int, within: int, *, source: str
) -> Figure:
    return Figure(name, wanted, reached, within, source)


def _share(pupils: Sequence[Pupil], test: Test) -> int:
    """Return how many of a thousand pass, rounded; 0 of none."""
    passed = sum(map(test, pupils))
    return (2000 * passed + len(pupils)) // (2 * len(pupils)) if pupils else 0


def _by(pupils: list[Pupil], test: Test) -> tuple[list[Pupil], list[Pupil]]:
    return [one for one in pupils if test(one)], [
        one for one in pupils if not test(one)
    ]


def _is_girl(one: Pupil) -> bool:
    return one[0].sex == "F"


def _met(one: Pupil) -> bool:
    return met(one[1])


def _expected(one: Pupil, goals: Iterable[int] = range(1, 18)) -> bool:
    return all(one[1][f"E{goal:02}"] == "2" for goal in goals)


def _mean_goals(pupils: list[Pupil]) -> int:
    reached = sum(list(told.values()).count("2") for _, told in pupils)
    return (20 * reached + len(pupils)) // (2 * len(pupils))


def _any(subject: str, *codes: str) -> Test:
    return lambda one: one[1][subject] in codes


def _is(**wanted: str) -> Test:
    return lambda one: one[1] == wanted
