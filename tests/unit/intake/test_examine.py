"""One file, from its bytes to its report: what stops it and what is told."""

import sys
from typing import Any

import pytest

from keystage import rulebooks
from keystage.checks.model import Context, PriorResult
from keystage.checks.run import Outcome
from keystage.core.errors import Refused
from keystage.core.findings import Finding, Severity
from keystage.core.records import CtfFile
from keystage.intake import FileReport, Options, Prior, check_bytes, examine
from keystage.intake.shelf import Shelf
from tests.unit.intake.makers import (
    FOUR_YEARS,
    NOW,
    ctf_file,
    entry,
    eyfsp,
    given,
    kind,
    ks1,
    mark,
    number,
    outcome,
    pupil,
)

NAME = "9991001_PHO_999LLLL_001.xml"


def check(
    file: CtfFile, name: str = NAME, shelf: Shelf | None = None, **asked: Any
) -> FileReport:
    def reader(_data: bytes, **_limits: object) -> CtfFile:
        return file

    options = Options(now=NOW, **asked)
    return check_bytes(name, b"", options, reader=reader, shelf=shelf)


def rules(report: FileReport) -> set[str]:
    return {finding.rule for finding in report.findings}


def phonics(*marks: str, **fields: str) -> CtfFile:
    return ctf_file([pupil(n, [mark(m)]) for n, m in enumerate(marks, 1)], **fields)


def test_a_sound_file_is_clean_and_says_what_it_is() -> None:
    report = check(phonics("33", "12"), authority="999", school="9991001", year=2026)
    assert (report.status, report.findings, report.refused) == ("clean", (), None)
    (part,) = report.returns
    assert (part.collection, part.year, part.pupils, part.results) == (
        "phonics",
        2026,
        2,
        2,
    )
    assert (part.book, part.digest) == (
        "phonics-2026",
        rulebooks.load("phonics-2026").digest,
    )
    assert report.source is not None
    assert report.source.name == "Hollow Lane"


@pytest.mark.parametrize(
    ("asked", "fields", "rule"),
    [
        ({"school": "9991002"}, {}, "H04"),
        ({"authority": "998"}, {}, "H04"),
        ({"authority": "999"}, {"to": "998"}, "H05"),
        ({"year": 2025}, {}, "H08"),
        ({"collection": "ks1"}, {}, "H12"),
    ],
)
def test_a_file_that_is_not_what_was_asked_for_shows_that_alone(
    asked: dict[str, Any], fields: dict[str, str], rule: str
) -> None:
    report = check(phonics("99", "x", **fields), **asked)
    assert (report.status, report.refused) == ("unreadable", rule)
    assert rules(report) == {rule}
    assert (report.returns, report.dialect) == ((), None)


def test_a_file_for_the_national_agency_is_read_with_a_query_and_a_repair() -> None:
    report = check(phonics("33", to="NAA"), authority="999")
    assert (report.status, report.refused) == ("queries", None)
    (found,) = report.findings
    assert found.rule == "H05"
    assert found.repair is not None
    assert found.repair.new == "999LLLL"


def test_a_file_of_another_school_is_refused_before_anything_is_said_of_it() -> None:
    nothing = ctf_file([])
    assert rules(check(nothing, school="9991002")) == {"H04"}
    assert rules(check(nothing, school="9991001")) == {"E04"}


def test_pupils_without_results_are_refused_with_the_way_to_export_them() -> None:
    report = check(ctf_file([pupil(1)]))
    (finding,) = report.findings
    assert (finding.rule, report.status) == ("E04R", "unreadable")
    assert "Phonics screening check" in finding.fix


def test_results_of_no_use_are_named() -> None:
    other = given(kind("KS3", "ENG", "REA"), "5")
    (finding,) = check(ctf_file([pupil(1, [other])])).findings
    assert finding.message == (
        "There are pupils in this file, but no results it could use, only KS3 2026."
    )


def test_a_year_keystage_has_no_rules_for_is_told_with_those_it_has() -> None:
    file = ctf_file([pupil(1, [mark("33", 2019)])], academic="2018")
    (finding,) = check(file, shelf=FOUR_YEARS).findings
    assert finding.rule == "NO-RULEBOOK"
    assert "Phonics screening check 2019" in finding.message
    assert "2024, 2025, 2026 and 2027" in finding.message


