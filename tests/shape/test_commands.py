"""dev.py and what stands behind it."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

import dev
from tests.processes import LIMIT
from tests.shape.tree import ROOT
from tools import gates, lock, postgres, shell, tests

PYPROJECT = """
[project]
requires-python = ">=3.12"
dependencies = []
[dependency-groups]
dev = ["ruff"]
"""


def test_every_command_is_a_module_that_is_there_and_is_told_in_help() -> None:
    done = subprocess.run(
        [sys.executable, "dev.py", "--help"],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    for command, (module, _) in dev.COMMANDS.items():
        assert f"  {command} " in done.stdout
        path = module.replace(".", "/") + ".py"
        assert (ROOT / path).exists() or (ROOT / "src" / path).exists()


def test_an_unknown_command_is_answered_in_a_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "dev.py", "serve"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        timeout=LIMIT,
    )
    assert done.returncode == 2
    assert b"there is no command 'serve'" in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_preferred_python_is_taken_first(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"old": (3, 11), "new": (3, 13), "preferred": (3, 12), "broken": ()}
    monkeypatch.setattr(dev, "pythons", lambda: list(versions))
    monkeypatch.setattr(dev, "version_of", versions.__getitem__)
    assert dev.find_python("") == "preferred"
    assert dev.find_python("3.13") == "new"


def test_any_python_new_enough_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"old": (3, 11), "new": (3, 13)}
    monkeypatch.setattr(dev, "pythons", lambda: list(versions))
    monkeypatch.setattr(dev, "version_of", versions.__getitem__)
    assert dev.find_python("") == "new"


def test_no_good_python_is_a_sentence_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dev, "pythons", lambda: ["old"])
    monkeypatch.setattr(dev, "version_of", lambda _: (3, 11))
    with pytest.raises(SystemExit, match=r"3\.12 or newer.*\n.*Install one"):
        dev.find_python("")


def test_a_python_that_does_not_start_has_no_version(tmp_path: Path) -> None:
    assert dev.version_of(sys.executable) == sys.version_info[:2]
    assert dev.version_of(str(tmp_path / "absent")) == ()


def test_a_changed_requirement_makes_the_locks_stale() -> None:
    old, new = lock.mark(PYPROJECT), lock.mark(PYPROJECT.replace("ruff", "ruff>1"))
    assert old != new
    assert old == lock.mark(PYPROJECT + "[tool.ruff]\nline-length = 88\n")
    assert lock.stale(old) == list(lock.LOCKS.values())


def test_every_failing_gate_is_told_not_only_the_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def end(code: int, words: str) -> list[object]:
        return [sys.executable, "-c", f"print({words!r}); raise SystemExit({code})"]

    wanted = {"one": end(1, "first"), "two": end(0, "fine"), "three": end(3, "last")}
    failed = gates.run(wanted)
    assert {name: text.strip() for name, text in failed.items()} == {
        "one": "first",
        "three": "last",
    }
    assert capsys.readouterr().out.count("FAILED") == 2


def test_a_gate_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SystemExit):
        gates.main(["beauty"])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[object, ...]]]:
    """What `dev.py test` calls when given words, each call ending with a code."""
    calls: list[tuple[object, ...]] = []

    def ask(*words: str, code: int) -> list[tuple[object, ...]]:
        def call(*command: object, **_: str) -> int:
            calls.append(command)
            return code

        monkeypatch.setattr(tests, "call", call)
        monkeypatch.setattr(tests, "install_system", lambda: None)
        monkeypatch.setattr(postgres, "server", lambda: nullcontext("postgres://x"))
        monkeypatch.setattr(sys, "argv", ["dev.py test", *words])
        calls.append((tests.main(),))
        return calls

    return ask


@pytest.mark.parametrize("code", [0, 1])
def test_every_tier_is_run_and_what_is_red_there_is_red(
    asked: Callable[..., list[tuple[object, ...]]],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gates, "main", lambda _: 0)
    *calls, (came,) = asked(code=code)
    [measured] = [call for call in calls if "coverage" in call and "run" in call]
    tried = {word for word in map(str, measured) if word.startswith("tests/")}
    folders = (ROOT / "tests").iterdir()
    there = {f"tests/{one.name}" for one in folders if list(one.rglob("test_*.py"))}
    assert tried == there - {"tests/shape"}  # which is a gate
    assert came == code


def test_what_a_signal_ended_did_not_succeed() -> None:
    ends = "import os; os.kill(os.getpid(), 9)"
    assert shell.call(sys.executable, "-c", ends) == 128 + 9


@pytest.mark.parametrize("code", [0, 1])
def test_with_postgres_only_tests_that_want_a_database_run(
    asked: Callable[..., list[tuple[object, ...]]], code: int
) -> None:
    [command, answer] = asked("--postgres", code=code)
    assert answer == (code,)
    assert command[-2:] == ("-m", "database")
    assert "coverage" not in command


def test_without_postgresql_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres, "programs", lambda: None)
    with pytest.raises(SystemExit, match="apt install postgresql"):
        postgres.server().__enter__()


def test_each_floor_has_a_report_of_its_own_and_a_limit() -> None:
    assert tests.reports() == [
        ("--include=src/keystage/*", "--fail-under=100"),
        ("--include=src/keystage_web/*", "--fail-under=95"),
    ]
