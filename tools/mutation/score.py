"""What a run came to, and the file that remembers the last one.

The file may only rise: a score below it, or below the floor, turns the run red.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import ROOT

FLOOR = 85.0  # percent, of each package
LAST = ROOT / "tools/mutation/last.toml"
HEAD = """\
# What the tests killed of 100 mutants, last time; written by
# python -m tools.mutation --record, which lowers nothing.
"""
COLUMNS = ("package", "mutants", "killed", "survived", "score", "last time")


@dataclass(frozen=True, slots=True)
class Score:
    """The mutants of one package: how many there are, and how many a test noticed.

    One that runs on for ever is noticed by the clock; one that no test comes near
    has survived. `untried` are those mutmut did not get to.
    """

    package: str
    mutants: int
    killed: int
    untried: int = 0

    @classmethod
    def told(cls, package: str, said: Mapping[str, int]) -> "Score":
        """Return the score in what mutmut exports, of those it made."""
        tried = ("killed", "timeout", "survived", "no_tests", "suspicious", "segfault")
        return cls(
            package=package,
            mutants=said["total"],
            killed=said["killed"] + said["timeout"],
            untried=said["total"] - sum(said[name] for name in tried),
        )

    @property
    def percent(self) -> float:
        """How many of 100 are killed, rounded down to a tenth."""
        return math.floor(1000 * self.killed / self.mutants) / 10


def last_time(path: Path | None = None) -> dict[str, float]:
    """Return the scores written down last, by package."""
    return {
        package: float(percent)
        for package, percent in tomllib.loads((path or LAST).read_text("utf-8")).items()
    }


def faults(scores: Iterable[Score], last: Mapping[str, float]) -> list[str]:
    """Return what is too low: below the floor, or below last time."""
    found = []
    for score in scores:
        before = last.get(score.package, 0.0)
        if score.percent < FLOOR:
            found.append(
                f"{score.package}: {score.percent} % of the mutants are killed, "
                f"and {FLOOR} % is the least."
            )
        if score.percent < before:
            found.append(
                f"{score.package}: {score.percent} % of the mutants are killed; "
                f"last time it was {before} %."
            )
    return found


def table(scores: Iterable[Score], last: Mapping[str, float]) -> str:
    """Return the figures, a line for each package."""
    lines = ["{:<10} {:>8} {:>8} {:>9} {:>8} {:>10}".format(*COLUMNS)]
    for score in scores:
        survived = score.mutants - score.killed
        before = f"{last[score.package]} %" if score.package in last else "never"
        lines.append(
            f"{score.package:<10} {score.mutants:>8} {score.killed:>8} "
            f"{survived:>9} {score.percent:>6} % {before:>10}"
        )
    return "\n".join(lines)


def record(scores: Iterable[Score], path: Path | None = None) -> None:
    """Write the scores down where they are higher than before; the rest stays."""
    path = path or LAST
    best = last_time(path)
    for score in scores:
        best[score.package] = max(score.percent, best.get(score.package, 0.0))
    lines = (f"{package} = {percent}\n" for package, percent in sorted(best.items()))
    path.write_text(HEAD + "".join(lines), "utf-8")
