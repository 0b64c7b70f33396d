"""`keystage report` on real files, called as its users call it."""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from keystage.cli import clock
from keystage.cli.demo import made
from keystage.cli.main import run

JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)
CLEAN = "9992001_FSP_999LLLL_001.xml"


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: JUNE)


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """Return what was said of a command that cannot be carried out."""
    assert run(["report", *map(str, words)]) == 2
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return said.err


def page(folder: Path, *words: object) -> str:
    """Return the page made of what `words` name."""
    out = folder / "out.html"
    assert run(["report", *map(str, words), str(out)]) == 0
    return out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "begins"),
    [("r.pdf", b"%PDF-1."), ("r.HTML", b"<!DOCTYPE html>"), ("r.xlsx", b"PK")],
)
def test_the_name_of_the_file_says_what_is_made(
    name: str,
    begins: bytes,
    *,
    sent: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / name
    assert run(["report", str(sent / CLEAN), str(out)]) == 0
    assert out.read_bytes().startswith(begins)
    assert out.stat().st_mode & 0o077 == 0
    assert capsys.readouterr().err == f"written to {out}\n"


def test_a_file_with_errors_still_has_its_report_which_says_so(
    sent: Path, tmp_path: Path
) -> None:
    shown = page(tmp_path, sent / "9992005_FSP_999LLLL_001.xml")
    assert "still to be put right in what was sent" in shown


def test_several_reports_are_listed_to_choose_from(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, sent, tmp_path / "r.pdf")
    assert "9992001 eyfsp 2026" in said
    assert "Choose one with --school" in said
    assert "and 1 more" in said
    assert not (tmp_path / "r.pdf").exists()


def test_one_of_several_is_chosen_by_school_collection_and_year(
    sent: Path, tmp_path: Path
) -> None:
    out = tmp_path / "r.html"
    chosen = ["--school", "999/2001", "--collection", "phonics", "--year", "2026"]
    assert run(["report", str(sent), str(out), *chosen]) == 2
    shown = out.read_text(encoding="utf-8")
    assert "<h1>Phonics screening check 2026</h1>" in shown


def test_what_is_not_there_is_answered_with_what_is(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, sent / CLEAN, tmp_path / "r.pdf", "--collection", "ks2")
    assert "They hold:\n  9992001 eyfsp 2026\n" in said


def test_a_folder_gets_a_file_for_each_school_and_no_name_tells_of_a_pupil(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", str(sent), str(tmp_path), "--format", "html"]) == 2
    names = sorted(path.name for path in tmp_path.iterdir())
    assert "report-9992001-eyfsp-2026.html" in names
    assert "report-9992001-phonics-2026.html" in names
    assert len(names) == 13
    assert "9992012_FSP_999LLLL_001.xml is in no report." in capsys.readouterr().err


def test_a_folder_gets_pdfs_unless_asked_otherwise(sent: Path, tmp_path: Path) -> None:
    assert run(["report", str(sent / CLEAN), str(tmp_path)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == [
        "report-9992001-eyfsp-2026.pdf"
    ]


def test_a_file_of_a_nameless_sender_lends_its_own_name_to_nothing(
    sent: Path, tmp_path: Path
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    text = (sent / CLEAN).read_text(encoding="utf-8")
    for part in ("<LEA>999</LEA>", "<Estab>2001</Estab>", "<URN>992001</URN>"):
        text = text.replace(part, "")
    (folder / "Amira Costa.xml").write_text(text, encoding="utf-8")
    run(["report", str(folder), str(out), "--format", "html"])
    assert [path.name for path in out.iterdir()] == ["report-school-1-eyfsp-2026.html"]


def test_two_years_before_stand_beside_this_one(sent: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.mkdir()
    for year, size in ((2025, 20), (2024, 10), (2023, 5)):
        pupils = made.reception("2001", size, year)
        data = made.file("2001", "Ash", pupils, year=year)
        (before / f"{year}.xml").write_bytes(data)
    shown = page(tmp_path, "--prior", before, "--", sent / CLEAN)
    assert "Shares in 2026, 2025, 2024" in shown
    assert "16 of 20" in shown
    assert "8 of 10" in shown
    assert "2023" not in shown.split("<h2>About")[0]


def test_groups_by_class_need_the_list_of_pupils(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, sent / CLEAN, tmp_path / "r.html", "--by", "class")
    assert "give the list of pupils with --roll" in said


def test_the_list_of_pupils_brings_their_classes(sent: Path, tmp_path: Path) -> None:
    pupils = made.reception("2001", 3)
    lines = [f"{p.upn},{p.surname},{p.forename},{p.dob},Maple" for p in pupils]
    roll = tmp_path / "roll.csv"
    head = "UPN,Surname,Forename,Date of birth,Class"
    roll.write_text("\n".join([head, *lines]), encoding="utf-8")
    shown = page(tmp_path, sent / CLEAN, "--roll", roll, "--by", "class")
    assert "<h2>By class</h2>" in shown
    assert "<bdi>Maple</bdi>" in shown


def test_without_names_there_are_numbers(sent: Path, tmp_path: Path) -> None:
    named, nameless = (
        page(tmp_path, sent / CLEAN, *words) for words in ([], ["--no-names"])
    )
    (first, *_) = made.reception("2001", 1)
    assert f"{first.surname}, {first.forename}" in named
    assert first.surname not in nameless
    assert "<bdi>Child 1</bdi>" in nameless


def test_the_workbook_opens_in_another_program(sent: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.xlsx"
    assert run(["report", str(sent / CLEAN), str(out), "--by", "sex"]) == 0
    found = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
    assert found.sheetnames == ["Summary", "Pupils"]


@pytest.mark.parametrize(
    ("out", "words", "said"),
    [
        ("r.doc", [], "neither a folder nor a name that ends in"),
        ("no/r", [], "There is no folder"),
        ("r.pdf", ["--format", "html"], "says otherwise: leave out --format"),
        ("no/r.pdf", [], "make it first"),
    ],
)
def test_a_name_nothing_can_be_made_of_is_answered_in_a_sentence(
    out: str,
    words: list[str],
    *,
    said: str,
    sent: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert said in refused(capsys, sent / CLEAN, tmp_path / out, *words)


def test_nothing_that_was_read_is_written_over(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "results.html"
    source.write_bytes((sent / CLEAN).read_bytes())
    assert "would overwrite" in refused(capsys, source, source)
    assert source.read_bytes() == (sent / CLEAN).read_bytes()


def test_files_without_results_are_answered_in_a_sentence(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page_in_place = sent / "9992012_FSP_999LLLL_001.xml"
    said = refused(capsys, page_in_place, tmp_path / "r.pdf")
    assert "no results here that a report could be made of" in said


@pytest.mark.parametrize(("module", "name"), [("typst", "pdf"), ("xlsxwriter", "xlsx")])
def test_a_missing_extra_is_one_sentence(
    module: str,
    name: str,
    *,
    sent: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    said = refused(capsys, sent / CLEAN, tmp_path / f"r.{name}")
    assert f'"keystage[{name}]"' in said
    assert not list(tmp_path.iterdir())


def test_the_same_day_gives_the_same_file(sent: Path, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        assert run(["report", str(sent / CLEAN), str(tmp_path / name)]) == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_folder_that_is_not_there_yet_is_made(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "reports"
    words = ("--collection", "eyfsp", "--format", "html")
    assert run(["report", str(sent / CLEAN), f"{out}/", *words]) == 0
    assert [one.name for one in out.iterdir()] == ["report-9992001-eyfsp-2026.html"]
    assert capsys.readouterr().err.startswith("written to ")
