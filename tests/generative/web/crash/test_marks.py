"""Killed at any moment of saves of marks, the service loses none it acknowledged.

25 kills at random in `dev.py test`, 500 in `--long`. Two people type into the same cells,
so that values meet; whoever had no answer sends the same key again, twice.
"""

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import SCALE
from tests.generative.web.crash.marks import trials
from tests.generative.web.crash.rig import Service, planted, service, template
from tests.service import installed

KILLS = 500 if SCALE >= 1 else 25
CONTROLS = 12  # kills in which a planted fault must show

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def given() -> Iterator[Path]:
    """An installation with schools and people signed in."""
    if sys.platform == "win32":
        pytest.skip("the service is forked for each trial, which Windows cannot")
    with installed.folder() as folder:
        yield template(folder / "data")
        installed.forget(folder / "data")


@pytest.fixture(scope="module")
def up(given: Path) -> Iterator[Service]:
    """The service, with nothing planted in it."""
    with installed.folder() as folder, service(given, folder / "data") as one:
        yield one


def test_whenever_it_is_killed_no_value_it_acknowledged_is_lost_and_none_is_saved_twice(
    up: Service, seed: int, tell: Callable[[str], None]
) -> None:
    told, wrong = trials(up, random.Random(seed), KILLS)
    tell(f"marks: {KILLS} kills, {told} saves acknowledged, {len(wrong)} wrong")
    assert told >= KILLS
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("sabotage", ["answer before commit", "half a save"])
def test_with_a_fault_planted_in_saves_this_is_red(
    up: Service, seed: int, sabotage: str
) -> None:
    with planted(up, sabotage) as one:
        _, wrong = trials(one, random.Random(seed), CONTROLS)
    assert wrong
