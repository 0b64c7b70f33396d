"""What was said to be received is there after a power cut: part of `dev.py test --long`.

It needs root, loop devices and xfsprogs, and says so where they are not there.
"""

import random
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SCALE
from tests.generative.web.crash.powercut import Disk, disk, missing
from tests.generative.web.crash.rig import Service, service, template
from tests.integration.web.files.content import ctf

CUTS = 4
LONG = SCALE >= 1


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with a school and somebody signed in."""
    return template(tmp_path_factory.mktemp("given") / "data")


@pytest.fixture
def power(tmp_path: Path) -> Iterator[Disk]:
    """A disk whose plug can be pulled."""
    if why := missing():
        pytest.skip(why)
    try:
        with disk(tmp_path / "disk") as made:
            yield made
    except subprocess.CalledProcessError as error:
        pytest.skip(f"this machine makes no such disk ({error.cmd[0]})")


def sent_until(one: Service, told: list[str], stop: threading.Event) -> None:
    """Send one file after another, and write down which were received."""
    turn = 0
    while not stop.is_set() and turn < 150:
        turn += 1
        came = one.send(ctf(turn), f"page-{turn}")
        if came.received:
            told.append(came.to.removeprefix("/files/"))


def cuts(given: Path, power: Disk, lot: random.Random, sabotage: str) -> list[str]:
    """Pull the plug again and again; return what was received and lost, or is half."""
    lost = []
    for _ in range(CUTS):
        with service(given, power.app / "data", sabotage) as one:
            power.settle()
            one.begin("many")
            told: list[str] = []
            stop = threading.Event()
            sender = threading.Thread(target=sent_until, args=(one, told, stop))
            sender.start()
            time.sleep(lot.uniform(0.3, 2.5))
            kept = list(told)  # before the cut: all of these must be there after it
            power.cut()
            stop.set()
            sender.join()
        with power.found() as after, service(None, after / "data", sabotage) as two:
            found = two.ask("check")
        ids = {row[0] for row in found["files"]}
        lost += [f"lost {file}" for file in kept if file not in ids]
        lost += found["wrong"]
    return lost


if LONG:

    def test_after_a_power_cut_all_that_was_received_is_there(
        given: Path, power: Disk, seed: int
    ) -> None:
        assert cuts(given, power, random.Random(seed), "") == []

    def test_with_nothing_flushed_files_are_lost_so_this_can_be_red(
        given: Path, power: Disk, seed: int
    ) -> None:
        assert cuts(given, power, random.Random(seed), "no flush") != []
