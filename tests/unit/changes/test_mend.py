"""Repairs are proved one and all, or none is made."""

import pytest

from keystage.changes import Made, Meaning, mend, sentences
from keystage.changes.entries import Entries
from keystage.changes.mending import Check
from keystage.core.errors import WriteError
from keystage.core.findings import Finding, PupilRef, Repair, Severity
from keystage.core.records import Assessment, CtfFile, Pupil
from tests.unit.intake.makers import ctf_file, ks1, mark, number, pupil

NONE: tuple[Finding, ...] = ()


def small(one: Pupil, at: int, severity: Severity = Severity.QUERY) -> Finding:
    """Find a surname in small letters; the repair writes it in capitals."""
    old = one.surname
    repair = Repair("set", "pupil", "surname", old, old.upper(), pupil=at)
    return Finding(
        "SMALL", severity, "small", pupil=PupilRef(one.upn), repair=repair, value=old
    )


def check_small(file: CtfFile) -> list[Finding]:
    found = [
        small(one, at)
        for at, one in enumerate(file.pupils, 1)
        if one.surname != one.surname.upper()
    ]
    name = Repair("set", "file_name", "name", "a", "b")
    return [Finding("NAME", Severity.QUERY, "name", repair=name), *found]


def everything(_: str) -> bool:
    return True


def three() -> CtfFile:
    return ctf_file([pupil(1), pupil(2), pupil(3)])


def test_all_repairs_are_made_and_told_and_the_file_given_stays() -> None:
    file, heard = three(), list[tuple[int, int]]()
    mended = mend(file, check_small, everything, tell=lambda *both: heard.append(both))
    assert [one.surname for one in mended.file.pupils] == [
        "ASHDOWNB",
        "ASHDOWNC",
        "ASHDOWND",
    ]
    assert [one.rule for one in mended.findings] == ["NAME"]
    assert len(mended.made) == 3
    assert heard == [(0, 3), (3, 3)]
    assert file == three()


def test_only_the_rules_wanted_are_made() -> None:
    mended = mend(three(), check_small, lambda rule: rule == "OTHER")
    assert mended.made == ()
    assert mended.file == three()


def quarrelsome(file: CtfFile) -> list[Finding]:
    """Two repaired pupils do not suffer each other: the second brings an error."""
    done = sum(one.surname.isupper() for one in file.pupils)
    found = check_small(file) if done == 0 else NONE
    error = Finding("CLASH", Severity.ERROR, "clash")
    return [*found, *[error] * (done > 1)]


def test_what_fails_together_is_tried_in_smaller_parts() -> None:
    mended = mend(three(), quarrelsome, everything)
    assert [one.surname.isupper() for one in mended.file.pupils] == [True, False, False]
    assert len(mended.made) == 1


def with_error(file: CtfFile) -> list[Finding]:
    upper = any(one.surname.isupper() for one in file.pupils)
    inner = Finding("WORSE", Severity.ERROR, "worse")
    outer = Finding("OUTER", Severity.NOTE, "outer", consequences=(inner,))
    return [outer] if upper else check_small(file)


def stays(file: CtfFile) -> list[Finding]:
    """Find the same whatever was repaired."""
    one = file.pupils[0]
    repair = Repair("set", "pupil", "surname", one.surname, "X" + one.surname, pupil=1)
    return [Finding("SMALL", Severity.QUERY, "stays", repair=repair)]


@pytest.mark.parametrize("check", [with_error, stays])
def test_a_repair_that_breaks_its_promise_is_not_made_and_that_is_said(
    check: Check,
) -> None:
    file = ctf_file([pupil(1)])
    mended = mend(file, check, everything)
    assert (mended.file, mended.made) == (file, ())
    assert {mended.why_left(one) for one in mended.findings if one.rule == "SMALL"} == {
        "made by itself, its finding stays or an error comes with it"
    }
    assert mended.why_left(Finding("OTHER", Severity.NOTE, "no repair")) == ""


def test_one_repair_that_fails_does_not_cost_the_others() -> None:
    def check(file: CtfFile) -> list[Finding]:
        second = file.pupils[1].surname.isupper()
        return [*check_small(file), *[Finding("WORSE", Severity.ERROR, "w")] * second]

    mended = mend(three(), check, everything)
    assert [one.surname.isupper() for one in mended.file.pupils] == [True, False, True]
    assert len(mended.made) == 2


def ring(file: CtfFile) -> list[Finding]:
    """Turn a name back and forth for ever."""
    old = file.pupils[0].surname
    repair = Repair("set", "pupil", "surname", old, old.swapcase(), pupil=1)
    return [Finding("RING", Severity.QUERY, "ring", repair=repair, value=old)]


def test_repairs_that_lead_round_in_a_ring_are_not_made() -> None:
    with pytest.raises(WriteError, match="round in a ring"):
        mend(ctf_file([pupil(1)]), ring, everything)


def twice(file: CtfFile) -> list[Finding]:
    """Find the first pupil's UPN a second time; the repair takes the first out."""
    gone = Repair("remove", "pupil", "pupil", pupil(1).upn, pupil=1)
    again = len({one.upn.upper() for one in file.pupils}) < len(file.pupils)
    return [Finding("TWICE", Severity.QUERY, "twice", repair=gone)] if again else []


