"""`keystage rules compare`, and what `rules show` and `check` make of it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from keystage import rulebooks
from keystage.cli.main import run
from keystage.rulebooks import overrides
from tests.shape.tree import ROOT
from tests.unit.rulebooks.official.sheets import HEADINGS, rows_of
from tests.unit.tables.making import xlsx, xlsx_rows

GIVEN = ROOT / "tests" / "fixtures" / "official"
USUAL = "keystage-overrides.toml"
KS2 = ("--book", "ks2-2026")
PHONICS = "9992001_PHO_999LLLL_001.xml"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sheet(folder: Path, book: str) -> str:
    """Write a sheet that says what a rulebook says; return its name."""
    rows = [list(HEADINGS), *rows_of(rulebooks.load(book))]
    (folder / "right.xlsx").write_bytes(xlsx(xlsx_rows(rows)))
    return "right.xlsx"


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_what_differs_is_listed_and_nothing_is_written(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "compare", str(GIVEN / f"a_comp.{kind}"), *KS2]) == 1
    said = capsys.readouterr().out
    assert "--accept-differences ks2-2026:SCI:drop:L" in said
    assert "KS2 ENG TA REA NC stands in both; unverified until now" in said
    assert "B9 is worked out by a formula" in said
    assert not list(folder.iterdir())


def test_a_sheet_that_agrees_confirms_in_one_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = sheet(folder, "ks2-2026")
    words = ["rules", "compare", name, *KS2, "--accept", "--date", "2026-06-10"]
    assert run(words) == 0
    assert f"{USUAL}: 8 confirmations written, 8 in all" in capsys.readouterr().err
    held = overrides.read((folder / USUAL).read_text("utf-8"), USUAL)
    assert held.sources[0].file == name
    assert str(held.sources[0].day) == "2026-06-10"
    before = (folder / USUAL).read_bytes()
    assert run(words) == 0  # again: nothing more to write
    assert "0 confirmations written, 8 in all" in capsys.readouterr().err
    assert (folder / USUAL).read_bytes() == before


def test_rules_show_tells_what_was_confirmed_and_by_what(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["rules", "show", "ks2-2026"])
    assert "`KS2 ENG TA REA NC` (unverified)" in capsys.readouterr().out
    name = sheet(folder, "ks2-2026")
    run(["rules", "compare", name, *KS2, "--accept", "--date", "2026-06-10"])
    capsys.readouterr()
    assert run(["rules", "show", "ks2-2026"]) == 0
    said = capsys.readouterr()
    assert f"using {USUAL}" in said.err
    assert "`KS2 ENG TA REA NC` |" in said.out
    assert "right.xlsx ('Codes' row 2), compared on 10 June 2026, SHA-256" in said.out
    shutil.move(USUAL, "mine.toml")
    run(["rules", "show", "ks2-2026", "--overrides", "mine.toml"])
    again = capsys.readouterr()
    assert again.out == said.out
    assert not again.err


def test_without_a_date_it_is_today(folder: Path) -> None:
    run(["rules", "compare", sheet(folder, "ks2-2026"), *KS2, "--accept"])
    held = overrides.read((folder / USUAL).read_text("utf-8"), USUAL)
    assert held.sources[0].day.year > 2024


def test_a_difference_is_taken_by_name_and_changes_what_check_says(
    folder: Path, sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [list(HEADINGS), *rows_of(rulebooks.load("phonics-2026"))]
    rows[1][8] = rows[1][8].replace("0-40", "0-20")
    (folder / "wrong.xlsx").write_bytes(xlsx(xlsx_rows(rows)))
    words = ["rules", "compare", "wrong.xlsx", "--book", "phonics-2026"]
    named = ["--accept", "--accept-differences", "phonics-2026:mark:mark"]
    assert run([*words, "--accept", "--overrides", "kept.toml"]) == 1
    assert run([*words, *named]) == 0

    def rules(*more: str) -> tuple[int, set[str], Any]:
        capsys.readouterr()
        found = run(["check", str(sent / PHONICS), "--format", "json", *more])
        (file,) = json.loads(capsys.readouterr().out)["files"]
        (part,) = file["returns"]
        return found, {one["rule"] for one in file["findings"]}, part["rulebook"]

    untouched = rules("--overrides", "kept.toml")
    changed = rules()
    assert untouched[:2] == (0, set())
    assert changed[0] == 1
    assert "PH-X3" in changed[1]
    assert changed[2]["digest"] != untouched[2]["digest"]
    assert rules("--jobs", "2") == changed


def test_rule_numbers_are_compared_and_filled_in(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "numbers.csv").write_text("Rule,Official number\nR02,2010\nP02,9\n")
    assert run(["rules", "compare", "numbers.csv", *KS2, "--accept"]) == 1
    said = capsys.readouterr().out
    assert "New, 2026: R02" in said
    assert "--accept-differences ks2-2026:P02:number" in said
    run(["rules", "show", "ks2-2026"])
    assert "The Department's number: 2010\n" in capsys.readouterr().out


def test_what_no_longer_fits_is_said_wherever_the_file_is_used(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["rules", "compare", sheet(folder, "ks2-2026"), *KS2, "--accept"])
    text = (folder / USUAL).read_text("utf-8")
    (folder / USUAL).write_text(text.replace('"REA", "NC"', '"REA", "NX"'))
    capsys.readouterr()
    assert run(["rules", "show", "ks2-2026"]) == 0
    said = capsys.readouterr()
    assert "the confirmed coding of REA (KS2 ENG TA REA NX) no longer fits" in said.err
    assert "`KS2 ENG TA REA NC` (unverified)" in said.out
    (folder / USUAL).write_text(text.replace("ks2-2026", "ks2-1066"))
    run(["rules", "show", "ks2-2026"])
    assert "ks2-1066: there is no such rulebook" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no.xlsx"], "could not be read"),
        (["text.csv"], "No sheet has the headings"),
        (["right.xlsx", "--book", "ks2-1066"], "1066"),
        (["right.xlsx", "--accept-differences", "x"], "together with --accept"),
        (["right.xlsx", *KS2, "--accept", "--accept-differences", "x"], "called x"),
        (["right.xlsx", "--date", "10/06/2026"], "is not a day such as 2026-06-10"),
        (["right.xlsx", "--overrides", "no.toml"], "There is no file no.toml"),
        (["right.xlsx", "--overrides", "text.csv"], "text.csv: this is not"),
        (["right.xlsx", "--overrides", "binary"], "binary: this is not TOML in UTF-8"),
        (["right.xlsx", *KS2, "--accept", "--overrides", "."], "There is no file ."),
        (["right.xlsx", *KS2, "--accept", "--overrides", "no/x.toml"], "no folder"),
        (["undated.csv", "--accept"], "name the rulebooks"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    words: list[str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet(folder, "ks2-2026")
    (folder / "text.csv").write_text("a,b\n")
    (folder / "binary").write_bytes(b"\xff\xfe")
    (folder / "undated.csv").write_text(
        "Stage,Subject,Method,Component,Result qualifier\nKS2,ENG,TA,WRI,NC\n"
    )
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run(["rules", "compare", *words]) == 2
    assert said in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_undated_sheet_may_be_accepted_for_named_rulebooks(folder: Path) -> None:
    (folder / "undated.csv").write_text(
        "Stage,Subject,Method,Component,Result qualifier\nKS2,ENG,TA,WRI,NC\n"
    )
    assert run(["rules", "compare", "undated.csv", *KS2, "--accept"]) == 0
    assert (folder / USUAL).exists()


def test_the_sheet_itself_is_never_written_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / USUAL).write_text("Rule,Number\nR02,2010\n")
    assert run(["rules", "compare", USUAL, *KS2, "--accept"]) == 2
    assert (folder / USUAL).read_text() == "Rule,Number\nR02,2010\n"
    assert capsys.readouterr().err
