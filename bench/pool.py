"""What a second process brings, and how long a person waits for the first finding."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.table import table
from bench.yardsticks import NOW
from keystage import intake


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


def report(files: list[tuple[str, bytes]], rounds: int) -> str:
    """Return the table of one process against two, over the same folder."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, data in files:
            (folder / file).write_bytes(data)
        assert check(folder, 1) == check(folder, 2), "two processes find otherwise"
        times = [
            (wall(lambda: check(folder, 1)), wall(lambda: check(folder, 2)))
            for _ in range(rounds)
        ]
    # The least of each is what the machine can do when its neighbours are quiet.
    one, two = (min(column) for column in zip(*times, strict=True))
    cells = (f"{len(files)} files", f"{one:.1f}", f"{two:.1f}", f"{one / two:.2f}")
    heads = ("Least seconds by the wall", "--jobs 1", "--jobs 2", "times as fast")
    return table(heads, [cells])


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
                found[name].append(wall(lambda words=command: quiet(words)))
    rows = ((name, f"{1000 * min(times):.0f}") for name, times in found.items())
    return table(("Whole command", "least ms"), rows)


def quiet(words: tuple[str, ...]) -> None:
    """Run a command and listen to nothing it says."""
    subprocess.run(words, check=False, capture_output=True)
