"""`keystage check` on workbooks and CSV, and its answer as a workbook."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from keystage import ctf
from keystage.cli import clock
from keystage.cli.main import run
from keystage.core.errors import Refused
from keystage.reports import workbook
from tests.unit.intake.makers import NOW, ctf_file, mark, pupil
from tests.unit.intake.sheets.test_examine_table import HEADS, child, table
from tests.unit.tables.making import xlsx, xlsx_rows

FINDINGS = "Keystage findings"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.chdir(tmp_path)


def put(name: str, data: bytes) -> str:
    """Write a file here and return its name."""
    Path(name).write_bytes(data)
    return name


def own(result: str = "41") -> str:
    return put("Oak.xlsx", xlsx(xlsx_rows([HEADS, child(1, result), child(2)])))


def check(*words: str) -> int:
    return run(["check", *words, "--year", "2026"])


def test_a_workbook_comes_back_with_a_mark_and_a_note_on_its_own_cell(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert check(own(), "--output", "back.xlsx") == 1
    said = capsys.readouterr().err
    assert "errors 1" in said
    assert "your table, with a note at each cell" in said
    book = openpyxl.load_workbook("back.xlsx")
    assert book.sheetnames == [FINDINGS, "Codes"]
    note = book["Codes"]["F2"].comment
    assert note is not None
    assert "41 is not a mark" in note.text
    front = [cell.value for (cell,) in book[FINDINGS]["A1:A4"]]
    assert "hidden sheets, pictures" in front[3]
    assert "formulas stand as texts" in front[3]


def test_a_csv_comes_back_as_a_workbook_with_the_same_cells(
    capsys: pytest.CaptureFixture[str],
) -> None:
    put("oak.csv", table(child(1, "41")))
    assert check("oak.csv", "--format", "xlsx", "--output", "back.xlsx") == 1
    assert "in a new workbook" in capsys.readouterr().err
    sheet = openpyxl.load_workbook("back.xlsx")["table"]
    assert (sheet["A1"].value, sheet["F2"].value) == ("UPN", "41")
    assert sheet["F2"].comment is not None
    front = openpyxl.load_workbook("back.xlsx")[FINDINGS]
    assert front["A4"].value is None


def test_one_table_in_a_zip_comes_back_too() -> None:
    with zipfile.ZipFile("sent.zip", "w") as packed:
        packed.write(own())
    assert check("sent.zip", "--output", "back.xlsx") == 1
    assert openpyxl.load_workbook("back.xlsx").sheetnames[-1] == "Codes"


def test_a_returned_workbook_put_right_is_clean(
    capsys: pytest.CaptureFixture[str],
) -> None:
    check(own(), "--output", "back.xlsx")
    book = openpyxl.load_workbook("back.xlsx")
    book["Codes"]["F2"] = 31
    book.save("again.xlsx")
    capsys.readouterr()
    assert check("again.xlsx") == 0
    assert FINDINGS not in capsys.readouterr().out


@pytest.mark.parametrize("more", ["file", "no names", "changed"])
def test_anything_else_is_a_list_by_pupil(
    more: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [own()]
    if more == "file":
        words = [put("a.xml", ctf.write(ctf_file([pupil(1, [mark("41")])])))]
    elif more == "no names":
        words.append("--no-names")
    else:
        monkeypatch.setattr("keystage.cli.work.workbook.sha256", lambda _data: _Other())
    assert check(*words, "--output", "back.xlsx") == 1
    assert "the findings by pupil" in capsys.readouterr().err
    assert openpyxl.load_workbook("back.xlsx").sheetnames == ["Findings by pupil"]


class _Other:
    """The digest of another file."""

    def hexdigest(self) -> str:
        return "0"


def several() -> list[str]:
    """Put tables of two schools, and a file, beside each other."""
    own()
    put("9991002 phonics.csv", table(child(3, "41")))
    Path("sub").mkdir()
    Path("sub/Oak.xlsx").write_bytes(xlsx(xlsx_rows([HEADS, child(4), child(5)])))
    put("a.xml", ctf.write(ctf_file([pupil(1, [mark("41")])])))
    put("old.xls", b"\xd0\xcf\x11\xe0 old")
    return ["Oak.xlsx", "9991002 phonics.csv", "sub", "a.xml", "old.xls"]


@pytest.mark.parametrize("words", [["--format", "xlsx"], []])
def test_a_folder_gets_every_table_with_notes_and_the_list(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(*several(), *words, "--output", "back/") == 2
    assert "tables with a note at each cell 3, and the" in capsys.readouterr().err
    names = {one.name for one in Path("back").iterdir()}
    assert names == {
        "Oak with notes.xlsx",
        "Oak with notes-2.xlsx",
        "9991002 phonics with notes.xlsx",
        "Findings by pupil.xlsx",
    }
    book = openpyxl.load_workbook("back/9991002 phonics with notes.xlsx")
    assert book["table"]["F2"].comment is not None
    told = openpyxl.load_workbook("back/Findings by pupil.xlsx").active
    assert told is not None
    text = " ".join(str(slot.value) for row in told for slot in row)
    assert "a.xml" in text
    assert "old.xls" in text


def test_what_lies_between_two_schools_is_in_neithers_own_workbook() -> None:
    for name, school in (("a.xlsx", "999/6781"), ("b.xlsx", "999/7892")):
        put(name, xlsx(xlsx_rows([HEADS, [*child(1)[:-1], school]])))
    Path("back").mkdir()
    check("a.xlsx", "b.xlsx", "--output", "back")
    for name, other in (("a", "7892"), ("b", "6781")):
        data = Path(f"back/{name} with notes.xlsx").read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = b"".join(map(package.read, package.namelist()))
        assert other.encode() not in parts
    told = openpyxl.load_workbook("back/Findings by pupil.xlsx").active
    assert told is not None
    assert "7892" in " ".join(str(slot.value) for row in told for slot in row)


def test_without_names_a_folder_gets_the_list_alone() -> None:
    check(*several(), "--no-names", "--output", "back/")
    assert [one.name for one in Path("back").iterdir()] == ["Findings by pupil.xlsx"]


def test_several_tables_in_one_file_are_a_list_that_says_how_to_have_each_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    check(*several(), "--output", "back.xlsx")
    assert "name a folder: --output returned/" in capsys.readouterr().err
    assert openpyxl.load_workbook("back.xlsx").sheetnames == ["Findings by pupil"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "json", "--output", "back/"], "a report is one file"),
        (["--output", "back.xlsx/"], "would be one file"),
        (["--output", "none/back/"], "There is no folder none"),
    ],
)
def test_a_folder_that_cannot_be_is_a_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(own(), *words) == 2
    assert said in capsys.readouterr().err
    assert check(own(), ".", "--output", "back/") == 2
    assert "lies in a folder that is read" in capsys.readouterr().err


def test_a_table_that_takes_too_long_stops_no_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, **__: object) -> None:
        raise Refused("SHEET-SLOW", "It took longer than 60 seconds.")

    monkeypatch.setattr(workbook, "give_back", slow)
    check(own(), "--output", "back/")
    said = capsys.readouterr().err
    assert "Oak.xlsx: It took longer than 60 seconds. It was not returned;" in said
    assert [one.name for one in Path("back").iterdir()] == ["Findings by pupil.xlsx"]


def test_a_table_that_cannot_be_read_is_told_in_a_list(
    capsys: pytest.CaptureFixture[str],
) -> None:
    put("old.xls", b"\xd0\xcf\x11\xe0 old")
    assert check("old.xls", "--output", "back.xlsx") == 2
    assert "the findings by pupil" in capsys.readouterr().err


def test_where_it_takes_too_long_the_findings_are_told_by_pupil(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, **__: object) -> None:
        raise Refused("SHEET-SLOW", "It took longer than 60 seconds.")

    monkeypatch.setattr(workbook, "give_back", slow)
    assert check(own(), "--output", "back.xlsx") == 1
    said = capsys.readouterr().err
    assert "It took longer than 60 seconds. So these are the findings by pupil" in said


def test_a_workbook_is_not_shown_on_a_screen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert check(own(), "--format", "xlsx") == 2
    assert "--output findings.xlsx" in capsys.readouterr().err


def test_what_is_pasted_is_checked_like_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted = put("pasted", table(child(1, "41")).replace(b";", b"\t"))
    monkeypatch.setattr("keystage.cli.work.check._STDIN", Path(pasted))
    assert check("-", "--format", "json") == 1
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["dialect"]["separator"] == "\t"
    assert file["path"] == "standard input"


def test_a_template_filled_in_keeps_counting_when_it_comes_back() -> None:
    roll = "UPN,Surname,Forename,Date of birth,Sex,Year group\n" + ",".join(
        [*child(1)[:5], "1"]
    )
    put("roll.csv", roll.encode())
    assert run(["template", "phonics-2026", "--roll", "roll.csv", "made.xlsx"]) == 0
    made = openpyxl.load_workbook("made.xlsx")
    live = [
        (sheet.title, slot.coordinate, slot.value)
        for sheet in made
        for row in sheet
        for slot in row
        if slot.data_type == "f"
    ]
    assert live
    assert check("made.xlsx", "--output", "back.xlsx") == 1
    back = openpyxl.load_workbook("back.xlsx")
    kept = [(name, at, back[name][at].value) for name, at, _ in live]
    assert kept == live
    assert {back[name][at].data_type for name, at, _ in live} == {"f"}


def test_only_files_are_taken_where_only_they_are_wanted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert check(own(), "--ctf-only") == 2
    assert "Excel workbook" in capsys.readouterr().out


def test_the_workbook_given_back_holds_no_formula_that_was_a_text() -> None:
    rows = [HEADS, [*child(1, "41")[:1], "=1+1", *child(1, "41")[2:]]]
    put("own.xlsx", xlsx(xlsx_rows(rows)))
    check("own.xlsx", "--output", "back.xlsx")
    with zipfile.ZipFile(io.BytesIO(Path("back.xlsx").read_bytes())) as package:
        parts = b"".join(map(package.read, package.namelist()))
    assert b"<f>" not in parts
