"""Run the tools of the virtual environment we are in."""

import os
import subprocess
import sys
from pathlib import Path

from tools import ROOT

SIGNALLED = 128
BIN = Path(sys.executable).parent


def call(*command: object, **env: str) -> int:
    """Run a command in the project's folder, in sight, and return its exit code.

    What a signal ended has the code a shell gives it: it did not succeed.
    """
    words = [str(word) for word in command]
    full = {**os.environ, **env}
    code = subprocess.run(words, check=False, cwd=ROOT, env=full).returncode
    return code if code >= 0 else SIGNALLED - code


def capture(command: list[object]) -> tuple[int, str]:
    """Run a command out of sight; return its exit code and all it said."""
    words = [str(word) for word in command]
    pipe, both = subprocess.PIPE, subprocess.STDOUT
    done = subprocess.run(
        words,
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=pipe,
        stderr=both,
    )
    return done.returncode, done.stdout.decode(errors="replace")
