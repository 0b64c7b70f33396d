"""Pages of the service, each beside one that does nothing: measured in a process apart.

Django's settings are one to a process, and read the environment; so the figures come
from a child with a data folder of its own.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDERS = ("db", "files", "keys", "tmp", "static")


@dataclass(frozen=True, slots=True)
class Place:
    """How large the authority is: its schools, and the pupils of the one looked at."""

    schools: int
    pupils: int


LARGE = Place(schools=480, pupils=420)
SMALL = Place(schools=2, pupils=3)
CLASSES = (30, 120)  # pupils of the marksheets that are looked at


def report(rounds: int, place: Place, least: float) -> str:
    """Return the table of signing in, lists and saves, over the page that does nothing."""
    return _apart("bench.service", rounds, place.schools, place.pupils, least)


def marksheets(rounds: int, sizes: Sequence[int], least: float) -> str:
    """Return what marksheets of so many pupils cost, at the service and in a browser."""
    return _apart("bench.service.marksheet", rounds, least, *sizes)


def board(rounds: int, schools: int, least: float) -> str:
    """Return what the authority's board of so many schools costs."""
    return _apart("bench.service.board", rounds, schools, least)


def _apart(module: str, *words: object) -> str:
    """Return what a module says that is run over a data folder of its own."""
    with TemporaryDirectory(prefix="keystage-bench-") as folder:
        for name in FOLDERS:
            (Path(folder) / name).mkdir()
        done = subprocess.run(
            [sys.executable, "-m", module, *map(str, words)],
            check=False,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "KEYSTAGE_DATA": folder, "KEYSTAGE_HTTPS": "off"},
        )
    if done.returncode:
        sys.exit("The service could not be measured; what it said stands above.")
    return done.stdout.strip()
