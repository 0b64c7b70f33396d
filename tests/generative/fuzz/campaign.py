"""Runs many mutants through the reader in child processes, and tells what came.

    python -m tests.generative.fuzz.campaign COUNT [SEED]

A mutant that ends in anything but a file read or a refusal in words is kept under
`var/fuzz`, named by seed and number.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.generative.fuzz.mutate import Mutator

ROOT: Final = Path(__file__).resolve().parents[3]
KEPT: Final = ROOT / "var/fuzz"
PROCESSES: Final = 2
_DEFAULT_SEED: Final = 20260610
_SECONDS: Final = 240  # and one more for each mutant, which has two of the processor's


@dataclass(slots=True)
class Outcome:
    """What a campaign came to: verdicts counted, faults told, slowest, peak."""

    seed: int
    count: int
    told: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    peak_mb: int = 0

    def says(self) -> str:
        """Return the outcome in a few lines."""
        codes = ", ".join(f"{code} {n}" for code, n in self.told.most_common())
        figures = (
            f"{sum(self.told.values())} of {self.count} mutants, seed {self.seed}: "
            f"{len(self.faults)} faults, slowest {self.slowest:.3f} s, "
            f"peak {self.peak_mb} MB"
        )
        return "\n".join([figures, codes, *self.faults])


def campaign(
    seed: int, count: int, reader: str = "plain", keep: Path = KEPT
) -> Outcome:
    """Read mutants 0 to `count` of `seed` and return what came of them."""
    outcome = Outcome(seed, count)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        started = [
            _start(reader, (seed, lane, count), Path(folder) / str(lane))
            for lane in range(PROCESSES)
        ]
        for child, _ in started:
            stack.callback(child.kill)  # no child outlives a failure of its parent
        for child, progress in started:
            told, complaint = child.communicate(timeout=_SECONDS + count)
            number = int.from_bytes(progress.read_bytes())
            if child.returncode == 0:
                _gather(outcome, number, json.loads(told))
            else:
                why = _ended(child.returncode, complaint)
                outcome.faults.append(f"mutant {number}: {why}")
    _keep_faulty(outcome, keep)
    return outcome


def _start(
    reader: str, lane: tuple[int, int, int], progress: Path
) -> tuple[subprocess.Popen[str], Path]:
    seed, start, stop = lane
    progress.write_bytes(bytes(8))
    numbers = (seed, start, stop, PROCESSES)
    command = [sys.executable, "-m", "tests.generative.fuzz.worker", reader]
    # Measuring which lines run would make each mutant many times slower.
    env = {k: v for k, v in os.environ.items() if not k.startswith("COV")}
    child = subprocess.Popen(
        [*command, *map(str, numbers), str(progress)],
        cwd=ROOT,
        env={**env, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    return child, progress


def _ended(code: int, complaint: str) -> str:
    if code == -signal.SIGPROF:
        return "more than 2 s of processor time"
    return f"the process ended with {code}: {complaint[-300:]}"


def _gather(outcome: Outcome, number: int, result: dict[str, Any]) -> None:
    outcome.told.update(result["told"])
    outcome.slowest = max(outcome.slowest, result["slowest"])
    outcome.peak_mb = max(outcome.peak_mb, result["peak_mb"])
    outcome.faults += [
        f"mutant {number}: {verdict[1:]}"
        for verdict in result["told"]
        if verdict.startswith("!")
    ]


def _keep_faulty(outcome: Outcome, keep: Path) -> None:
    mutator = Mutator(outcome.seed)
    for fault in outcome.faults:
        number = int(fault.split()[1].rstrip(":"))
        keep.mkdir(parents=True, exist_ok=True)
        place = keep / f"{outcome.seed}-{number}.xml"
        place.write_bytes(mutator.mutant(number))


if __name__ == "__main__":
    _count, _seed, *_ = [*map(int, sys.argv[1:]), _DEFAULT_SEED]
    _outcome = campaign(_seed, _count)
    sys.stdout.write(_outcome.says() + "\n")
    sys.exit(bool(_outcome.faults))
