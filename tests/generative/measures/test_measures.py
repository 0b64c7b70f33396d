"""Measures over random pupils: the same sums done another way, and what never changes."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage import measures, rulebooks
from keystage.measures import Pupil, Situation, split
from tests.conftest import SEED
from tests.generative.measures import independent_measures as independent

PUPILS = 1000
LATE = date(2030, 1, 1)
MARKS = [str(mark) for mark in range(41)]
CHECKED = [*MARKS, "A", "D", "Q", "L", "", "41", "-1", "X"]
KS1 = "GDS EXS EXS EXS WTS PK4 EM A Q ZZZ"
KS2 = "GDS EXS EXS EXS WTS PK6 EM A Q L F P ZZZ"


def worked_out(book: str, pupils: Sequence[Pupil]) -> independent.Answers:
    situation = Situation(today=LATE, prior=True, roll=True)
    found = measures.of(rulebooks.load(book), pupils, situation)
    assert all(one.ratio for one in found)
    return {
        one.id: (one.ratio.numerator, one.ratio.denominator)
        for one in found
        if one.ratio
    }


def pupils_of(given: independent.Pupils) -> list[Pupil]:
    return [Pupil({k: v for k, v in one.items() if v}) for one in given]


@pytest.mark.parametrize(
    ("book", "old"),
    [
        ("eyfsp-2017", True),
        ("eyfsp-2019", True),
        ("eyfsp-2022", False),
        ("eyfsp-2024", False),
        ("eyfsp-2027", False),
    ],
)
def test_the_profile_is_counted_as_it_is_defined(book: str, *, old: bool) -> None:
    chance = random.Random(SEED)
    letter = "G" if old else "E"
    children = []
    for _ in range(PUPILS):
        able = chance.random()
        codes = "122223" if old else "1222"
        weak = "1" if able < 0.25 else codes
        row = [chance.choice(weak if able < 0.6 else codes[1:]) for _ in range(17)]
        if able > 0.9:
            row = ["A"] * 17
        if chance.random() < 0.1:
            row[chance.randrange(17)] = chance.choice(["", "A", "0", "3", "a"])
        children.append({f"{letter}{n:02}": code for n, code in enumerate(row, 1)})
    expected = independent.profile(children, old=old)
    assert worked_out(book, pupils_of(children)) == expected
    assert 0 < expected["gld"][0] < expected["gld"][1] < PUPILS


@pytest.mark.parametrize(
    ("book", "from_2024"),
    [
        ("phonics-2017", False),
        ("phonics-2023", False),
        ("phonics-2024", True),
        ("phonics-2025", True),
    ],
)
def test_phonics_is_counted_as_it_is_defined(book: str, *, from_2024: bool) -> None:
    chance = random.Random(SEED)
    given = [
        {
            "year": chance.choice("1123"),
            "now": chance.choice(CHECKED),
            "before": chance.choice(CHECKED),
            "here": chance.choice(["yes", "yes", ""]),
            "on_roll": chance.choice(["yes", "yes", ""]),
        }
        for _ in range(PUPILS)
    ]
    for one in given:
        if not one["here"]:
            one["now"] = ""
    pupils = [
        Pupil(
            results={"mark": one["now"]} if one["now"] else {},
            cohort=f"year{one['year']}" if one["year"] in "12" else "",
            before={"mark": one["before"]} if one["before"] else {},
            here=bool(one["here"]),
            on_roll=bool(one["on_roll"]),
        )
        for one in given
    ]
    assert worked_out(book, pupils) == independent.phonics(given, from_2024=from_2024)


@pytest.mark.parametrize("book", ["ks1-2019", "ks1-2022", "ks1-2024", "ks1-2026"])
def test_key_stage_1_is_counted_as_it_is_defined(book: str) -> None:
    chance = random.Random(SEED)
    codes = KS1.split()
    given = [
        {name: chance.choice([*codes[:9], ""]) for name in ("REA", "WRI", "MAT")}
        | {"SCI": chance.choice(["EXS", "EXS", "HNM", "A", "Q", ""])}
        for _ in range(PUPILS)
    ]
    if book == "ks1-2019":
        given = [{k: v.replace("EM", "BLW") for k, v in p.items()} for p in given]
    expected = independent.subjects(
        given, "REA WRI MAT SCI", "REA WRI MAT", "REA WRI MAT"
    )
    assert worked_out(book, pupils_of(given)) == expected


@pytest.mark.parametrize(
    ("book", "names"),
    [
        ("ks2-2018", "REA WRI MAT SCI"),
        ("ks2-2019", "WRI SCI"),
        ("ks2-2022", "WRI SCI"),
        ("ks2-2024", "WRI SCI"),
        ("ks2-2026", "WRI SCI"),
    ],
)
def test_key_stage_2_is_counted_as_it_is_defined(book: str, names: str) -> None:
    chance = random.Random(SEED)
    taken = rulebooks.load(book).components
    given = [
        {name: chance.choice([*taken[name].codes, ""]) for name in names.split()}
        for _ in range(PUPILS)
    ]
    expected = independent.subjects(given, names, "WRI")
    assert worked_out(book, pupils_of(given)) == expected


@pytest.mark.parametrize("book", ["mtc-2022", "mtc-2024", "mtc-2026"])
def test_the_tables_check_is_counted_as_it_is_defined(book: str) -> None:
    chance = random.Random(SEED)
    results = [*map(str, range(26)), "25", "25", "A", "L", "Z", ""]
    given = [{"MTC": chance.choice(results)} for _ in range(PUPILS)]
    assert worked_out(book, pupils_of(given)) == independent.tables(given)


BOOKS = ("eyfsp-2019", "eyfsp-2026", "phonics-2025", "ks1-2019", "ks2-2026", "mtc-2026")


@st.composite
def some_pupils(draw: st.DrawFn) -> tuple[str, list[Pupil]]:
    """A rulebook and pupils with results it knows, and some it does not."""
    name = draw(st.sampled_from(BOOKS))
    book = rulebooks.load(name)
    values = {}
    for part in book.components.values():
        usual = [*part.codes, "?"]
        usual += ["0", "31", "32", str(part.maximum)] if part.maximum else []
        values[part.id] = st.sampled_from(usual)
    results = st.one_of(
        st.fixed_dictionaries({}, optional=values), st.fixed_dictionaries(values)
    )
    cohorts = st.sampled_from([*(cohort.id for cohort in book.cohorts), ""])
    pupil = st.builds(
        Pupil,
        results,
        cohort=cohorts,
        sex=st.sampled_from(["F", "M", ""]),
        before=st.fixed_dictionaries({}, optional=values),
        here=st.booleans(),
        on_roll=st.booleans(),
    )
    return name, draw(st.lists(pupil, max_size=8))


@given(some_pupils(), st.randoms())
def test_the_order_of_pupils_changes_nothing(
    made: tuple[str, list[Pupil]], chance: random.Random
) -> None:
    name, pupils = made
    mixed = list(pupils)
    chance.shuffle(mixed)
    assert worked_out(name, mixed) == worked_out(name, pupils)


@given(some_pupils())
def test_groups_add_up_to_everybody(made: tuple[str, list[Pupil]]) -> None:
    name, pupils = made
    parts = [worked_out(name, group) for group in split(pupils, "sex").values()]
    for measure, ratio in worked_out(name, pupils).items():
        sums = (sum(part[measure][at] for part in parts) for at in (0, 1))
        assert tuple(sums) == ratio


@given(
    some_pupils(),
    st.sampled_from(["L", "", "?", "41"]),
    st.sampled_from(["year1", "year2"]),
)
def test_a_pupil_who_left_or_has_no_result_never_changes_phonics(
    made: tuple[str, list[Pupil]], result: str, cohort: str
) -> None:
    _, pupils = made
    more = Pupil({"mark": result}, cohort=cohort)
    for book in ("phonics-2019", "phonics-2025"):
        everyone = [*pupils, more]
        assert worked_out(book, everyone) == worked_out(book, pupils)


@given(some_pupils(), st.sampled_from(["A", "D", "Q"]))
def test_a_pupil_who_was_absent_or_did_not_take_it_always_counts(
    made: tuple[str, list[Pupil]], code: str
) -> None:
    _, pupils = made
    before = worked_out("phonics-2025", pupils)
    more = Pupil({"mark": code}, cohort="year1")
    after = worked_out("phonics-2025", [*pupils, more])
    assert after["met"] == (before["met"][0], before["met"][1] + 1)
    assert after["mean_mark"] == before["mean_mark"]


@given(some_pupils())
def test_an_exempt_child_changes_the_averages_of_the_list_alone(
    made: tuple[str, list[Pupil]],
) -> None:
    _, pupils = made
    exempt = Pupil({f"E{n:02}": "A" for n in range(1, 18)})
    before = worked_out("eyfsp-2026", pupils)
    after = worked_out("eyfsp-2026", [*pupils, exempt])
    changed = {name for name, ratio in after.items() if ratio != before[name]}
    assert changed == {"average_goals.listed", "average_points.listed"}


@given(some_pupils())
def test_what_lies_within_a_measure_is_never_more(
    made: tuple[str, list[Pupil]],
) -> None:
    name, pupils = made
    situation = Situation(today=LATE, prior=True, roll=True)
    found = measures.of(rulebooks.load(name), pupils, situation)
    for one in found:
        for other in found:
            if one.spec.within(other.spec):
                assert (one.numerator or 0) <= (other.numerator or 0)


@given(some_pupils())
def test_nothing_is_said_of_the_standard_before_the_threshold(
    made: tuple[str, list[Pupil]],
) -> None:
    _, pupils = made
    book = rulebooks.load("phonics-2024")
    assert book.threshold is not None
    assert book.threshold.visible_from == date(2024, 6, 24)
    before = Situation(today=date(2024, 6, 23), prior=True, roll=True)
    for one in measures.of(book, pupils, before):
        assert one.spec.unit.value == "mean" or one.ratio is None
    on_the_day = replace(before, today=date(2024, 6, 24))
    assert all(one.ratio for one in measures.of(book, pupils, on_the_day))
