"""What is hidden cannot be worked out: every small world is tried, whole.

A world is some schools with so many pupils of each sort. All that is printed of one
is compared with all that is printed of the others: whatever is hidden must have
been able to be something else. One reader knows only what is printed and what
follows from it; the other knows the rules by which figures are hidden as well.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage import rulebooks
from keystage.measures import Measure, Pupil, Situation, Unit
from keystage.measures.hiding import Level, hide, level
from keystage.reports.summary.build import build
from keystage.reports.summary.model import Collected, Figure, Files, School, Summary
from tests.conftest import SCALE
from tests.unit.measures.books import measure

READING = {"R": frozenset({"EXS", "GDS"})}
DEPTH = {"R": frozenset({"GDS"})}
FIRST = {"E1": frozenset("2")}
BOTH = {"E1": frozenset("2"), "E2": frozenset("2")}

type School_ = tuple[int, ...]
"""How many pupils of each sort a school has."""

type Printed = tuple[int | None, ...]
"""Numbers in the order printed; None is hidden."""


def one_share(school: School_) -> list[Measure]:
    met, not_met = school
    return [measure(met, met + not_met)]


def two_standards(school: School_) -> list[Measure]:
    depth, expected, below = school
    size = depth + expected + below
    return [
        measure(depth + expected, size, "exs", demands=READING),
        measure(depth, size, "gds", demands=DEPTH),
    ]


def two_subjects(school: School_) -> list[Measure]:
    _, reading, writing, both = school
    size = sum(school)
    return [
        measure(reading + both, size, "reading", demands={"R": READING["R"]}),
        measure(writing + both, size, "writing", demands={"W": READING["R"]}),
        measure(both, size, "both", demands=dict.fromkeys("RW", READING["R"])),
    ]


def goals_and_mean(school: School_) -> list[Measure]:
    _, second, first, both = school
    size, met = sum(school), second + first + 2 * both
    return [
        measure(first + both, size, "first", demands=FIRST),
        measure(both, size, "both", demands=BOTH),
        measure(met, size, "mean", unit=Unit.MEAN, highest=2),
    ]


def worlds(sorts: int, largest: int, schools: int) -> Iterator[tuple[School_, ...]]:
    """Yield every way so many schools may have up to `largest` pupils each."""
    every = product(range(largest + 1), repeat=sorts)
    fitting = [school for school in every if sum(school) <= largest]
    return product(fitting, repeat=schools)


def numbers(
    world: tuple[School_, ...], count: Callable[[School_], list[Measure]], least: int
) -> tuple[Printed, Printed]:
    """Return what is true of a world, and what of it is printed."""
    total = count(tuple(map(sum, zip(*world, strict=True))))
    table = {str(at): count(school) for at, school in enumerate(world)}
    veil = hide(total, [table], least)
    true: list[int | None] = []
    shown: list[int | None] = []
    for name, found in [("", total), *table.items()]:
        for one in found:
            hidden = level(veil, one.id, (0, name) if name else None)
            true += (one.numerator, one.denominator)
            shown.append(None if hidden else one.numerator)
            shown.append(None if hidden is Level.ALL else one.denominator)
    return tuple(true), tuple(shown)


def told_apart(printed: Printed, possible: Sequence[Printed]) -> list[int]:
    """Return the places hidden where all of `possible` hold one and the same."""
    return [
        place
        for place, number in enumerate(printed)
        if number is None and len({true[place] for true in possible}) == 1
    ]


def by_printed(
    found: Iterator[tuple[Printed, Printed]],
) -> dict[Printed, list[Printed]]:
    same: dict[Printed, list[Printed]] = {}
    for true, shown in found:
        same.setdefault(shown, []).append(true)
    return same


def consistent(printed: Printed, everything: Sequence[Printed]) -> list[Printed]:
    """Return the worlds in which all that is printed is true."""
    at = [place for place, number in enumerate(printed) if number is not None]
    wanted = [printed[place] for place in at]
    return [true for true in everything if [true[place] for place in at] == wanted]


@pytest.mark.parametrize(
    ("least", "largest", "schools"),
    [(2, 5, 2), (2, 4, 3), (3, 7, 2), (4, 9, 2), (5, 11, 2)]
    + ([(2, 5, 3), (3, 6, 3), (2, 3, 4)] if SCALE >= 1 else []),
)
def test_one_share_keeps_its_secrets_from_those_who_know_the_rules(
    least: int, largest: int, schools: int
) -> None:
    found = (numbers(w, one_share, least) for w in worlds(2, largest, schools))
    same = by_printed(found)
    assert any(None not in shown for shown in same) or schools > 3
    for printed, possible in same.items():
        assert not told_apart(printed, possible), printed


@pytest.mark.parametrize(
    ("least", "largest", "schools"),
    [(2, 4, 2), (3, 5, 2), (2, 2, 3)] + ([(2, 3, 3), (3, 6, 2)] if SCALE >= 1 else []),
)
def test_standards_that_lie_within_each_other_keep_their_secrets(
    least: int, largest: int, schools: int
) -> None:
    assert_safe(numbers(w, two_standards, least) for w in worlds(3, largest, schools))


@pytest.mark.parametrize("largest", [4, *([5] if SCALE >= 1 else [])])
def test_subjects_and_all_of_them_together_keep_their_secrets(largest: int) -> None:
    found = [numbers(w, two_subjects, 2) for w in worlds(4, largest, 2)]
    assert_safe(iter(found))
    assert any(None not in shown for _, shown in found)


@pytest.mark.parametrize("largest", [3, *([4] if SCALE >= 1 else [])])
def test_shares_and_a_mean_of_the_same_pupils_keep_their_secrets(largest: int) -> None:
    assert_safe(numbers(w, goals_and_mean, 2) for w in worlds(4, largest, 2))


def assert_safe(
    found: Iterator[tuple[Printed, Printed]], among: Sequence[Printed] = ()
) -> None:
    """Fail if somebody could work out what is hidden from what is printed.

    `among` are the worlds there may be, if they are more than those `found`.
    """
    same = by_printed(found)
    everything = among or [true for trues in same.values() for true in trues]
    for printed in same:
        assert not told_apart(printed, consistent(printed, everything)), printed


def printed_of(summary: Summary) -> Printed:
    """Return every number a summary prints, in order."""
    (part,) = summary.parts
    found = [part.rows[0].pupils]
    for row in part.rows:
        for column, figure in zip(part.columns, row.figures, strict=True):
            # The exempt add nothing to the sum of the list: its size is the secret.
            found += _numbers(figure)[column.id.endswith(".listed") :]
    for place, column in enumerate(part.columns):
        counts = [one.count for one in part.left_out if column.id in one.columns]
        known = [count for count in counts if count is not None]
        told = len(known) == len(counts)
        told = told and part.rows[0].figures[place].denominator is not None
        found.append(sum(known) if told else None)
    return tuple(found)


def _numbers(figure: Figure) -> tuple[int | None, int | None]:
    if figure.numerator is None and not figure.hidden:
        return (-1, -1)
    return figure.numerator, figure.denominator


def pupils_of(school: School_) -> list[Pupil]:
    codes = ("1", "2", "A", "")
    return [
        Pupil({f"E{n:02}": code for n in range(1, 18)})
        for code, count in zip(codes, school, strict=True)
        for _ in range(count)
    ]


def summary_of(world: tuple[School_, ...], least: int) -> Summary:
    book = rulebooks.load("eyfsp-2026")
    schools: Mapping[School, Sequence[Pupil]] = {
        School(str(at)): pupils_of(school) for at, school in enumerate(world)
    }
    return build([Collected(book, Situation(), schools)], Files(), least=least)


def test_nothing_hidden_can_be_worked_out_from_all_a_summary_prints() -> None:
    largest = 3 if SCALE >= 1 else 2
    wider = [world for world in worlds(4, largest + 1, 2) if any(map(any, world))]
    assert_safe(
        (
            (printed_of(summary_of(world, 0)), printed_of(summary_of(world, 2)))
            for world in wider
            if max(map(sum, world)) <= largest
        ),
        [printed_of(summary_of(world, 0)) for world in wider],
    )


TABLES = st.lists(
    st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=1, max_size=9
)


@given(TABLES, st.integers(1, 10))
def test_what_is_printed_is_true_and_not_small(
    table: list[list[int]], least: int
) -> None:
    world = tuple(map(tuple, table))
    true, shown = numbers(world, goals_and_mean, least)
    for at, (number, printed) in enumerate(zip(true, shown, strict=True)):
        assert printed in (None, number)
        if printed is not None and at % 6 in (0, 2):
            size = true[at + 1] or 0
            assert least <= printed <= size - least
        if printed is not None and at % 2:
            assert printed >= least


@given(TABLES, st.integers(1, 10))
def test_the_order_of_schools_does_not_decide_what_is_hidden(
    table: list[list[int]], least: int
) -> None:
    total = goals_and_mean(tuple(map(sum, zip(*table, strict=True))))
    schools = {str(at): goals_and_mean(tuple(one)) for at, one in enumerate(table)}
    turned = dict(reversed(list(schools.items())))
    assert hide(total, [turned], least) == hide(total, [schools], least)


def test_a_season_is_hidden_in_no_time() -> None:
    table = {str(at): goals_and_mean((at % 9, 9, 9, at % 12)) for at in range(450)}
    total = goals_and_mean((1800, 4050, 4050, 2457))
    veil = hide(total, [table])
    assert level(veil, "first") is Level.NOTHING
    assert 0 < len(veil["both"].figures[0]) < 450
