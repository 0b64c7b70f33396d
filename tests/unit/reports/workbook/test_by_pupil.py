"""Findings as a workbook of their own, pupil by pupil."""

import io
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from keystage.core.errors import UsageError
from keystage.reports import workbook
from keystage.reports.values import Json
from tests.unit.reports.documents import document, file, finding, unreadable

MADE = datetime(2026, 6, 10, 10, tzinfo=UTC)


def opened(data: Json) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(workbook.render(data, MADE)))
    (sheet,) = book.worksheets
    return sheet


def table(sheet: Worksheet) -> list[dict[str, object]]:
    """Return the lines of the sheet's one table, by heading."""
    (one,) = sheet.tables.values()
    head, *lines = [[slot.value for slot in row] for row in sheet[one.ref]]
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


def person(surname: str, forename: str) -> Json:
    return {"upn": "", "surname": surname, "forename": forename, "dob": ""}


def test_findings_stand_by_pupil_and_the_worst_of_each_first() -> None:
    found = [
        finding("P12", "query", pupil=person("Costa", "Mateus")),
        finding("R02", "error", pupil=person("Abbot", "Ann")),
        finding("H05", "note", pupil=None),
        finding("R02", "error", pupil=person("Costa", "Mateus")),
    ]
    lines = table(opened(document(file(findings=found))))
    assert [(line["Pupil"], line["How bad"], line["Rule"]) for line in lines] == [
        ("(the whole file)", "Note", "H05"),
        ("Abbot, Ann", "Error", "R02"),
        ("Costa, Mateus", "Error", "R02"),
        ("Costa, Mateus", "Query", "P12"),
    ]


def test_names_stand_as_people_look_for_them() -> None:
    names = [("Zola", "A"), ("Đorđević", "B"), ("Dunn", "É"), ("Dunn", "F")]
    found = [finding(pupil=person(*name)) for name in names]
    whole = finding("H05", "query", pupil=None)
    rows = table(opened(document(file(findings=[*found, whole]))))
    assert [str(row["Pupil"]) for row in rows] == [
        "(the whole file)",
        *("Đorđević, B", "Dunn, É", "Dunn, F", "Zola, A"),
    ]


def test_what_goes_away_with_another_stands_beneath_it_and_says_so() -> None:
    below = finding("R01", "error", message="It has no result.", fix="Enter one.")
    found = [finding("EY-X1", "error", consequences=[below])]
    first, second = table(opened(document(file(findings=found))))
    assert (first["Rule"], second["Rule"]) == ("EY-X1", "R01")
    assert second["What to do"] == (
        "Enter one. Goes away once the finding under rule EY-X1 is put right."
    )


def test_a_finding_says_what_to_do_in_the_schools_own_system_and_where_it_is() -> None:
    told = finding(
        system={"name": "Arbor", "steps": "Students > Results"},
        place={"line": 214, "path": None, "sheet": None, "row": None, "column": None},
    )
    (line,) = table(opened(document(file(2001, [told]))))
    assert str(line["What to do"]).endswith("\nIn Arbor: Students > Results")
    assert line["Where"] == "line 214"
    assert "2001" in str(line["File"])


def test_a_finding_between_files_names_them_all() -> None:
    across = finding("P18", "query", files=["sent/a.xml", "sent/b.xml"])
    lines = table(opened(document(file(findings=[]), across=[across])))
    assert [line["File"] for line in lines] == ["a.xml; b.xml"]


def test_files_that_could_not_be_taken_are_named_above_the_list() -> None:
    sheet = opened(document(unreadable()))
    told = [row[0].value for row in sheet["A1:A4"]]
    assert told[0] == "Findings by pupil"
    assert "could not be read" in str(told[2])


def test_a_text_is_never_a_formula_and_nothing_is_hidden() -> None:
    nasty = '=HYPERLINK("http://127.0.0.1:9","x")'
    told = finding("P10", "query", value=nasty, message=nasty)
    data = workbook.render(document(file(findings=[told])), MADE)
    book = openpyxl.load_workbook(io.BytesIO(data))
    (sheet,) = book.worksheets
    kinds = {slot.data_type for row in sheet.iter_rows() for slot in row}
    assert "f" not in kinds
    assert sheet.sheet_state == "visible"
    assert not any(name.hidden for name in book.defined_names.values())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if "external" in name.lower()]
        assert b'Target="http' not in b"".join(map(package.read, package.namelist()))


def test_with_nothing_found_the_list_says_so() -> None:
    lines = table(opened(document(file(findings=[]))))
    assert [line["Pupil"] for line in lines] == ["Nothing to put right was found."]


def test_the_same_document_gives_the_same_bytes() -> None:
    made = document(file(findings=[finding()]))
    assert workbook.render(made, MADE) == workbook.render(made, MADE)


def test_what_is_no_findings_document_is_refused_with_a_sentence() -> None:
    with pytest.raises(UsageError):
        workbook.render({"files": 3}, MADE)
