"""What was said to be done is there after a power cut: part of `dev.py test --long`.

Files are sent, rolls saved, invitations followed. It needs root, loop devices and
xfsprogs, and says so where they are not there.
"""

import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import SCALE
from tests.generative.web.crash.power.disk import Disk, disk, missing
from tests.generative.web.crash.power.streams import STREAMS, Found, Stream
from tests.generative.web.crash.rig import Service, service, template

CUTS = 4
LONG = SCALE >= 1
BEFORE = 3  # acknowledgements that a cut waits for, at the most
PATIENCE = 120  # seconds, on a busy machine

type Cuts = Callable[..., tuple[int, list[str]]]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with schools and people signed in."""
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


@dataclass
class Sender:
    """Somebody who does one thing after another, and what they were told."""

    one: Service
    stream: Stream
    told: list[str] = field(default_factory=list)
    heard: threading.Condition = field(default_factory=threading.Condition)
    stop: threading.Event = field(default_factory=threading.Event)
    took: float = 0.0  # seconds, the last turn

    def go_on(self) -> None:
        """Take turn after turn until told to stop."""
        for turn in range(1, self.stream.most + 1):
            began = time.monotonic()
            acknowledged = self.stream.send(self.one, turn)
            self.took = time.monotonic() - began
            if self.stop.is_set():
                return
            if acknowledged:
                with self.heard:
                    self.told.append(acknowledged)
                    self.heard.notify()

    def wait_for(self, many: int) -> None:
        """Return once so many turns were acknowledged."""
        with self.heard:
            assert self.heard.wait_for(lambda: len(self.told) >= many, PATIENCE)


def cut_short(
    one: Service, stream: Stream, power: Disk, lot: random.Random
) -> list[str]:
    """Pull the plug amid a stream; return what was acknowledged before that."""
    sender = Sender(one, stream)
    thread = threading.Thread(target=sender.go_on)
    thread.start()
    try:
        sender.wait_for(lot.randint(1, BEFORE))
        time.sleep(lot.uniform(0, sender.took))
        kept = list(sender.told)  # before the cut: all of these must be there after it
        power.cut()
    finally:
        sender.stop.set()
        thread.join()
    return kept


def lost(stream: Stream, kept: list[str], found: Found) -> Iterator[str]:
    """Yield what does not hold of what a cut left."""
    there = stream.kept(found)
    yield from (f"lost {one}" for one in kept if one not in there)
    yield from map(str, found["wrong"])
    yield from stream.half(found)


@pytest.fixture
def cuts(given: Path, power: Disk, seed: int) -> Cuts:
    """Return what pulls the plug of a service again and again."""
    return partial(_cuts, given=given, power=power, lot=random.Random(seed))


def _cuts(
    stream: Stream, sabotage: str = "", *, given: Path, power: Disk, lot: random.Random
) -> tuple[int, list[str]]:
    """Return how much was acknowledged before the cuts, and what is wrong after them."""
    told, wrong = 0, list[str]()
    for _ in range(CUTS):
        with service(given, power.app / "data", sabotage) as one:
            power.settle()
            one.begin("many")
            kept = cut_short(one, stream, power, lot)
        with power.found() as after, service(None, after / "data", sabotage) as two:
            found = {**two.ask("check"), "guests": two.ask("guests")}
        told += len(kept)
        wrong += lost(stream, kept, found)
    return told, wrong


if LONG:

    @pytest.mark.parametrize("stream", STREAMS, ids=lambda one: one.name)
    def test_after_a_power_cut_all_that_was_acknowledged_is_there_and_nothing_is_half(
        cuts: Cuts, stream: Stream, tell: Callable[[str], None]
    ) -> None:
        told, wrong = cuts(stream)
        tell(
            f"{stream.name}: {CUTS} power cuts, {told} acknowledged, {len(wrong)} wrong"
        )
        assert told >= CUTS
        assert not wrong, "\n".join(wrong)

    @pytest.mark.parametrize("sabotage", ["rows normal", "rows unkept"])
    @pytest.mark.parametrize("stream", STREAMS[1:], ids=lambda one: one.name)
    def test_with_rows_the_disk_is_not_asked_to_keep_they_are_lost_so_this_can_be_red(
        cuts: Cuts, stream: Stream, sabotage: str
    ) -> None:
        _, wrong = cuts(stream, sabotage)
        assert any(one.startswith("lost ") for one in wrong)

    def test_with_nothing_flushed_files_are_lost_so_this_can_be_red(cuts: Cuts) -> None:
        _, wrong = cuts(STREAMS[0], "no flush")
        assert wrong
