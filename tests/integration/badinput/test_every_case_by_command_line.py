"""Every numbered bad file of XML and CTF through `keystage check`."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from keystage.cli.main import run
from tests.integration.badinput.catalogue.subjects import SUBJECTS, Subject
from tests.integration.badinput.verdict import complaints
from tests.processes import LIMIT as SECONDS

USUAL = ["--year", "2026", "--authority", "999", "--school", "9991001"]
LIMIT = ["--max-size", "3145728"]
# Told more than the usual, of a limit only the service has, or of a fixed clock:
# these the library's tests hold.
ELSEWHERE = {"B030", "B095"}
BY_CLOCK = frozenset({"H07"})  # this machine's clock may stand before the files' time


def keystage(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "keystage.cli", *words],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=SECONDS,
    )


TRIED = [s for s in SUBJECTS if not s.demand.args and s.demand.id not in ELSEWHERE]


@pytest.fixture(scope="module")
def report(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, dict[str, Any]]:
    """Check all files in one go; give each one's report by its label."""
    folder = tmp_path_factory.mktemp("sent")
    for subject in TRIED:
        (folder / subject.label).mkdir()
        (folder / subject.label / subject.name).write_bytes(subject.make())
    done = keystage("check", str(folder), *USUAL, *LIMIT, "--format", "json")
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    files = json.loads(done.stdout)["files"]
    return {Path(one["path"]).parent.name: one for one in files}


@pytest.mark.parametrize("subject", TRIED, ids=lambda subject: subject.label)
def test_the_command_line_answers_as_the_library_does(
    subject: Subject, report: dict[str, dict[str, Any]]
) -> None:
    demand = subject.demand
    demand = replace(demand, besides=demand.besides | BY_CLOCK)
    found = complaints(demand, report[subject.label], ours=subject.origin == "own")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "wanted",
    ["B001 0", "B014 0", "B016 1", "B002 2", "B057 2", "B090 2", "B110 1", "B153 0"],
)
@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_the_exit_code_tells_the_outcome(
    wanted: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number, code = wanted.split()
    path = sent(number, tmp_path)
    assert run(["check", str(path), *USUAL, "--format", form]) == int(code)
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err


def sent(number: str, folder: Path) -> Path:
    """Put our own file of one case where a person would have it."""
    subject = next(s for s in SUBJECTS if s.label == f"{number}-own")
    path = folder / subject.name
    path.write_bytes(subject.make())
    return path


@pytest.mark.parametrize("number", ["B019", "B174", "B177", "B179", "B180", "B185"])
@pytest.mark.parametrize("form", ["text", "csv", "html"])
def test_a_name_meant_to_harm_is_shown_harmless(
    number: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sent(number, tmp_path)
    run(["check", str(path), *USUAL, "--format", form])
    told = capsys.readouterr().out
    assert told.strip()
    if form == "html":
        assert "<script>alert" not in told
        assert "<img src=x" not in told
    if form == "csv":
        assert not any(f"{mark}=Cox" in told for mark in (",", "\n", ',"', '\n"'))
    assert "\u202e" not in told or form == "csv"
