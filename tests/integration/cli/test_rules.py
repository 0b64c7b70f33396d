"""`keystage rules` lists, shows and looks over the rulebooks."""

import json
from pathlib import Path

import pytest

from keystage import rulebooks
from keystage.cli.main import run


def test_every_rulebook_is_listed_with_its_standing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(rulebooks.available())
    assert all(("provisional" in line) == ("-2027" in line) for line in lines)


def test_a_rulebook_is_shown_for_people_and_for_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "show", "phonics-2026"]) == 0
    assert "2026" in capsys.readouterr().out.splitlines()[0]
    assert run(["rules", "show", "phonics-2026", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "phonics-2026"


def test_a_rulebook_that_is_not_there_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "show", "phonics-1066"]) == 2
    assert "1066" in capsys.readouterr().err


def test_the_rulebooks_that_come_with_keystage_are_without_fault(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "lint", "phonics-2026"]) == 0
    assert capsys.readouterr().err == "1 rulebook read, 0 faults found\n"
    assert run(["rules", "lint"]) == 0
    assert "rulebooks read, 0 faults found" in capsys.readouterr().err


def test_a_faulty_rulebook_is_told_by_book_and_place(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "rulebook.toml").write_text("title = 3\n")
    assert run(["rules", "lint", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "rulebook.toml" in said.out
    assert "faults found" in said.err
