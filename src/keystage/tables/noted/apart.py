"""Returns a person's workbook from a process of its own, under the system's limits.

What opens workbooks is not ours, and a hostile file may cost it any time or memory it
can get: at most, it costs that process.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from keystage.core.errors import Refused
from keystage.tables.apart import ALONE, Budget, bound, has_processes
from keystage.tables.messages import refusal
from keystage.tables.noted import book
from keystage.tables.noted.model import Noted, Returned
from keystage.tables.noted.returned import noted
from keystage.tables.writing.model import SheetOut

_START = "from keystage.tables.noted.apart import child; child()"
_SOURCE = Path(__file__).resolve().parents[3]
_WHOLE, _COPIED = b"w", b"c"
_USUAL = Budget(seconds=60, megabytes=2_048)


def noted_apart(
    data: bytes,
    notes: Sequence[Noted],
    findings: SheetOut,
    *,
    made: datetime,
    ours: bool = False,
    budget: Budget = _USUAL,
) -> Returned:
    """Return what `noted` does, worked out in a child process where there is one.

    Raises `Refused` where time or memory run out, and `MissingExtra` as `noted`.
    """
    book.require()
    if not has_processes():
        return noted(data, notes, findings, made=made, ours=ours)
    asked = pickle.dumps((budget, data, tuple(notes), findings, made, ours))
    try:
        done = subprocess.run(  # noqa: S603 - this Python, and our own words alone
            [sys.executable, *ALONE, "-c", _START],
            input=asked,
            capture_output=True,
            check=False,
            timeout=budget.seconds,
            env={**os.environ, "PYTHONPATH": _path()},
        )
    except subprocess.TimeoutExpired:
        raise refusal("slow", seconds=budget.seconds) from None
    if done.returncode:
        raise refusal("heavy", megabytes=budget.megabytes)
    return Returned(done.stdout[1:], whole=done.stdout[:1] == _WHOLE)


def child() -> None:
    """Read what to do from standard input, and write the workbook to standard output."""
    asked = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from our own parent
    budget, data, notes, findings, made, ours = asked
    bound(budget)
    try:
        found = noted(data, notes, findings, made=made, ours=ours)
    except (MemoryError, Refused):
        sys.exit(1)
    sys.stdout.buffer.write((_WHOLE if found.whole else _COPIED) + found.data)


def _path() -> str:
    """Return where the child finds this library, wherever its parent found it."""
    given = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(part for part in (str(_SOURCE), given) if part)
