"""Make an invented authority, or a kit for suppliers, in a new folder."""

import argparse
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from keystage.checks.words import listed
from keystage.cli import progress, terminal
from keystage.core.errors import EXIT_CLEAN, UsageError
from keystage.synth.conformance import kit_files
from keystage.synth.faults.model import SUMMERS
from keystage.synth.key import Key
from keystage.synth.model import Authority, Collection
from keystage.synth.season import (
    ALL,
    Piece,
    Plan,
    Step,
    Tally,
    refuse_full,
    school_at,
    steps,
    write,
)

_USUAL = 30
_NO_WORKBOOKS = (
    "Some schools send workbooks, which needs a package that is not installed: run "
    "'python -m pip install keystage[xlsx]', or add --no-workbooks."
)
_NO_FAULTS = "No fault is planted in {summers}: there are none written for then."
_KIT_ONLY = "--kit makes a kit and nothing else: leave out {options}."


def run(arguments: argparse.Namespace) -> int:
    """Write what was asked for, say how much that is, and return the exit code.

    Raises `UsageError` for what cannot be made, or for a folder that is not empty.
    """
    out: Path = arguments.out
    refuse_full(out)
    if arguments.kit:
        return _kit(arguments)
    plan = _plan(arguments)
    key = Key(plan.authority, plan.collections, whole=plan.only is None)
    with progress.bar("schools") as bar:
        tally = write(out, steps(plan, key), _shown(bar, plan.steps))
    terminal.say(_said(out, plan, tally))
    bare = [str(summer) for summer in plan.summers if summer not in SUMMERS]
    if plan.share and bare:
        terminal.complain(_NO_FAULTS.format(summers=listed(bare, "and")))
    return EXIT_CLEAN


def _plan(arguments: argparse.Namespace) -> Plan:
    asked: int | None = arguments.schools
    schools = _USUAL if asked is None else asked
    authority = Authority(arguments.authority, schools, arguments.seed)
    workbooks = not arguments.no_workbooks
    if workbooks and find_spec("xlsxwriter") is None:
        raise UsageError(_NO_WORKBOOKS)
    return Plan(
        authority,
        arguments.years,
        tuple(map(Collection, arguments.collections)),
        share=_share(arguments),
        workbooks=workbooks,
        only=None if arguments.school is None else _only(authority, arguments.school),
    )


def _share(arguments: argparse.Namespace) -> int:
    if arguments.clean:
        return 0
    percent: float | None = arguments.faults
    return ALL if percent is None else round(percent * ALL / 100)


def _only(authority: Authority, number: str) -> int:
    found = school_at(authority, number.replace("/", ""))
    if found is None:
        raise UsageError(
            f"There is no school {number} among these {authority.schools:,}: make all of "
            "them, and schools.csv lists their numbers."
        )
    return found.index


def _shown(bar: Callable[[int, int], None], total: int) -> Callable[[int], None]:
    return lambda done: bar(done, total)


def _said(out: Path, plan: Plan, tally: Tally) -> str:
    counts = [
        f"schools {len(plan.indexes):,}",
        f"summers {len(plan.summers):,}",
        f"files {tally.files:,}",
        f"pupils returned {tally.pupils:,}",
        f"faults planted {tally.faults:,}",
    ]
    return f"{out}: {', '.join(counts)}. README.md there says what is what."


def _kit(arguments: argparse.Namespace) -> int:
    told = {
        "--schools": arguments.schools is not None,
        "--school": arguments.school is not None,
        "--clean": arguments.clean,
        "--faults": arguments.faults is not None,
        "--no-workbooks": arguments.no_workbooks,
    }
    if any(told.values()):
        options = ", ".join(option for option, given in told.items() if given)
        raise UsageError(_KIT_ONLY.format(options=options))
    wanted = tuple(map(Collection, arguments.collections))
    files = kit_files(arguments.seed, arguments.years, wanted, arguments.authority)
    pieces = (Piece(path, data) for path, data in files)
    tally = write(arguments.out, [Step(pieces, is_school=False)])
    terminal.say(
        f"{arguments.out}: files {tally.files:,}. README.txt there says what to do."
    )
    return EXIT_CLEAN
