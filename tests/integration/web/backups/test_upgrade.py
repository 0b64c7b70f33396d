"""A backup of an earlier version is brought up to date; a restore starts from nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import LIMIT
from tests.service import installed

pytestmark = pytest.mark.database
TAKEN = ("PATH", "HOME", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")


def ran(data: Path, module: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program over a data folder, with nothing else of this shell."""
    kept = {name: os.environ[name] for name in TAKEN if name in os.environ}
    told = {
        **kept,
        "KEYSTAGE_DATA": str(data),
        "KEYSTAGE_HTTPS": "off",
        "DJANGO_SETTINGS_MODULE": "keystage_web.settings",
    }
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        check=False,
        env=told,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )


def keystage(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return ran(data, "keystage.cli", *words)


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    old, new, away = tmp_path / "old", tmp_path / "new", tmp_path / "away"
    assert keystage(old, "backup", str(away)).returncode == 2
    installed.alone(old)
    back = ran(old, "django", "migrate", "files", "zero", "--verbosity", "0")
    assert back.returncode == 0, back.stderr
    done = keystage(old, "backup", str(away), "--keys", str(tmp_path / "keys"))
    assert done.returncode == 0, done.stderr
    half = keystage(new, "restore", str(away), "--keys", str(tmp_path / "nowhere"))
    assert half.returncode == 2
    assert "There is no folder of keys" in half.stderr
    assert not new.exists()
    done = keystage(new, "restore", str(away), "--keys", str(tmp_path / "keys"))
    assert done.returncode == 0, done.stderr
    assert "Database: sqlite, 0 changes made" not in done.stdout
    assert "Keys: 3 brought back" in done.stdout
    assert done.stdout.endswith("Nothing was changed.\n")
    keys = [folder / "keys" / "session.key" for folder in (old, new)]
    assert keys[0].read_bytes() == keys[1].read_bytes()
    assert keystage(new, "verify").returncode == 0
    again = keystage(new, "restore", str(away))
    assert again.returncode == 2
    assert "is in use" in again.stderr
