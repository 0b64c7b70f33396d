"""Shares at a standard in teacher assessment, one subject or several."""

from keystage import measures
from keystage.measures import Pupil, Ratio
from tests.unit.measures.books import SUBJECTS, found, subjects_book

EXPECTED = {"kind": "subject_met", "components": ["@all"], "met": ["EXS", "GDS"]}
EXPECTED |= {"denominator": ["A"], "out": ["L"], "title": "{component} at least"}
DEPTH = EXPECTED | {"met": ["GDS"], "components": ["@rw"], "short": "{component} +"}
TOGETHER = EXPECTED | {"kind": "subjects_met", "title": "All three"}


def pupil(**results: str) -> Pupil:
    return Pupil(results)


def test_leavers_and_blanks_are_left_out_absent_pupils_are_not() -> None:
    book = subjects_book(expected=EXPECTED | {"components": ["REA"]}, depth=DEPTH)
    codes = ["EXS", "GDS", "WTS", "A", "L", "", "ZZZ"]
    everyone = [pupil(REA=code) for code in codes]
    expected, depth, nobody = measures.of(book, everyone)
    assert (expected.ratio, depth.ratio) == (Ratio(2, 4), Ratio(1, 4))
    assert expected.left_out == {"L": 1, "incomplete": 2}
    assert nobody.ratio == Ratio(0, 0)
    assert nobody.rate is None


def test_each_subject_has_its_own_denominator_and_its_name() -> None:
    book = subjects_book(expected=EXPECTED, depth=DEPTH)
    everyone = [pupil(REA="EXS", WRI="WTS"), pupil(REA="A"), pupil(WRI="L")]
    given = measures.of(book, everyone)
    assert found(given[:3]) == {
        "expected.REA": Ratio(1, 2),
        "expected.WRI": Ratio(0, 1),
        "expected.MAT": Ratio(0, 0),
    }
    assert [one.title for one in given[:2]] == ["Rea at least", "Wri at least"]
    assert [one.spec.short for one in given[3:]] == ["Rea +", "Wri +"]


def test_a_code_a_subject_does_not_take_is_no_result_of_it() -> None:
    book = subjects_book(expected=EXPECTED)
    changed = dict(book.components)
    changed["MAT"] = type(changed["MAT"])("Maths", ("WTS", "A"))
    narrow = type(book)(**{**vars(book), "components": changed})
    given = found(measures.of(narrow, [pupil(MAT="EXS"), pupil(MAT="WTS")]))
    assert given["expected.MAT"] == Ratio(0, 1)


def test_together_a_pupil_needs_every_subject() -> None:
    book = subjects_book(all=TOGETHER)
    everyone = [
        pupil(**dict.fromkeys(SUBJECTS, "EXS")),
        pupil(**dict.fromkeys(SUBJECTS, "GDS") | {"MAT": "WTS"}),
        pupil(**dict.fromkeys(SUBJECTS, "EXS") | {"MAT": "L"}),
        pupil(REA="EXS"),
        Pupil({"REA": "EXS", "MAT": "EXS"}, doubt=frozenset({"WRI"})),
    ]
    (together,) = measures.of(book, everyone)
    assert together.ratio == Ratio(1, 2)
    assert together.left_out == {"L": 1, "in doubt": 1, "incomplete": 1}


def test_a_share_knows_which_others_it_lies_within() -> None:
    book = subjects_book(expected=EXPECTED, depth=DEPTH, all=TOGETHER)
    by_id = {spec.id: spec for spec in measures.specs(book)}
    assert by_id["depth.REA"].within(by_id["expected.REA"])
    assert not by_id["expected.REA"].within(by_id["depth.REA"])
    assert not by_id["depth.REA"].within(by_id["expected.WRI"])
    assert by_id["all"].within(by_id["expected.MAT"])
    assert not by_id["expected.MAT"].within(by_id["all"])
