"""Reads a roll's file in a process of its own, under limits the system enforces."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from keystage.core.errors import Refused
from keystage.tables.apart import ALONE, Budget, bound, has_processes
from keystage.tables.messages import refusal
from keystage.xmlguard import Limits
from keystage_web.rolls.reading.file import Asked, read
from keystage_web.rolls.reading.model import Reading, from_plain, to_plain
from keystage_web.rolls.reading.prior import Priors, read_priors

_START = "from keystage_web.rolls.reading.apart import child; child()"
_SOURCE = Path(__file__).resolve().parents[3]
_PATIENCE = 3  # times the processor's seconds: a busy machine is no fault of a file
LONGEST = timedelta(seconds=Budget().seconds * _PATIENCE)
"""After so long a reading has come to its end, one way or another."""
_TOO_MUCH = 3  # how the child leaves when its memory was not enough


def read_apart(data: bytes, asked: Asked, budget: Budget | None = None) -> Reading:
    """Return what `read` does, worked out in a child process where there is one.

    Where time or memory run out, the reading's one fault says so.
    """
    if not has_processes():
        return read(data, asked)
    try:
        return from_plain(_of_child("roll", data, asked, budget))
    except Refused as stop:
        return Reading("none", faults=(_said(asked, stop),))


def priors_apart(data: bytes, asked: Asked, budget: Budget | None = None) -> Priors:
    """Return what `read_priors` does, worked out in a child process where there is one."""
    if not has_processes():
        return read_priors(data, asked)
    try:
        plain = _of_child("priors", data, asked, budget)
    except Refused as stop:
        return Priors(faults=(_said(asked, stop),))
    rows = tuple(tuple(row) for row in plain["rows"])
    return Priors(rows, plain["unclear"], tuple(plain["faults"]))


def _said(asked: Asked, stop: Refused) -> str:
    return f"{asked.name} could not be read. {stop.message} {stop.fix}".strip()


def _of_child(what: str, data: bytes, asked: Asked, given: Budget | None) -> Any:
    budget = given or Budget()
    told = json.dumps({"what": what, "budget": asdict(budget), "asked": asdict(asked)})
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
    return json.loads(done.stdout)


def child() -> None:
    """Read standard input under the limits told in its first line; print what came."""
    told = json.loads(sys.stdin.buffer.readline())
    bound(Budget(**told["budget"]))
    asked = Asked(**told["asked"])
    asked = replace(asked, limits=Limits(**told["asked"]["limits"]))
    try:
        data = sys.stdin.buffer.read()
        if told["what"] == "priors":
            plain = asdict(read_priors(data, asked))
        else:
            plain = to_plain(read(data, asked))
        sys.stdout.write(json.dumps(plain))
    except MemoryError:
        sys.exit(_TOO_MUCH)


def _path() -> str:
    """Return where the child finds this library, wherever its parent found it."""
    given = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(part for part in (str(_SOURCE), given) if part)
