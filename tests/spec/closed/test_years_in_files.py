"""Files of years that were cancelled, put off to an autumn, or have long been over."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from keystage import intake
from keystage.core.records import Assessment
from tests.spec.closed.cancelled import SENTENCES
from tests.unit.intake.makers import as_bytes, ctf_file, given, kind, mark, pupil

NOW = datetime(2026, 7, 1, tzinfo=UTC)
EYFSP = {"method": "FA", "qualifier": "FD"}


def checked(
    folder: Path, results: list[Assessment], *, academic: str, dob: str
) -> intake.FileReport:
    """Return what is found in a file of one pupil."""
    file = ctf_file([pupil(1, results, dob=dob)], academic=academic)
    (folder / "9991001_CTF_999LLLL_001.xml").write_bytes(as_bytes(file))
    (report,) = intake.check_paths([folder], intake.Options(now=NOW)).files
    return report


@pytest.mark.parametrize(
    ("book", "results", "dob"),
    [
        (
            "eyfsp-2020",
            [given(kind("EYF", "COM", "G01", 2020, **EYFSP), "2")],
            "2014-11-05",
        ),
        (
            "eyfsp-2021",
            [given(kind("EYF", "COM", "E01", 2021, **EYFSP), "2")],
            "2015-11-05",
        ),
        ("ks1-2020", [given(kind("KS1", "ENG", "REA", 2020), "EXS")], "2012-11-05"),
        ("ks2-2021", [given(kind("KS2", "ENG", "WRI", 2021), "EXS")], "2009-11-05"),
    ],
)
def test_a_file_of_a_cancelled_year_is_answered_with_the_sentence_that_says_so(
    tmp_path: Path, book: str, results: list[Assessment], dob: str
) -> None:
    academic = str(int(book[-4:]) - 1)
    report = checked(tmp_path, results, academic=academic, dob=dob)
    (finding,) = report.findings
    assert (report.refused, finding.message) == ("CANCELLED", SENTENCES[book])


@pytest.mark.parametrize(("year", "dob"), [(2020, "2013-11-05"), (2021, "2014-11-05")])
def test_phonics_of_those_years_is_the_check_of_the_autumn(
    tmp_path: Path, year: int, dob: str
) -> None:
    report = checked(tmp_path, [mark("33", year)], academic=str(year), dob=dob)
    assert [one.book for one in report.returns] == [f"phonics-{year}-autumn"]
    assert {one.rule for one in report.findings} == {"H03"}


def test_a_row_that_may_be_a_p_scale_is_a_query_under_the_one_that_misses_it(
    tmp_path: Path,
) -> None:
    results = [
        given(kind("KS1", "ENG", "REA", 2018), "BLW"),
        given(kind("KS1", "ENG", "REA", 2018, qualifier="PS"), "P7"),
        given(kind("KS1", "ENG", "WRI", 2018), "PKF"),
        given(kind("KS1", "MAT", "MAT", 2018), "WTS"),
        given(kind("KS1", "SCI", "SCI", 2018), "HNM"),
    ]
    report = checked(tmp_path, results, academic="2017", dob="2010-11-05")
    found = {one.rule: one for one in report.findings}
    assert set(found) == {"H03", "K1-X5"}
    assert [one.rule for one in found["K1-X5"].consequences] == ["R03U"]
    assert found["K1-X5"].severity.value == "query"
