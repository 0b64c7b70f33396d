"""Reads a file's cells in a process of its own, under limits the system enforces.

A hostile workbook can at most end that process. What comes back is plain JSON, so
the parent believes nothing but texts and numbers.
"""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from keystage.core.errors import Refused
from keystage.tables.limits import TableLimits
from keystage.tables.messages import refusal
from keystage.tables.model import Area, Cell, Fault, Kind, Oddity, Sheet, Workbook
from keystage.tables.read import ALL_KINDS, read

_MEGABYTE = 1_048_576
_PATIENCE = 3  # times the processor's seconds: a busy machine is no fault of a file
_START = "from keystage.tables.apart import child; child()"
_TOO_MUCH = 3  # how the child leaves when its memory was not enough
_SOURCE = Path(__file__).resolve().parents[2]
ALONE: Final = ("-P",)
"""How Python is started, so that no file of the folder we are in is taken for its own."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What the reading of one file may take: processor seconds, megabytes of memory."""

    seconds: int = 20
    megabytes: int = 1_024


def read_apart(
    data: bytes,
    limits: TableLimits | None = None,
    *,
    forgiving: bool = False,
    kinds: Collection[str] = ALL_KINDS,
    budget: Budget | None = None,
) -> Workbook:
    """Return the cells of the file `data`, read in a child process; else as `read`.

    Raises `Refused` where time or memory run out, besides. Where the platform has no
    processes (a browser), the file is read here, within the limits alone.
    """
    limits, budget = limits or TableLimits(), budget or Budget()
    if not has_processes():
        return read(data, limits, forgiving=forgiving, kinds=kinds)
    asked = {
        "budget": asdict(budget),
        "limits": asdict(limits),
        "how": {"forgiving": forgiving, "kinds": list(kinds)},
    }
    try:
        done = subprocess.run(  # noqa: S603 - this Python, and our own words alone
            [sys.executable, *ALONE, "-c", _START, json.dumps(asked)],
            input=data,
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
    return _from_plain(json.loads(done.stdout))


def has_processes() -> bool:
    """Whether this platform can start another process."""
    return sys.platform not in {"emscripten", "wasi", "ios", "android"}


def child() -> None:
    """Read standard input under the limits of the command line; print what came of it."""
    asked = json.loads(sys.argv[1])
    bound(Budget(**asked["budget"]))
    limits = TableLimits(**asked["limits"])
    try:
        data = sys.stdin.buffer.read()
        try:
            told: Mapping[str, Any] = _to_plain(read(data, limits, **asked["how"]))
        except Refused as stop:
            told = {"refused": [stop.code, stop.message, stop.fix]}
        sys.stdout.write(json.dumps(told))
    except MemoryError:
        sys.exit(_TOO_MUCH)


def _path() -> str:
    """Return where the child finds this library, wherever its parent found it."""
    return os.pathsep.join(
        part for part in (str(_SOURCE), os.environ.get("PYTHONPATH", "")) if part
    )


def bound(budget: Budget) -> None:
    """Let the system end this process when it takes too much, where it can."""
    if importlib.util.find_spec("resource") is None:  # pragma: no cover - not on POSIX
        return
    import resource  # noqa: PLC0415 - not on every platform

    for what, most in (
        (resource.RLIMIT_CPU, budget.seconds),
        (resource.RLIMIT_AS, budget.megabytes * _MEGABYTE),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        low = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (low, hard))


def _to_plain(workbook: Workbook) -> dict[str, Any]:
    plain = {
        "kind": workbook.kind,
        "guessed": workbook.guessed,
        "encoding": workbook.encoding,
        "separator": workbook.separator,
        "from_1904": workbook.from_1904,
        "properties": dict(workbook.properties),
        "external": workbook.external,
        "oddities": [asdict(one) for one in workbook.oddities],
    }
    sheets = [
        {
            "name": sheet.name,
            "hidden": sheet.hidden,
            "merges": [asdict(area) for area in sheet.merges],
            "unworked": sheet.unworked,
            "cells": [
                [
                    *(cell.row, cell.column, cell.text, cell.kind.value),
                    *(cell.formula, cell.merged, cell.hidden),
                ]
                for cells_ in sheet.rows.values()
                for cell in cells_.values()
            ],
        }
        for sheet in workbook.sheets
    ]
    return {**plain, "sheets": sheets}


def _from_plain(plain: Mapping[str, Any]) -> Workbook:
    if "refused" in plain:
        raise Refused(*plain["refused"])
    held = {name: value for name, value in plain.items() if name != "sheets"}
    held["oddities"] = tuple(
        Oddity(**{**one, "fault": Fault(one["fault"])}) for one in plain["oddities"]
    )
    return Workbook(sheets=tuple(map(_sheet, plain["sheets"])), **held)


def _sheet(plain: Mapping[str, Any]) -> Sheet:
    rows: dict[int, dict[int, Cell]] = {}
    for row, column, text, kind, *flags in plain["cells"]:
        rows.setdefault(row, {})[column] = Cell(
            plain["name"], row, column, text, Kind(kind), *flags
        )
    merges = tuple(Area(**area) for area in plain["merges"])
    unworked = tuple((row, column) for row, column in plain["unworked"])
    return Sheet(plain["name"], rows, plain["hidden"], merges, unworked)
