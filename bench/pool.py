"""What a second process brings, and how long a person waits for the first finding."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.table import table
from bench.yardsticks import NOW
from keystage import intake

# What a process does that needs nobody: some seconds of Python, and little memory.
BARE = "x = 0\nfor i in range({turns}): x += i & 7"
TURNS = 40_000_000


def wall(work: Callable[[], object]) -> float:
    """Return the seconds a person waits for `work`."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def check(folder: Path, jobs: int) -> str:
    """Check a folder with so many processes; return the document as text."""
    options = intake.Options(now=NOW)
    if jobs == 1:
        return str(intake.to_dict(intake.check_paths([folder], options)))
    with ProcessPoolExecutor(jobs) as pool:
        document = intake.check_paths([folder], options, executor=pool, workers=jobs)
    return str(intake.to_dict(document))


class Round(NamedTuple):
    """Seconds of one round: the bare yardstick, then the folder, by one and by two.

    `parent` are the processor seconds of this process while two others work.
    """

    bare_one: float
    bare_two: float
    one: float
    two: float
    parent: float


def side_by_side(processes: int, turns: int) -> None:
    """Run so many processes of Python that share nothing, all at once."""
    words = (sys.executable, "-c", BARE.format(turns=turns))
    running = [subprocess.Popen(words) for _ in range(processes)]
    assert not any(one.wait() for one in running)


def measured(folder: Path, turns: int) -> Round:
    """Return one round, its parts one right after the other."""
    bare_one = wall(lambda: side_by_side(1, turns))
    bare_two = wall(lambda: side_by_side(2, turns))
    one = wall(lambda: check(folder, 1))
    began = time.process_time()
    two = wall(lambda: check(folder, 2))
    return Round(bare_one, bare_two, one, two, time.process_time() - began)


def report(files: list[tuple[str, bytes]], rounds: int, turns: int = TURNS) -> str:
    """Return the table of one process against two, over the same folder.

    Beside it stands what two processes bring that have nothing to do with each
    other: no more can be had from the machine as it is now.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, data in files:
            (folder / file).write_bytes(data)
        assert check(folder, 1) == check(folder, 2), "two processes find otherwise"
        found = [measured(folder, turns) for _ in range(rounds)]
    lines = [_told(f"round {number}", one) for number, one in enumerate(found, 1)]
    # The least of each is what the machine can do when its neighbours are quiet.
    least = Round(*(min(column) for column in zip(*found, strict=True)))
    heads = (
        *(f"{len(files)} files, seconds", "--jobs 1", "--jobs 2", "times as fast"),
        *("bare processes", "of what there is", "parent's processor"),
    )
    return table(heads, [*lines, _told("least", least)])


def _told(name: str, one: Round) -> tuple[str, ...]:
    gain, bare = one.one / one.two, 2 * one.bare_one / one.bare_two
    seconds = (f"{one.one:.1f}", f"{one.two:.1f}")
    return (
        *(name, *seconds, f"{gain:.2f}", f"{bare:.2f}", f"{gain / bare:.0%}"),
        f"{one.parent:.1f}",
    )


def start(data: bytes, rounds: int) -> str:
    """Return the table of whole commands in a fresh Python, against an empty one."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "school.xml"
        file.write_bytes(data)
        keystage = (sys.executable, "-m", "keystage.cli")
        commands = {
            "python, nothing": (sys.executable, "-c", "pass"),
            "keystage --help": (*keystage, "--help"),
            "keystage check school.xml": (*keystage, "check", str(file)),
        }
        found: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                found[name].append(wall(partial(quiet, command)))
    rows = ((name, f"{1000 * min(times):.0f}") for name, times in found.items())
    return table(("Whole command", "least ms"), rows)


def quiet(words: tuple[str, ...]) -> None:
    """Run a command and listen to nothing it says."""
    subprocess.run(words, check=False, capture_output=True)
