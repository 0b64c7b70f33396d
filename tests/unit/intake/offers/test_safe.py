"""No repair is offered by which another part of the file would lose something."""

from typing import Any

from hypothesis import given, strategies

from keystage.changes.mending import every
from keystage.changes.model import as_written
from keystage.core import repairs, upn
from keystage.core.findings import Finding, Repair, Severity
from keystage.core.records import CtfFile, Element
from keystage.intake import Options, check_bytes
from keystage.intake.messages import HELD
from keystage.intake.offers.safe import safe
from tests.unit.intake.makers import NOW, ctf_file, entry, ks1, mark, number, pupil

LOST = "what only this entry says of the pupil would be lost"
TAKEN = "another pupil in this file has the UPN it would give"


def found(file: CtfFile, **asked: Any) -> list[Finding]:
    def reader(_data: bytes, **_limits: object) -> CtfFile:
        return file

    options = Options(now=NOW, **asked)
    return list(
        every(
            check_bytes(
                "9991001_PHO_999LLLL_001.xml", b"", options, reader=reader
            ).findings
        )
    )


def repeated(file: CtfFile) -> list[Finding]:
    return [one for one in found(file) if one.rule == "P03D"]


def emailed(*emails: str) -> CtfFile:
    """A file with one pupil as often as there are addresses; '' gives none."""
    file = ctf_file([pupil(1, [mark("33")]) for _ in emails])
    for one, email in zip(file.pupils, emails, strict=True):
        one.sections = [Element("Email", email)] if email else []
    return file


def removals(file: CtfFile) -> list[Repair]:
    return [one.repair for one in repeated(file) if one.repair]


def test_an_entry_that_says_more_than_the_other_is_not_offered_to_be_taken_out() -> (
    None
):
    again = [pupil(1, [mark("33")]), pupil(1, [mark("33")])]
    (twin,) = repeated(ctf_file(again))
    assert (twin.repair is not None, twin.held) == (True, "")
    again[1].assessments.append(mark("20", 2025))
    (twin,) = repeated(ctf_file(again))
    assert (twin.repair, twin.held) == (None, LOST)
    assert twin.fix.endswith(HELD.format(why=LOST))


def test_an_entry_that_says_the_same_in_other_words_may_go() -> None:
    (repair,) = removals(ctf_file([pupil(1, [mark("A")]), pupil(1, [mark("a")])]))
    assert repair.pupil == 2


def test_a_upn_of_a_pupil_of_another_collection_is_not_offered() -> None:
    wrong = pupil(2, [mark("33")], upn="B" + number(2)[1:])
    sound = [pupil(at, [mark("33")]) for at in (1, 3)]
    roll = tuple(entry(at) for at in (1, 2, 3))
    offered = [f for f in found(ctf_file([*sound, wrong]), roll=roll) if f.repair]
    assert {one.rule for one in offered} == {"P02", "P19"}
    elder = pupil(2, ks1(), surname="Birch", dob="2018-11-05")
    both = found(ctf_file([*sound, wrong, elder]), roll=roll)
    assert {(f.repair, f.held) for f in both if f.rule == "P02"} == {(None, TAKEN)}


def test_what_is_folded_beneath_another_finding_is_guarded_too() -> None:
    taken = Repair("set", "pupil", "upn", number(1), number(2), pupil=1)
    sound = Repair("set", "pupil", "sex", "f", "F", pupil=1)
    below = [Finding("B", Severity.QUERY, "b", repair=one) for one in (taken, sound)]
    top = Finding("A", Severity.QUERY, "a", consequences=tuple(below))
    file = ctf_file([pupil(1), pupil(2)])
    (guarded,) = safe(file, [top], as_written)
    assert [one.held for one in guarded.consequences] == [TAKEN, ""]
    assert [one.repair for one in guarded.consequences] == [None, sound]


def test_of_two_entries_that_lean_on_each_other_one_stays() -> None:
    (repair,) = removals(emailed("", "a@b.invalid", "a@b.invalid"))
    assert repair.pupil == 3


def test_of_many_entries_that_all_differ_none_is_offered_and_few_are_compared() -> None:
    many = [f"{at}@b.invalid" for at in range(300)]
    assert not removals(emailed(*many))
    assert len(removals(emailed(*many, *many))) == len(many)


def told(file: CtfFile) -> set[tuple[str, ...]]:
    return {
        (upn.tidy(one.upn), part.name, part.text)
        for one in file.pupils
        for part in one.sections
    } | {(upn.tidy(one.upn),) for one in file.pupils}


@given(strategies.lists(strategies.sampled_from(["", "a", "b", "c"]), max_size=7))
def test_all_that_is_offered_together_loses_nothing(emails: list[str]) -> None:
    file = emailed(*emails)
    offered = removals(file)
    assert told(repairs.apply_all(file, offered)) == told(file)
    assert len(emails) - len(offered) <= max(1, len(set(emails)))
