"""Each quirk through the whole pipeline and the command line's findings document."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from keystage.intake import Options, check_paths, to_dict
from tests.integration.badinput.verdict import every, report
from tests.integration.quirks.expected import FILES, expectation
from tests.processes import LIMIT

LATEST = Options(now=datetime(2026, 7, 1, 9, 0, tzinfo=UTC))
WITH_CHECKS = [path for path in FILES if "check" in expectation(path)]


def stem(path: Path) -> str:
    return path.name


def options(args: list[str]) -> Options:
    """Return the options that words of the command line stand for."""
    told: dict[str, Any] = {
        name.removeprefix("--"): value
        for name, value in zip(args[::2], args[1::2], strict=True)
    }
    if "year" in told:
        told["year"] = int(told["year"])
    return replace(LATEST, **told)


def shortcomings(wanted: dict[str, Any], file: dict[str, Any]) -> list[str]:
    """Return how one file's report falls short of what was typed for it."""
    wrong = []
    found = list(every(file["findings"]))
    rules = {one["rule"] for one in found}
    returns = sorted(
        f"{part['collection']} {part['year']}: {part['pupils']} pupils"
        for part in file["returns"]
    )
    if returns != wanted["returns"]:
        wrong.append(f"returns: wanted {wanted['returns']}, got {returns}")
    if "status" in wanted and file["status"] != wanted["status"]:
        said = sorted(f"{one['rule']} {one['severity']}" for one in found)
        wrong.append(f"status: wanted {wanted['status']}, got {file['status']} {said}")
    if missing := set(wanted.get("rules", ())) - rules:
        wrong.append(f"it does not say {sorted(missing)}, only {sorted(rules)}")
    if never := set(wanted.get("never", ())) & rules:
        wrong.append(f"it says {sorted(never)}, which is not so")
    for rule, severity in wanted.get("severity_of", {}).items():
        if {one["severity"] for one in found if one["rule"] == rule} != {severity}:
            wrong.append(f"{rule} is not a {severity}")
    return wrong


@pytest.mark.parametrize("path", WITH_CHECKS, ids=stem)
def test_a_quirk_is_checked_as_typed_by_hand(path: Path) -> None:
    wanted = expectation(path)["check"]
    told = options(wanted.get("args", []))
    file = report(path.read_bytes(), wanted["file_name"], told)
    found = shortcomings(wanted, file)
    assert not found, "\n".join(found)


def test_children_missing_education_under_our_root_is_not_taken() -> None:
    path = next(path for path in FILES if path.stem == "children_missing_inside")
    typed = expectation(path)
    file = report(path.read_bytes(), typed["file_name"], LATEST)
    assert file["status"] == "unreadable"


def test_a_zip_with_an_error_list_beside_the_file_is_read(tmp_path: Path) -> None:
    path = next(path for path in FILES if path.stem == "classroom_monitor")
    wanted = expectation(path)["check"]
    sent = tmp_path / "sent.zip"
    with zipfile.ZipFile(sent, "w") as archive:
        archive.writestr(wanted["file_name"], path.read_bytes())
        archive.writestr(wanted["zip_with"], "No errors found in 1 pupil.\r\n")
    plain = to_dict(check_paths([sent], LATEST))
    assert len(plain["files"]) == 1
    assert not shortcomings(wanted, plain["files"][0])
    assert any(wanted["zip_with"] in one["path"] for one in plain["skipped"])


def test_the_command_line_says_the_same(tmp_path: Path) -> None:
    plain = [path for path in WITH_CHECKS if not expectation(path)["check"].get("args")]
    for path in plain:
        folder = tmp_path / path.stem
        folder.mkdir()
        name = expectation(path)["check"]["file_name"]
        (folder / name).write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "keystage.cli", "check", str(tmp_path)]
    done = subprocess.run(
        [*command, "--format", "json"],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=LIMIT,
    )
    assert done.returncode in {0, 1, 2}, done.stderr
    files = {Path(one["path"]).parent.name: one for one in _files(done.stdout)}
    wrong = {}
    for path in plain:
        wanted = expectation(path)["check"]
        if "H07" in {one["rule"] for one in files[path.stem]["findings"]}:
            wanted = wanted | {"status": "queries"}  # this machine's clock is early
        if found := shortcomings(wanted, files[path.stem]):
            wrong[path.name] = found
    assert not wrong, wrong
    assert not done.stderr


def _files(told: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(told)["files"]
    return found
