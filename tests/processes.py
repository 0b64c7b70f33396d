"""The programs tests start: each is given a time to end in, and none is left behind.

A program inherits which signals to ignore, and tests may be run below `nohup` or in a
shell's background: what is started here hears all of them, as a person's does.
"""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from tests.conftest import LIMIT as ALLOWED

LIMIT = 0.8 * ALLOWED  # seconds for a program; its test has some more
_HEARD = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def started(
    words: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    out: int | IO[bytes] = subprocess.PIPE,
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program in a group of its own; whatever happens, all of it has ended.

    A plain `with Popen(...)` would wait for ever for one that a failed test left
    running.
    """
    with hearing():
        program = subprocess.Popen(
            words,
            cwd=cwd,
            env=env,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        yield program
    finally:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait(LIMIT)
        for pipe in (program.stdout, program.stderr):
            if pipe is not None:
                pipe.close()


@contextmanager
def hearing() -> Iterator[None]:
    """Hand on no deafness to signals: a handler of ours is the default in a child."""
    before = {one: signal.getsignal(one) for one in _HEARD}
    deaf = [one for one, how in before.items() if how is signal.SIG_IGN]
    for one in deaf:
        signal.signal(one, signal.default_int_handler)
    try:
        yield
    finally:
        for one in deaf:
            signal.signal(one, signal.SIG_IGN)