def test_a_year_asked_for_is_missed_before_a_rulebook_is() -> None:
    file = ctf_file([pupil(1, [mark("33", 2019)])], academic="2018")
    (finding,) = check(file, year=2026, shelf=FOUR_YEARS).findings
    assert (finding.rule, finding.message) == (
        "H08",
        "This file has results of 2019, and none of 2026.",
    )


def test_results_of_another_year_under_the_right_header_are_an_error() -> None:
    report = check(
        phonics_of_last_year := ctf_file([pupil(1, [mark("33", 2025)])]), year=2026
    )
    assert phonics_of_last_year.header.source.academic_year == "2025"
    assert report.status == "errors"
    assert "H08R" in rules(report)


def test_a_collection_without_a_rulebook_beside_one_with_is_told() -> None:
    shelf = Shelf(["phonics-2026", "ks1-2024"], rulebooks.load)
    report = check(ctf_file([pupil(1, [mark("33"), *ks1()])]), shelf=shelf)
    assert [part.collection for part in report.returns] == ["phonics"]
    told = next(f for f in report.findings if f.rule == "PART-NOT-CHECKED")
    assert told.severity is Severity.QUERY
    assert "Key stage 1" in told.message


def test_one_note_says_what_was_set_aside() -> None:
    old = ctf_file([pupil(1, [mark("33"), *ks1(), *eyfsp(year=2025)])])
    notes = [f for f in check(old).findings if f.rule == "SET-ASIDE"]
    assert len(notes) == 1
    assert "17 results of eyfsp 2025" in notes[0].message


def test_what_two_returns_say_of_one_pupil_is_said_once() -> None:
    file = ctf_file([pupil(1, [mark("33"), *ks1()], upn="A004100123001")])
    report = check(file)
    assert len(report.returns) == 2
    assert [f.rule for f in report.findings].count("P02") == 1


def test_the_name_of_a_file_is_held_against_the_collection_it_names() -> None:
    file = ctf_file([pupil(1, [mark("33"), *ks1()])])
    for tag in ("KS1", "PHO"):
        report = check(file, f"9991001_{tag}_999LLLL_001.xml")
        assert "H09" not in rules(report)
        assert all(
            "H09" not in {one.rule for one in part.not_run} for part in report.returns
        )
    assert "H09" in rules(check(file, "9991001_FSP_999LLLL_001.xml"))


@pytest.mark.parametrize("name", ["results.xml", "9991001_FSP_999LLLL_002.xml"])
def test_a_file_of_several_collections_is_to_have_the_general_name(name: str) -> None:
    file = ctf_file([pupil(1, [mark("33"), *ks1()])])
    (told,) = (one for one in check(file, name).findings if one.rule == "H09")
    assert told.repair
    number = "002" if "002" in name else "001"
    assert told.repair.new == f"9991001_CTF_999LLLL_{number}.xml"


def test_a_pupil_given_twice_is_counted_once() -> None:
    file = ctf_file(
        [pupil(1, [mark("33")]), pupil(1, [mark("33")]), pupil(2, [mark("9")])]
    )
    (part,) = check(file).returns
    assert (part.pupils, part.results) == (2, 2)


@pytest.mark.parametrize("elders", [1, 3])
def test_pupils_outside_every_cohort_are_said_once_and_miss_nothing(
    elders: int,
) -> None:
    young = [pupil(1, [mark("33")]), pupil(2)]
    old = [pupil(9 + at, dob="2016-01-01", nc_year="5") for at in range(elders)]
    report = check(ctf_file([*young, *old]))
    missing = [
        one.pupil and one.pupil.upn for one in report.findings if one.rule == "R01"
    ]
    assert missing == [number(2)]
    (told,) = [one for one in report.findings if one.rule == "NOT-DUE"]
    some = "1 pupil" if elders == 1 else "3 pupils"
    assert told.severity is Severity.NOTE
    assert told.message.startswith(
        f"{some} in this file with no result of Phonics screening check 2026"
    )
    assert report.returns[0].pupils == len(young)


def test_a_pupil_the_roll_says_is_due_is_due_whatever_the_file_says() -> None:
    file = ctf_file([pupil(1, [mark("33")]), pupil(2, nc_year="5")])
    report = check(file, roll=(entry(1), entry(2)))
    assert "R01" in rules(report)
    assert "NOT-DUE" not in rules(report)


