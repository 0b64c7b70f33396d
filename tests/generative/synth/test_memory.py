"""A year of a nation is written in the memory of a village."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SCALE
from tests.processes import LIMIT

pytest.importorskip("resource", reason="this system does not tell a process's memory")

PROGRAM = Path(__file__).with_name("growing.py")
NATION = 16_764
SCHOOLS = max(96, round(NATION / 10 * SCALE))
FEW = max(48, SCHOOLS // 8)  # enough to have met all there is to keep once
ROOM = 8 * 1024  # kibibytes: what is kept of a few districts comes to half of it


def peak(folder: Path, schools: int, *how: str) -> int:
    """Return the most kibibytes that writing so many schools has held."""
    command = [sys.executable, str(PROGRAM), str(folder), str(schools), *how]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=LIMIT
    )
    return int(done.stdout.split()[-1])


def test_many_schools_take_no_more_memory_than_few(tmp_path: Path) -> None:
    few = peak(tmp_path / "few", FEW)
    many = peak(tmp_path / "many", SCHOOLS)
    assert many < few + ROOM
    kept = peak(tmp_path / "kept", SCHOOLS, "kept")
    assert kept > many + ROOM, "the measure does not see what is kept"
