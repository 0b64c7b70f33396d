"""`keystage name` says what a file should be called, by what it holds."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from keystage.cli.demo import made, people
from keystage.cli.main import run
from keystage.core.records import Kind
from tests.unit.tables.making import xlsx, xlsx_rows


def named(file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = run(["name", str(file)])
    said = capsys.readouterr()
    return code, said.out.strip(), said.err.strip()


def test_a_good_name_stays(sent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "9992001_FSP_999LLLL_001.xml"
    assert named(sent / name, capsys) == (0, name, "")


def test_the_contents_decide_sender_kind_and_destination(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for given, wanted in [
        # Saved twice by a browser, and addressed to the wrong office.
        ("9992007_FSP_NAALLLL_001 (1).xml", "9992007_FSP_999LLLL_001.xml"),
        ("9992004_KS2_NAALLLL_001.xml", "9992004_KS2_NAALLLL_001.xml"),
    ]:
        assert named(sent / given, capsys)[1] == wanted


def test_a_name_that_is_taken_gets_the_next_number(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(sent / "9992001_FSP_999LLLL_001.xml", tmp_path / "results.xml")
    assert named(tmp_path / "results.xml", capsys)[1] == "9992001_FSP_999LLLL_001.xml"
    (tmp_path / "9992001_fsp_999llll_001.XML").touch()
    assert named(tmp_path / "results.xml", capsys)[1] == "9992001_FSP_999LLLL_002.xml"


def test_a_sender_without_a_number_cannot_be_put_into_a_name(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, said = named(sent / "dappledown.xml", capsys)
    assert (code, out) == (2, "")
    assert "dappledown.xml cannot be named" in said


def test_what_is_no_file_or_cannot_be_read_is_said(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert named(tmp_path, capsys)[2] == f"keystage: There is no file {tmp_path}."
    code, _, said = named(sent / "9992012_FSP_999LLLL_001.xml", capsys)
    assert code == 2
    assert said.startswith("keystage: ")


def test_a_file_of_several_collections_is_a_general_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pupils = [*made.reception("2001", 2), *made.year_one("2001", 2)]
    path = tmp_path / "all.xml"
    path.write_bytes(made.file("2001", "Larkspur Lane Primary School", pupils))
    assert named(path, capsys)[1] == "9992001_CTF_999LLLL_001.xml"


def test_a_check_that_no_authority_collects_stays_with_the_school(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = Kind("KS2", "ENG", "2026", "MAT", "TT", "MTC", "R", "MT")
    child = people.pupil("2001", 400, "4", date(2016, 9, 1))
    pupils = [people.with_results(child, {tables: "24"})]
    path = tmp_path / "tables.xml"
    path.write_bytes(made.file("2001", "Larkspur Lane Primary School", pupils))
    assert named(path, capsys)[1] == "9992001_MTC_9992001_001.xml"


def test_several_files_are_named_each_on_its_line(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["9992001_FSP_999LLLL_001.xml", "9992007_FSP_NAALLLL_001 (1).xml"]
    assert run(["name", *(str(sent / name) for name in given)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{sent / given[0]}: 9992001_FSP_999LLLL_001.xml",
        f"{sent / given[1]}: 9992007_FSP_999LLLL_001.xml",
    ]


def test_one_file_that_cannot_be_named_does_not_hide_the_others(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [sent / "dappledown.xml", sent / "9992001_FSP_999LLLL_001.xml"]
    assert run(["name", *map(str, given)]) == 2
    said = capsys.readouterr()
    assert said.out.splitlines() == [f"{given[1]}: 9992001_FSP_999LLLL_001.xml"]
    assert "dappledown.xml cannot be named" in said.err


def test_a_marksheet_is_called_as_one_likes_and_what_names_a_return_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, data in (
        ("june.xlsx", xlsx(xlsx_rows([("UPN", "Surname", "Mark")]))),
        ("june.csv", b"UPN,Surname,Mark\n"),
    ):
        (tmp_path / name).write_bytes(data)
        code, out, said = named(tmp_path / name, capsys)
        assert (code, out) == (2, "")
        assert f"{name} is a marksheet" in said
        assert "'keystage convert' makes a Common Transfer File of it" in said
