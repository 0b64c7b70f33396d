"""Results of earlier years, from files and tables."""

from pathlib import Path
from typing import Any

import pytest

from keystage.checks.model import PriorResult
from keystage.core.errors import UsageError
from keystage.core.records import Return
from keystage.intake.known import prior as prior_module
from keystage.intake.known.prior import (
    MOST_YEARS,
    from_file,
    load_prior,
    merge,
    read_prior,
)
from keystage.intake.options import Prior
from keystage.intake.recognise import Identified, identified
from keystage.intake.shelf import standard
from keystage.xmlguard import Limits
from tests.unit.intake.makers import (
    FOUR_YEARS,
    as_bytes,
    ctf_file,
    eyfsp,
    ks1,
    mark,
    number,
    pupil,
)

LIMITS = Limits.command_line()
HEAD = "UPN,Collection,Year,Result"


def table(text: str) -> Prior:
    return read_prior("prior.csv", text.encode(), LIMITS)


def fault(text: str) -> str:
    with pytest.raises(UsageError) as caught:
        table(text)
    return str(caught.value)


def test_a_files_results_are_prior_results_oldest_first() -> None:
    file = ctf_file([pupil(1, [mark("12", 2025), *ks1("EXS WTS GDS EXS", 2024)])])
    found = from_file(file, standard()).results[number(1)]
    assert found[0] == PriorResult("ks1", 2024, "REA", "EXS")
    assert found[-1] == PriorResult("phonics", 2025, "mark", "12")


def test_only_results_from_before_a_year_can_be_asked_for() -> None:
    file = ctf_file([pupil(1, [mark("12", 2025), mark("35", 2026)])])
    assert from_file(file, standard(), 2026).results == {
        number(1): (PriorResult("phonics", 2025, "mark", "12"),)
    }


def test_a_year_without_a_rulebook_is_read_by_the_closest() -> None:
    found = from_file(ctf_file([pupil(1, eyfsp("2" * 17, 2019))]), FOUR_YEARS)
    assert found.results[number(1)][0] == PriorResult("eyfsp", 2019, "E01", "2")


def test_blank_results_and_pupils_without_a_upn_are_no_prior() -> None:
    file = ctf_file([pupil(1, [mark("", 2025)]), pupil(2, [mark("9", 2025)], upn="")])
    assert from_file(file, standard()).results == {}


def test_the_same_school_last_year_is_found() -> None:
    prior = from_file(ctf_file([pupil(1, [mark("12", 2025)])]), standard())
    now = Return("phonics", 2026, "9991001", "", [])
    last = prior.last_year(now)
    assert last is not None
    assert [row.upn for row in last.rows] == [number(1)]
    assert prior.last_year(Return("phonics", 2027, "9991001", "", [])) is None
    assert prior.last_year(Return("phonics", 2026, "9991002", "", [])) is None


def test_two_files_of_one_return_are_one_and_a_result_given_twice_is_one() -> None:
    files = [ctf_file([pupil(n, [mark("12", 2025)])]) for n in (1, 2, 1)]
    both = merge([from_file(file, standard()) for file in files])
    (return_,) = both.returns["phonics", "9991001"]
    assert [row.upn for row in return_.rows] == [number(1), number(2), number(1)]
    assert len(both.results[number(1)]) == 1


def test_a_table_gives_one_result_a_row() -> None:
    text = f"{HEAD},Subject\n{number(1)},Phonics,2025,12,\n{number(1)},KS1,2025,exs,Reading\n"
    assert table(text).results == {
        number(1): (
            PriorResult("ks1", 2025, "REA", "EXS"),
            PriorResult("phonics", 2025, "mark", "12"),
        )
    }


def test_a_collection_goes_by_its_id_and_by_its_name() -> None:
    names = ("phonics", "Phonics screening check")
    rows = "".join(f"{number(1)},{name},2025,12\n" for name in names)
    assert len(table(f"{HEAD}\n{rows}").results[number(1)]) == 1


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Phonics,25,12,", "column \u201cYear\u201d: 25 is not a summer such as 2025."),
        (
            "Census,2025,1,",
            "column \u201cCollection\u201d: Census is not a collection: eyfsp,",
        ),
        ("KS1,2025,EXS,Art", "column \u201cSubject\u201d: Art is not one of REA, WRI,"),
        ("KS1,2025,EXS,", "column \u201cSubject\u201d:  is not one of REA, WRI,"),
    ],
)
def test_a_row_that_says_nothing_is_told_with_its_column(row: str, told: str) -> None:
    assert f"prior.csv, row 2, {told}" in fault(f"{HEAD},Subject\n{number(1)},{row}\n")


def test_a_collection_of_many_subjects_needs_the_column() -> None:
    told = fault(f"{HEAD}\n{number(1)},KS1,2025,EXS\n")
    assert told.startswith("prior.csv has no column Subject, which key stage 1")


def test_prior_results_are_loaded_from_folders_and_tables(tmp_path: Path) -> None:
    file = ctf_file([pupil(1, [mark("12", 2025)])])
    (tmp_path / "a.xml").write_bytes(as_bytes(file))
    text = f"{HEAD}\n{number(2)},Phonics,2025,40\n"
    (tmp_path / "b.csv").write_text(text, encoding="utf-8")
    assert set(load_prior([tmp_path], LIMITS).results) == {number(1), number(2)}


@pytest.mark.parametrize(("name", "size"), [("a.xml", 5), ("a.xml", 500)])
def test_a_prior_file_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, size: int
) -> None:
    (tmp_path / name).write_bytes(b"<CTfile" + b" " * 90)
    with pytest.raises(UsageError, match=r"a\.xml could not be read\. "):
        load_prior([tmp_path], Limits.command_line(size=size))


def test_a_file_of_thousands_of_years_is_looked_through_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[object] = []

    def counted(*words: Any) -> Identified:
        looked.append(words)
        return identified(*words)

    monkeypatch.setattr(prior_module, "identified", counted)
    marks = [mark("12", str(year)) for year in range(1900, 2400)]
    found = from_file(ctf_file([pupil(1, marks)]), standard(), 2026)
    years = [one.year for one in found.results[number(1)]]
    assert years == list(range(2026 - MOST_YEARS, 2026))
    assert len(looked) == 1


def test_a_year_of_several_holds_the_pupils_with_results_of_it() -> None:
    older, newer, neither = (
        pupil(1, [mark("9", 2024)]),
        pupil(2, [mark("9", 2025)]),
        pupil(3),
    )
    both = from_file(ctf_file([older, newer, neither]), standard())
    returns = both.returns["phonics", "9991001"]
    assert [[row.upn for row in one.rows] for one in returns] == [
        [number(1)],
        [number(2)],
    ]
    alone = from_file(ctf_file([newer, neither]), standard())
    (return_,) = alone.returns["phonics", "9991001"]
    assert [row.upn for row in return_.rows] == [number(2)]
