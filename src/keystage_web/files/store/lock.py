"""Nothing is taken away while a backup reads, and no backup begins meanwhile.

The lock is the system's own: it goes with the process that held it, however that ends.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_NAME = "removing.lock"


@contextmanager
def held(tmp: Path, *, alone: bool) -> Iterator[bool]:
    """Hold the lock: alone to take files away, with others to read them all.

    Yields False, at once, where who would be alone is not; who would read waits.
    """
    number = os.open(tmp / _NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _taken(number, alone=alone)
    finally:
        os.close(number)


def _taken(number: int, *, alone: bool) -> bool:
    if sys.platform == "win32":  # has no such lock, and deletes nothing that is open
        return True
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
    except BlockingIOError:
        return False
    return True
