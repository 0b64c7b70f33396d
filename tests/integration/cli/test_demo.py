"""The demonstration: a dozen invented schools, checked and reported on."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from keystage import ctf
from keystage.cli import demo_run
from keystage.cli.demo import copied, made
from keystage.core import upn
from keystage.core.errors import Refused
from tests.processes import LIMIT
from tests.shape.tree import ROOT

FOURTEEN = 14


def test_it_leaves_files_and_report_and_says_what_to_try(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "var" / "demo"
    assert demo_run.run([str(folder)]) == 0
    said = capsys.readouterr().out
    assert f"The report is {folder / 'report.html'}" in said
    assert len(re.findall(r"^  \S*keystage ", said, re.MULTILINE)) == 3
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Quillwater Infant School" in page
    assert sorted(path.name for path in (folder / "sent").iterdir()) == sorted(
        name for name, _ in copied.files()
    )


def test_the_papers_count_its_files_right() -> None:
    assert len(list(copied.files())) == FOURTEEN
    for paper in ("README.md", "docs/tutorials/first-check.md"):
        text = (ROOT / paper).read_text(encoding="utf-8")
        assert "fourteen files" in text
        assert "dozen" not in text


def test_it_can_be_run_again_and_is_the_same_each_time(tmp_path: Path) -> None:
    demo_run.make(tmp_path)
    first = (tmp_path / "report.html").read_bytes()
    demo_run.make(tmp_path)
    assert (tmp_path / "report.html").read_bytes() == first


@pytest.mark.parametrize(("words", "code"), [([], 2), (["-h"], 0), (["a", "b"], 2)])
def test_it_is_told_where_to_go(
    words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo_run.run(words) == code
    assert "usage:" in capsys.readouterr().err


def test_a_place_it_may_not_write_to_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert demo_run.run([str(tmp_path / "file")]) == 2
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_the_command_is_named_so_that_the_shell_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "keystage"
    program.parent.mkdir()
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    assert "  keystage check" in demo_run.make(tmp_path)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.executable", str(program.with_name("python")))
    assert f"  {program} check" in demo_run.make(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert f"  bin{os.sep}keystage check" in demo_run.make(tmp_path)


def test_it_runs_as_a_program(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "keystage.cli.demo_run", str(tmp_path)],
        capture_output=True,
        check=False,
        timeout=LIMIT,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert (tmp_path / "report.html").exists()


def test_nobody_in_it_is_real() -> None:
    for name, data in copied.files():
        try:
            file = ctf.read(data)
        except Refused:
            continue
        assert file.header.source.la == made.AUTHORITY, name
        for pupil in file.pupils:
            assert upn.authority(upn.tidy(pupil.upn)) == "004", name
