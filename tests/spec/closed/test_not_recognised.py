"""Results written in a way no source states: asked about, and nothing is an error for it."""

from pathlib import Path

import pytest

from keystage import intake, rulebooks
from keystage.checks.model import Example
from keystage.checks.run import run
from keystage.core.findings import Finding, Severity
from keystage.core.records import Assessment, CtfFile, Kind
from keystage.rulebooks.examples import apply
from tests.spec.closed.test_years_in_files import NOW
from tests.unit.intake.makers import as_bytes, ctf_file, given, kind, ks1, mark, pupil


def checked(folder: Path, file: CtfFile, *, names: bool = True) -> intake.FileReport:
    (folder / "9991001_CTF_999LLLL_001.xml").write_bytes(as_bytes(file))
    options = intake.Options(now=NOW, names=names)
    (report,) = intake.check_paths([folder], options).files
    return report


def of_pupils(*results: list[Assessment], year: int, dob: str) -> CtfFile:
    pupils = [pupil(n, part, dob=dob) for n, part in enumerate(results, 1)]
    return ctf_file(pupils, academic=str(year - 1))


def goals(*names: str) -> list[Assessment]:
    return [
        given(kind("EYF", "COM", name, 2018), "2", place)
        for place, name in enumerate(names, 1)
    ]


def severities(found: Finding) -> set[tuple[str, str]]:
    return {(one.rule, one.severity.value) for one in found.consequences}


def asked(report: intake.FileReport) -> Finding:
    return next(one for one in report.findings if one.rule == "R03N")


def test_goals_of_another_coding_are_asked_about_once_and_nothing_is_an_error(
    tmp_path: Path,
) -> None:
    file = of_pupils(goals("AS01", "AS02"), goals("AS01"), year=2018, dob="2012-11-05")
    report = checked(tmp_path, file)
    assert (report.refused, report.status) == (None, "queries")
    assert [part.book for part in report.returns] == ["eyfsp-2018"]
    found = asked(report)
    assert found.message == (
        "3 results in the file could not be recognised, which may be those that are "
        "missing: EYF COM FA AS01 FD (2) and EYF COM FA AS02 FD (1)."
    )
    assert severities(found) == {("EY-X2", "query")}


def test_a_scale_of_another_name_is_asked_about_too(tmp_path: Path) -> None:
    results = [
        given(kind("KS1", subject, name, 2019, qualifier="NL"), "EXS")
        for subject, name in (("ENG", "REA"), ("MAT", "MAT"))
    ]
    report = checked(tmp_path, of_pupils(results, year=2019, dob="2011-11-05"))
    assert (report.refused, report.status) == (None, "queries")
    assert "KS1 ENG TA REA NL (1)" in asked(report).message


def test_a_row_unlike_all_others_is_asked_about_where_its_stage_is_uncertain(
    tmp_path: Path,
) -> None:
    odd = given(kind("EYF", "ZZZ", "X1", 2018, method="QQ"), "Expected")
    report = checked(tmp_path, of_pupils([odd], year=2018, dob="2012-11-05"))
    assert (report.refused, report.status) == (None, "queries")
    assert "EYF ZZZ QQ X1 FD (1)" in asked(report).message


def test_only_what_may_be_there_is_a_query_and_what_is_surely_missing_an_error(
    tmp_path: Path,
) -> None:
    sound = ks1(year=2019)
    other = given(kind("KS1", "SCI", "SCI", 2019, qualifier="NL"), "HNM", 4)
    file = of_pupils([*sound[:3], other], sound[:3], sound, year=2019, dob="2011-11-05")
    report = checked(tmp_path, file)
    assert report.refused is None
    errors = [one for one in report.findings if one.severity is Severity.ERROR]
    assert [
        (one.rule, one.subject, one.pupil and one.pupil.surname) for one in errors
    ] == [("K1-X1", "SCI", "Ashdownc")]
    assert severities(asked(report)) == {("K1-X1", "query")}


def test_what_a_file_calls_its_results_is_not_said_without_names(
    tmp_path: Path,
) -> None:
    odd = given(kind("EYF", "ZZZ", "Iris", 2018, method="QQ"), "2")
    file = of_pupils([odd], year=2018, dob="2012-11-05")
    found = asked(checked(tmp_path, file, names=False))
    assert "Iris" not in found.message
    assert found.message.startswith("1 result in the file could not be recognised")


def test_a_row_on_the_stage_of_none_of_the_collections_there_is_set_aside(
    tmp_path: Path,
) -> None:
    results = [mark("33", 2019), given(kind("EYF", "ZZZ", "X1", 2019, method="Q"), "2")]
    report = checked(tmp_path, of_pupils(results, year=2019, dob="2012-11-05"))
    assert [part.book for part in report.returns] == ["phonics-2019"]
    assert {one.rule for one in report.findings} == {"H03", "SET-ASIDE"}


def test_a_row_goes_to_the_collection_that_is_there(tmp_path: Path) -> None:
    results = [mark("33", 2019), given(kind("KS1", "ZZZ", "X1", 2019, method="Q"), "2")]
    report = checked(tmp_path, of_pupils(results, year=2019, dob="2012-11-05"))
    assert [part.book for part in report.returns] == ["phonics-2019"]
    assert {one.rule for one in report.findings} == {"H03", "R03U"}


@pytest.mark.parametrize(
    ("what", "dob"),
    [
        (kind("EYF", "COM", "AS01", 2023), "2017-11-05"),
        (kind("KS1", "ENG", "REA", 2023, qualifier="NL"), "2015-11-05"),
    ],
)
def test_where_the_rows_are_certain_a_file_without_them_is_not_taken(
    tmp_path: Path, what: Kind, dob: str
) -> None:
    report = checked(tmp_path, of_pupils([given(what, "2")], year=2023, dob=dob))
    assert report.refused == "E04R"


@pytest.mark.parametrize(
    ("aside", "weight"), [({}, "error"), ({"KS2-2026": 2}, "query")]
)
def test_a_reading_that_may_be_among_what_was_set_aside_is_no_error(
    aside: dict[str, int], weight: str
) -> None:
    book = rulebooks.load("ks2-2026")
    changes = {
        "context": {"roll": {"1": {"below_standard": ["REA"]}}},
        "return": {"set_aside": aside},
    }
    trial = apply(book, Example(fires=True, says="", changes=changes))
    found = run(trial.book, trial.returns[0], trial.context).findings
    assert ("K2-X3", weight) in {(one.rule, one.severity.value) for one in found}
