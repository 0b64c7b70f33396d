"""Rounds of cases, each squeezed between two runs of its yardstick."""

import gc
import os
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

type Work = Callable[[Sequence[bytes]], object]


@dataclass(slots=True)
class Case:
    """One way of doing the work, over its own share of the files.

    `files` may be a sample where the whole would take an hour: the yardstick is
    run over the same sample, so the ratio holds.
    """

    name: str
    work: Work
    files: Sequence[bytes]
    ratios: list[float] = field(default_factory=list)

    def told(self) -> tuple[str, str, str]:
        """Return the name, the median ratio, and the least and greatest."""
        middle = statistics.median(self.ratios)
        return (
            self.name,
            f"{middle:.2f}",
            f"{min(self.ratios):.2f}..{max(self.ratios):.2f}",
        )


def cpu(work: Work, files: Sequence[bytes], times: int) -> float:
    """Return the processor seconds of doing the work `times` times.

    Those of processes that the work started and that have ended are among them.
    """
    gc.collect()
    began = spent()
    for _ in range(times):
        work(files)
    return spent() - began


def spent() -> float:
    """Return the processor seconds this process and those it started have taken."""
    those = os.times()
    return time.process_time() + those.children_user + those.children_system


def compare(cases: Sequence[Case], yardstick: Work, rounds: int, least: float) -> None:
    """Fill in the ratios of the cases, in shuffled rounds.

    Each run of the yardstick is repeated until it takes `least` seconds, so that
    the clock's own grain does not show.
    """
    pick = random.Random(rounds)
    times = {case.name: repeats(yardstick, case.files, least) for case in cases}
    for _ in range(rounds):
        for case in pick.sample(list(cases), len(cases)):
            n = times[case.name]
            before = cpu(yardstick, case.files, n)
            own = cpu(case.work, case.files, max(1, n // 5)) / max(1, n // 5)
            after = cpu(yardstick, case.files, n)
            case.ratios.append(own / ((before + after) / (2 * n)))


def repeats(yardstick: Work, files: Sequence[bytes], least: float) -> int:
    """Return how often the yardstick must run to take `least` seconds."""
    once = cpu(yardstick, files, 1)
    return max(1, round(least / max(once, 1e-4)))
