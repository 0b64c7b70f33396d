"""Reads a roll's file in a process of its own, under limits the system enforces."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

from keystage.core.errors import Refused
from keystage.tables.apart import ALONE, Budget, bound, has_processes
from keystage.tables.messages import refusal
from keystage.xmlguard import Limits
from keystage_web.rolls.reading.file import Asked, read
from keystage_web.rolls.reading.model import Reading, from_plain, to_plain

_START = "from keystage_web.rolls.reading.apart import child; child()"
_SOURCE = Path(__file__).resolve().parents[3]
_PATIENCE = 3  # times the processor's seconds: a busy machine is no fault of a file
_TOO_MUCH = 3  # how the child leaves when its memory was not enough


def read_apart(data: bytes, asked: Asked, budget: Budget | None = None) -> Reading:
    """Return what `read` does, worked out in a child process where there is one.

    Where time or memory run out, the reading's one fault says so.
    """
    if not has_processes():
        return read(data, asked)
    try:
        return _of_child(data, asked, budget or Budget())
    except Refused as stop:
        said = f"{asked.name} could not be read. {stop.message} {stop.fix}".strip()
        return Reading("none", faults=(said,))


def _of_child(data: bytes, asked: Asked, budget: Budget) -> Reading:
    told = json.dumps({"budget": asdict(budget), "asked": asdict(asked)})
    try:
        done = subprocess.run(  # noqa: S603 - this Python, and our own words alone
            [sys.executable, *ALONE, "-c", _START],
            input=told.encode() + b"\n" + data,
            capture_output=True,
            check=False,
            timeout=budget.seconds * _PATIENCE,
            env={**os.environ, "PYTHONPATH": _path()},
        )
    except subprocess.TimeoutExpired:
        raise refusal("slow", seconds=budget.seconds) from None
    if done.returncode < 0:  # ended by the system, when its seconds were over
        raise refusal("slow", seconds=budget.seconds)
    if done.returncode:
        raise refusal("heavy", megabytes=budget.megabytes)
    return from_plain(json.loads(done.stdout))


def child() -> None:
    """Read standard input under the limits told in its first line; print what came."""
    told = json.loads(sys.stdin.buffer.readline())
    bound(Budget(**told["budget"]))
    asked = Asked(**told["asked"])
    asked = replace(asked, limits=Limits(**told["asked"]["limits"]))
    try:
        plain = to_plain(read(sys.stdin.buffer.read(), asked))
        sys.stdout.write(json.dumps(plain))
    except MemoryError:
        sys.exit(_TOO_MUCH)


def _path() -> str:
    """Return where the child finds this library, wherever its parent found it."""
    given = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(part for part in (str(_SOURCE), given) if part)
