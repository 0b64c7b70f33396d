"""Tests that can be fooled are not tests: each planted fault turns its test red."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SCALE
from tests.generative.sabotage.acts import ACTS, Act
from tests.processes import LIMIT

ROOT = Path(__file__).resolve().parents[2]
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
# A few every time, all of them in --long.
TRIED = ACTS if SCALE >= 1 else ACTS[:3]


def run(test: str, sabotage: str) -> tuple[int, str]:
    """Run one test in a pytest of its own, with a fault planted or none."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("COV", "PYTEST"))}
    done = subprocess.run(
        [*PYTEST, "-p", "tests.generative.sabotage.acts", test],
        check=False,
        cwd=ROOT,
        env={**env, "SABOTAGE": sabotage, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("act", TRIED, ids=lambda act: act.name)
def test_a_planted_fault_turns_its_test_red(act: Act) -> None:
    code, told = run(act.caught_by, "")
    assert code == 0, f"red without a fault: {told}"
    code, told = run(act.caught_by, act.name)
    assert code == 1, f"not caught, or not found: {told}"
    assert "1 failed" in told, told


def test_the_sabotages_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\nsabotages tried: {len(TRIED)} of {len(ACTS)}")  # noqa: T201 - the list is asked for
        for act in TRIED:
            print(f"  {act.name} -> {act.caught_by.rpartition('::')[2]}")  # noqa: T201 - as above
    assert len({act.name for act in ACTS}) == len(ACTS)
