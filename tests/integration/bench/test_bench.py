"""Everything that is measured runs; what it comes to is for no test to say."""

import subprocess
import sys

import pytest

from bench import peers
from bench.__main__ import PARTS
from tests.processes import LIMIT
from tests.shape.tree import ROOT

TOLD = {
    "school": "### A school's file",
    "year": "### An authority's year",
    "memory": "| Peak MiB above imports",
    "pool": "--jobs 2",
    "start": "| keystage check school.xml",
    "report": "| read into pupils and results",
    "synth": "pupils a second",
    "service": "| signing in: the page",
    "marksheet": "| one cell saved",
    "board": "| all of them on one page",
}


def test_every_part_of_the_bench_runs() -> None:
    assert set(TOLD) == set(PARTS)
    command = [sys.executable, "-m", "bench", "--quick"]
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert not [part for part, words in TOLD.items() if words not in done.stdout]


def test_a_peer_that_is_not_installed_is_named_and_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "bench.peers.bound", raising=False)
    monkeypatch.setitem(sys.modules, "xsdata", None)
    found, missing = peers.found()
    assert "xsdata, records only" not in found
    assert any(why.startswith("xsdata, records only: not measured") for why in missing)