def test_who_has_results_of_a_collection_not_asked_for_is_not_left_out() -> None:
    both = ctf_file([pupil(1, [mark("33")]), pupil(2, ks1(), dob="2018-11-05")])
    assert "NOT-DUE" not in rules(check(both, collection="phonics"))


def test_mark_and_outcome_are_two_results() -> None:
    (part,) = check(ctf_file([pupil(1, [mark("33"), outcome("WA")])])).returns
    assert (part.pupils, part.results) == (1, 2)


def test_the_reader_s_findings_come_first_and_are_kept() -> None:
    file = phonics("41")
    file.findings.append(Finding("CTF-ORDER", Severity.NOTE, "Out of order."))
    report = check(file)
    assert report.findings[0].rule == "CTF-ORDER"
    assert "PH-X3" in rules(report)


def test_what_cannot_be_read_is_one_finding() -> None:
    def reader(_data: bytes, **_limits: object) -> CtfFile:
        raise Refused("XML-DTD", "It has a DOCTYPE.", "Export it again.")

    report = check_bytes("a.xml", b"abc", Options(), reader=reader)
    assert (report.status, report.refused, report.bytes) == ("unreadable", "XML-DTD", 3)
    assert report.sha256 is not None
    (finding,) = report.findings
    assert (finding.message, finding.fix) == ("It has a DOCTYPE.", "Export it again.")


def test_a_check_that_breaks_is_told_and_nothing_seems_passed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise KeyError

    monkeypatch.setattr("keystage.checks.scene.Scene.born", broken)
    report = check(phonics("33"))
    assert report.status == "errors"
    (found,) = report.findings
    assert found.message.startswith(
        "Some checks could not be finished: P11, P12 and P13."
    )


def contexts(monkeypatch: pytest.MonkeyPatch) -> list[Context]:
    seen: list[Context] = []

    def run(_book: object, _return: object, context: Context) -> Outcome:
        seen.append(context)
        return Outcome()

    monkeypatch.setattr(examine, "run", run)
    return seen


def test_older_results_of_the_file_are_prior_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = contexts(monkeypatch)
    check(ctf_file([pupil(1, [mark("33"), mark("12", 2025)])]))
    assert seen[0].prior == {number(1): (PriorResult("phonics", 2025, "mark", "12"),)}


def test_older_results_of_the_file_add_to_those_that_were_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = contexts(monkeypatch)
    first = PriorResult("phonics", 2024, "mark", "7")
    given_ = Prior({number(1): (first,), number(2): (first,)})
    check(ctf_file([pupil(1, [mark("33"), mark("12", 2025)])]), prior=given_)
    prior = seen[0].prior
    assert prior is not None
    assert prior[number(1)] == (first, PriorResult("phonics", 2025, "mark", "12"))
    assert prior[number(2)] == (first,)


def test_beside_a_roll_the_files_own_older_results_are_not_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = contexts(monkeypatch)
    file = ctf_file([pupil(1, [mark("33"), mark("12", 2025)])])
    check(file, roll=(entry(1),))
    assert seen[0].prior is None


def test_without_older_results_prior_is_what_was_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = contexts(monkeypatch)
    check(phonics("33"))
    check(phonics("33"), prior=Prior())
    assert (seen[0].prior, seen[1].prior) == (None, {})


def test_each_school_is_held_against_its_own_part_of_the_roll(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = contexts(monkeypatch)
    here, there, anywhere = (
        entry(1, school="9991001"),
        entry(2, school="9991002"),
        entry(3),
    )
    check(phonics("33"), roll=(here, there, anywhere))
    check(phonics("33"), roll=(there,))
    assert seen[0].roll == (here, anywhere)
    assert seen[1].roll is None


@pytest.mark.parametrize("broken", ["reader", "recognise", "_returns", "run"])
def test_a_file_keystage_breaks_on_says_where_and_nothing_it_read(
    monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fail(*_: object, **__: object) -> CtfFile:
        raise ValueError("Costa, Mateus")

    if broken != "reader":
        module = sys.modules["keystage.intake.examine"]
        monkeypatch.setattr(module, broken, fail)
    reader = fail if broken == "reader" else lambda _data, **_limits: phonics("33")
    report = check_bytes(NAME, b"", Options(now=NOW), reader=reader)
    (finding,) = report.findings
    assert (finding.rule, report.refused, report.status) == (
        "INTERNAL",
        "INTERNAL",
        "unreadable",
    )
    assert "ValueError at test_examine.py:" in finding.message
    assert "Costa" not in finding.message
