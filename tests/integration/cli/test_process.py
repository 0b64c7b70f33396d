"""The program as a process: pipes, signals, other terminals, and a light start."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.processes import LIMIT, started

COMMAND = [sys.executable, "-m", "keystage.cli"]


def call(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *words],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        timeout=LIMIT,
    )


def test_it_is_called_as_a_module_too() -> None:
    ended = call("--version")
    assert ended.returncode == 0
    assert ended.stdout.startswith(b"keystage ")


def test_a_terminal_of_plain_letters_is_enough(sent: Path) -> None:
    ended = call("check", str(sent), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ended.returncode == 2
    assert ended.stdout.isascii()
    assert b"Traceback" not in ended.stderr


def test_json_is_utf_8_whatever_the_terminal_speaks(sent: Path) -> None:
    ended = call("check", str(sent), "--format", "json", PYTHONIOENCODING="latin-1")
    assert "Ngũgĩ".encode() in ended.stdout


def test_a_reader_who_leaves_early_hears_no_complaint(sent: Path) -> None:
    with started([*COMMAND, "check", str(sent), "--format", "html"]) as process:
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        _, error = process.communicate(timeout=LIMIT)
        assert error == b""
        assert process.returncode == 2  # one of the files cannot be read


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_it_without_a_word(tmp_path: Path, jobs: str) -> None:
    os.mkfifo(waiting := tmp_path / "waiting.xml")
    # By this way round it is taken for a pipe the shell made, which may be read.
    named = f"/proc/self/fd/../../..{waiting}"
    with started([*COMMAND, "check", named, "--jobs", jobs]) as process:
        end = opened(waiting, process)
        # As a terminal does: everyone in the group hears it.
        os.killpg(process.pid, signal.SIGINT)
        os.close(end)
        out, error = process.communicate(timeout=60)
        assert (process.returncode, out, error) == (130, b"", b"")


def opened(pipe: Path, process: subprocess.Popen[bytes]) -> int:
    """Return the other end of a pipe once the program reads from it."""
    while process.poll() is None:
        with suppress(OSError):  # while nobody reads
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.02)
    pytest.fail(f"it ended with {process.returncode} and did not read")


def test_help_loads_nothing_that_reads_or_checks() -> None:
    program = (
        "import sys; from keystage.cli.main import run; run(['check', '--help']); "
        "print([name for name in sys.modules if name.startswith('keystage.')])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        text=True,
        timeout=LIMIT,
    )
    loaded = ended.stdout.splitlines()[-1]
    for heavy in ("intake", "rulebooks", "reports", "ctf", "checks", "xmlguard"):
        assert f"keystage.{heavy}" not in loaded


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("--version >&-", 0),
        ("--version 2>&-", 0),
        ("check nope >&-", 2),
        ("check nope 2>/dev/full", 2),
        ("rules list >/dev/full", 2),
        ("nope 2>/dev/full", 2),
    ],
)
def test_a_stream_closed_or_full_changes_no_exit_code(command: str, code: int) -> None:
    # Redirections are the shell's; the words are our own.
    ended = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m keystage.cli {command}'],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=LIMIT,
    )
    assert ended.returncode == code
    assert b"Traceback" not in ended.stderr


STRANGERS = ("json", "pickle", "signal", "zipfile")


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "words",
    [
        ["check", "sent", "--jobs", "2"],
        ["check", "marks.csv", "--format", "xlsx", "--output", "out.xlsx"],
    ],
)
def test_no_program_in_the_folder_we_are_in_is_run(
    tmp_path: Path, sent: Path, words: list[str]
) -> None:
    (tmp_path / "marks.csv").write_text("UPN,Surname,Mark\nA999000000001,Oak,32\n")
    (tmp_path / "sent").symlink_to(sent)
    for name in STRANGERS:
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close()\n")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "keystage"
    program.write_text(
        "from keystage.cli.main import run\nif __name__ == '__main__': run()\n"
    )
    subprocess.run(
        [sys.executable, str(program), *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        check=True,
        timeout=LIMIT,
    )
    assert not (tmp_path / "ran").exists()
