"""Shares at a standard in teacher assessment, one subject or several."""

from hypothesis import given
from hypothesis import strategies as st

from keystage.measures import Ratio, attainment

EXPECTED = frozenset({"EXS", "GDS"})
OTHERS = frozenset({"WTS", "PK1", "EM", "HNM", "A"})
SUBJECTS = ("REA", "WRI", "MAT")
CODES = st.sampled_from(["EXS", "GDS", "WTS", "A", "L", "F", ""])
PUPILS = st.lists(st.fixed_dictionaries(dict.fromkeys(SUBJECTS, CODES)))


def test_leavers_and_blanks_are_left_out_absent_pupils_are_not() -> None:
    results = ["EXS", "GDS", "WTS", "A", "L", ""]
    assert attainment.share(results, EXPECTED, OTHERS) == Ratio(2, 4)
    assert attainment.share(results, {"GDS"}, OTHERS | {"EXS"}) == Ratio(1, 4)


def test_each_subject_has_its_own_denominator() -> None:
    pupils = [{"REA": "EXS", "WRI": "WTS"}, {"REA": "A"}, {"WRI": "L"}]
    found = attainment.by_subject(iter(pupils), SUBJECTS, EXPECTED, OTHERS)
    assert found == {"REA": Ratio(1, 2), "WRI": Ratio(0, 1), "MAT": Ratio(0, 0)}
    assert list(found) == list(SUBJECTS)


def test_together_a_pupil_needs_every_subject() -> None:
    pupils = [
        dict.fromkeys(SUBJECTS, "EXS"),
        dict.fromkeys(SUBJECTS, "GDS") | {"MAT": "WTS"},
        dict.fromkeys(SUBJECTS, "EXS") | {"MAT": "L"},
        {"REA": "EXS"},
    ]
    assert attainment.combined(pupils, SUBJECTS, EXPECTED, OTHERS) == Ratio(1, 2)


@given(PUPILS)
def test_shares_agree_with_counting(pupils: list[dict[str, str]]) -> None:
    rows = [tuple(pupil[name] for name in SUBJECTS) for pupil in pupils]
    whole = [row for row in rows if not {"L", "F", ""} & set(row)]
    best = [row for row in whole if set(row) <= {"EXS", "GDS"}]
    together = attainment.combined(pupils, SUBJECTS, EXPECTED, OTHERS)
    assert together == Ratio(len(best), len(whole))
    single = attainment.by_subject(pupils, SUBJECTS, EXPECTED, OTHERS)
    for place, name in enumerate(SUBJECTS):
        column = [row[place] for row in rows if row[place] not in ("L", "F", "")]
        good = [code for code in column if code in ("EXS", "GDS")]
        assert single[name] == Ratio(len(good), len(column))
        assert together.numerator <= single[name].numerator
