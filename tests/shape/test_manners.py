"""The rules every test lives under do hold: tests/conftest.py is itself tried."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import is_loopback
from tests.processes import LIMIT
from tests.shape.tree import ROOT

SKIPS = "import pytest\ndef test_a():\n    pytest.skip('no browser')\n"
SKIPS_WHOLE = "import pytest\npytest.skip('no browser', allow_module_level=True)\n"
PASSES = "def test_a():\n    assert True\n"
HANGS = """
import pathlib, subprocess, sys, pytest
ENDLESS = "import time; time.sleep(600)"
@pytest.fixture
def waiting():
    with subprocess.Popen([sys.executable, "-c", ENDLESS]) as child:
        pathlib.Path(__file__).with_name("child").write_text(str(child.pid))
        yield
def test_a(waiting):
    assert waiting, "it fails"
"""
DRAWS = """
from hypothesis import given, settings, strategies
@settings(database=None)
@given(strategies.integers())
def test_a(number):
    print("\\ndrawn", number)
    assert number == number
"""


def run_pytest(
    source: str, folder: Path, *words: str, ci: str | None, limit: str = ""
) -> tuple[int, str]:
    """Run one test module under our conftest, in a process of its own."""
    (folder / "test_planted.py").write_text(source)
    settings = (
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-c",
        "pyproject.toml",
    )
    command = [sys.executable, "-m", "pytest", "-q", *settings, *words, str(folder)]
    env = {"PATH": "", "KEYSTAGE_SEED": "7", "KEYSTAGE_LIMIT": limit}
    if ci is not None:
        env["CI"] = ci
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("source", [SKIPS, SKIPS_WHOLE])
def test_a_skip_is_a_failure_in_ci_and_only_there(source: str, tmp_path: Path) -> None:
    code, told = run_pytest(source, tmp_path, ci="true")
    assert code not in {0, 5}
    assert "skipped in CI" in told
    assert "no browser" in told
    code, told = run_pytest(source, tmp_path, ci="")
    assert code in {0, 5}  # 5: nothing was collected, as the whole module skipped
    assert "1 skipped" in told


def test_a_passing_test_passes_in_ci_and_the_seed_is_told(tmp_path: Path) -> None:
    code, told = run_pytest(PASSES, tmp_path, ci="true")
    assert code == 0
    assert "KEYSTAGE_SEED=7" in told


@pytest.mark.skipif(not Path("/proc").exists(), reason="who runs is not told here")
@pytest.mark.parametrize("workers", ["-n0", "-n1"])
def test_what_hangs_is_named_and_ended_even_in_the_teardown_of_what_failed(
    tmp_path: Path, workers: str
) -> None:
    code, told = run_pytest(HANGS, tmp_path, workers, ci="", limit="5")
    assert code != 0
    assert "test_planted.py::test_a took longer than it may" in told
    assert "in waiting" in told  # where it stood
    assert ("crashed while running" in told) is (workers == "-n1")
    child, until = int((tmp_path / "child").read_text()), time.monotonic() + LIMIT
    while (
        runs(child) and time.monotonic() < until
    ):  # it is told to end, and takes a while
        time.sleep(0.05)
    assert not runs(child)


def runs(process: int) -> bool:
    """Return whether a process runs; one that waits to be buried does not."""
    try:
        told = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return told.rpartition(")")[2].split()[0] not in {"Z", "X"}


def test_the_seed_is_the_one_told_in_ci_too(tmp_path: Path) -> None:
    code, told = run_pytest(DRAWS, tmp_path, "-s", ci="true")
    assert code == 0, told
    _, again = run_pytest(DRAWS, tmp_path, "-s", ci=None)
    drawn = [line for line in told.splitlines() if line.startswith("drawn")]
    assert len(drawn) > 10
    assert [line for line in again.splitlines() if line.startswith("drawn")] == drawn


def test_the_network_is_refused() -> None:
    with (
        socket.socket() as line,
        pytest.raises(PermissionError, match="may not use the network"),
    ):
        line.connect(("192.0.2.1", 443))


def test_this_machine_may_speak_to_itself() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as line,
    ):
        assert line.getpeername() == server.getsockname()


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        (("127.0.0.1", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        ("unix.sock", True),
        (("192.0.2.1", 80), False),
        (("example.invalid", 80), False),
    ],
)
def test_loopback_is_told_from_the_world(address: object, stays: bool) -> None:
    assert is_loopback(address) is stays


OPENS = "import sqlite3\ndef test_a():\n    assert sqlite3.connect(':memory:')\n"
ASKS = (
    "import pytest\n@pytest.fixture\ndef db():\n    return 1\n"
    "@pytest.fixture\ndef school(db):\n    return db\n"
    "def test_a(school):\n    assert school\n"
)
CALLED = "import pytest\n@pytest.mark.django_db\ndef test_a():\n    assert True\n"
MARK = "import pytest\npytestmark = pytest.mark.database\n"
DJANGO = (
    "def pytest_configure(config):\n"
    "    config.addinivalue_line('markers', 'django_db: wants a database')\n"
)


@pytest.mark.parametrize("source", [OPENS, ASKS, CALLED])
def test_a_database_without_its_mark_is_refused(source: str, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(DJANGO)
    code, told = run_pytest(source, tmp_path, ci="")
    assert code != 0
    assert "mark it pytest.mark.database" in told


def test_a_database_with_its_mark_is_let_be(tmp_path: Path) -> None:
    code, told = run_pytest(MARK + OPENS, tmp_path, ci="")
    assert code == 0, told
