"""Pages of the service, each beside one that does nothing: measured in a process apart.

Django's settings are one to a process, and read the environment; so the figures come
from a child with a data folder of its own.
"""

import os
import subprocess
import sys
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


def report(rounds: int, place: Place, least: float) -> str:
    """Return the table of signing in, lists and saves, over the page that does nothing."""
    words = (rounds, place.schools, place.pupils, least)
    with TemporaryDirectory(prefix="keystage-bench-") as folder:
        for name in FOLDERS:
            (Path(folder) / name).mkdir()
        done = subprocess.run(
            [sys.executable, "-m", "bench.service", *map(str, words)],
            check=False,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "KEYSTAGE_DATA": folder, "KEYSTAGE_HTTPS": "off"},
        )
    if done.returncode:
        sys.exit("The service could not be measured; what it said stands above.")
    return done.stdout.strip()