def test_a_pupil_taken_out_renumbers_those_who_follow() -> None:
    mended = mend(ctf_file([pupil(1), pupil(1), pupil(2)]), twice, everything)
    assert [one.position for one in mended.file.pupils] == [1, 2]
    (made,) = mended.made
    left = Finding("TWICE", Severity.QUERY, "twice", repair=made.repair)
    assert "would be lost" in mended.why_left(left)


@pytest.mark.parametrize(
    ("first", "second", "stay"),
    [
        ([*ks1(), mark("33")], ks1(), 2),
        (ks1(), [*ks1(), mark("33")], 1),
        (ks1("exs WTS GDS EXS"), ks1(), 2),
    ],
)
def test_an_entry_that_says_more_than_the_others_is_not_taken_out(
    first: list[Assessment], second: list[Assessment], stay: int
) -> None:
    file = ctf_file([pupil(1, first), pupil(1, second)])
    mended = mend(file, twice, everything)
    assert len(mended.file.pupils) == stay
    assert bool(mended.findings) is (stay > 1)


def test_two_entries_that_lean_on_each_other_do_not_both_go() -> None:
    def all_but_first(file: CtfFile) -> list[Finding]:
        return [
            Finding("TWICE", Severity.QUERY, "twice", repair=gone)
            for at in range(2, len(file.pupils) + 1)
            for gone in [Repair("remove", "pupil", "pupil", pupil(1).upn, pupil=at)]
        ]

    file = ctf_file([pupil(1), pupil(1, ks1()), pupil(1, ks1())])
    mended = mend(file, all_but_first, everything)
    assert [len(one.assessments) for one in mended.file.pupils] == [0, 4]


@pytest.mark.parametrize(
    ("new", "free"),
    [(number(2), False), (number(2).lower(), False), (number(3), True), ("", True)],
)
def test_a_upn_another_pupil_of_the_file_has_is_not_given(
    new: str, *, free: bool
) -> None:
    file = ctf_file([pupil(1), pupil(2)])
    repair = Repair("set", "pupil", "upn", number(1), new, pupil=1)
    assert bool(Entries(file).unsafe(repair)) is not free
    itself = Repair("set", "pupil", "upn", number(2), number(2).lower(), pupil=2)
    assert not Entries(ctf_file([pupil(2), pupil(2)])).unsafe(itself)


def test_a_repair_that_fails_does_not_stand_before_another_of_its_pupil() -> None:
    def check(file: CtfFile) -> list[Finding]:
        one = file.pupils[0]
        wrong = Repair("set", "pupil", "sex", one.sex, "X", pupil=1)
        found = [Finding("STAYS", Severity.QUERY, "stays", repair=wrong)]
        return [*found, *check_small(file)]

    mended = mend(ctf_file([pupil(1)]), check, everything)
    assert [one.rule for one in mended.made] == ["SMALL"]


def test_what_is_said_in_other_words_is_not_lost() -> None:
    def folded(part: Assessment) -> Meaning:
        return Meaning(part.kind, part.result.upper(), "x")

    file = ctf_file([pupil(1, ks1("exs WTS GDS EXS")), pupil(1, ks1())])
    assert len(mend(file, twice, everything, reads=folded).file.pupils) == 1


ADA = PupilRef(upn="Y1", surname="Example", forename="Ada")


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (
            Made("P02", Repair("set", "pupil", "upn", "A", "B"), ADA, None),
            "Ada Example (Y1): UPN: A → B (rule P02)",
        ),
        (
            Made(
                "H05", Repair("set", "header", "destination", "NAA", "999"), None, None
            ),
            "The file: Destination: NAA → 999 (rule H05)",
        ),
        (
            Made(
                "R02S", Repair("set", "result", "result", "33\u00a0", "33"), ADA, "MARK"
            ),
            "Ada Example (Y1): Phonics mark: 33<U+00A0> → 33 (rule R02S)",
        ),
        (
            Made("R02S", Repair("set", "result", "result", "33 ", "33"), ADA, "OTHER"),
            "Ada Example (Y1): OTHER: '33 ' → 33 (rule R02S)",
        ),
        (
            Made("R01", Repair("remove", "result", "result", "EXS"), ADA, None),
            "Ada Example (Y1): Result EXS taken out (rule R01)",
        ),
        (
            Made("R03", Repair("set", "result", "year", "2062", "2026"), ADA, "REA"),
            "Ada Example (Y1): year: 2062 → 2026 (rule R03)",
        ),
        (
            Made("P14", Repair("set", "pupil", "sex", "", "F"), ADA, None),
            "Ada Example (Y1): Sex: nothing → F (rule P14)",
        ),
        (
            Made("P03D", Repair("remove", "pupil", "pupil", "Y1"), ADA, None),
            "Ada Example (Y1): taken out, as the same is said of them elsewhere in the file (rule P03D)",
        ),
    ],
)
def test_a_repair_is_told_with_pupil_field_both_values_and_rule(
    made: Made, wanted: str
) -> None:
    assert list(sentences([made], {"MARK": "Phonics mark"})) == [wanted]
    if made.subject != "MARK":
        assert list(sentences([made])) == [wanted]
