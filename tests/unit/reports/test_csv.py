"""The CSV has a row for every finding and nothing a spreadsheet would run."""

import csv as standard
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.reports import csv
from keystage.tables.writing.csv import BYTE_ORDER_MARK
from tests.unit.reports.documents import Json, document, file, finding, unreadable


def rows(data: Json) -> list[dict[str, str]]:
    text = csv.render(data).removeprefix(BYTE_ORDER_MARK)
    return list(standard.DictReader(io.StringIO(text, newline="")))


def test_it_begins_with_the_mark_by_which_excel_knows_utf_8() -> None:
    assert csv.render(document()) == "\ufeff" + ",".join(csv.COLUMNS) + "\r\n"


def test_a_finding_is_a_row_with_its_sender_pupil_place_and_words() -> None:
    (row,) = rows(document(file(findings=[finding()])))
    assert row == dict.fromkeys(csv.COLUMNS, "") | {
        "file": "sent/9992001_FSP_999LLLL_001.xml",
        "file_status": "errors",
        "la": "999",
        "estab": "2001",
        "school": "Oxlip Meadow 2001 Primary School",
        "supplier": "Arbor",
        "collection": "eyfsp",
        "severity": "error",
        "rule": "R02",
        "upn": "T004200119001",
        "surname": "Costa",
        "forename": "Mateus",
        "dob": "2020-11-05",
        "subject": "Numerical patterns (E12)",
        "value": "3",
        "allowed": "1, 2, A",
        "message": "3 is not a result for Numerical patterns (E12) since 2022.",
        "fix": "Enter 1, 2 or A.",
        "line": "214",
        "path": "/CTfile/CTFpupilData/Pupil[3]/StageAssessments",
    }


def test_what_goes_away_with_a_finding_follows_it_and_names_it() -> None:
    folded = finding("P02", consequences=[finding("P14")])
    assert [
        (row["rule"], row["goes_away_with"])
        for row in rows(document(file(findings=[folded])))
    ] == [("P02", ""), ("P14", "P02")]


def test_findings_across_schools_name_their_files() -> None:
    across = finding("P18", "query", collection=None, files=["a.xml", "b.xml"])
    (row,) = rows(document(across=[across]))
    assert (row["file"], row["collection"]) == ("a.xml; b.xml", "")


def test_a_file_that_could_not_be_read_has_its_one_row() -> None:
    (row,) = rows(document(unreadable()))
    assert (row["file_status"], row["rule"], row["upn"]) == (
        "unreadable",
        "FILE-HTML",
        "",
    )


@pytest.mark.parametrize(
    "first", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d"]
)
def test_a_cell_that_looks_like_a_formula_is_made_text(first: str) -> None:
    pupil = {"upn": "", "surname": f"{first}1+1", "forename": "", "dob": ""}
    (row,) = rows(document(file(path="=cmd.xml", findings=[finding(pupil=pupil)])))
    assert row["surname"] == f"'{first}1+1"
    assert row["file"] == "'=cmd.xml"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_other_text_comes_back_as_it_was(value: str) -> None:
    (row,) = rows(document(file(findings=[finding(value=value)])))
    assert row["value"].removeprefix("'") == value.removeprefix("'")
