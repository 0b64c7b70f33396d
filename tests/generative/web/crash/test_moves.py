"""Wherever the service is killed, a return is sent, received, recalled, unlocked, or is not.

A return is sent by hand and with a file, a version is received and its file recalled, and
one is unlocked. Every seventh call is tried in `dev.py test`, every one in `--long`.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SCALE
from tests.generative.web.crash.deeds import (
    Deed,
    Stood,
    once,
    stood,
    trial,
    watched,
)
from tests.generative.web.crash.moves import DOOR, SCHOOLS
from tests.generative.web.crash.rig import Service, planted, service, template
from tests.service import installed
from tests.service.asking import Asked

STEP = 1 if SCALE >= 1 else 7


def _asked(name: str) -> Callable[[Any], Asked]:
    return lambda _: Asked(DOOR + name)


def _file_alone(before: Stood, after: Stood) -> list[Stood]:
    """A file that is there, and whose rows are not in the return yet."""
    sent = after["events"][:1]
    return [{**before, "files": after["files"], "events": sent}]


def _nothing(_: Stood, __: Stood) -> list[Stood]:
    return []


def _again(one: Service, deed: Deed, whole: Stood) -> Iterator[str]:
    """Do it twice more: it is done then, and no more than once."""
    for _ in range(2):
        came = once(one, deed.asked(one.told))
        if came.status not in {302, 409}:
            yield f"done again it is told {came}"
        found = stood(one, deed)
        if found != whole:
            yield f"done again there is {found}"


DEEDS = tuple(
    Deed(
        *(name, _asked(name), "/done"),
        _file_alone if name == "take" else _nothing,
        _again,
    )
    for name in SCHOOLS
)
SENT, TAKEN = DEEDS[:2]


@pytest.fixture(scope="module")
def given() -> Iterator[Path]:
    """An installation with returns to send."""
    if not sys.platform.startswith("linux") or not shutil.which("strace"):
        pytest.skip("needs strace, which is Linux's: apt install strace")
    with installed.folder() as folder:
        yield template(folder / "data")
        installed.forget(folder / "data")


@pytest.fixture(scope="module")
def up(given: Path) -> Iterator[Service]:
    """The service, with nothing planted in it."""
    with installed.folder() as folder, service(given, folder / "data") as one:
        yield one


@pytest.mark.database
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_wherever_it_is_killed_a_move_is_whole_or_not_begun_and_can_be_made_again(
    up: Service, deed: Deed, tell: Callable[[str], None]
) -> None:
    seen, *stands = watched(up, deed)
    before, after = stands
    assert before != after
    assert len(after["versions"]) == after["told"]
    tries = seen[::STEP]
    found = [line for call in tries for line in trial(up, deed, call, (before, after))]
    tell(f"{deed.name}: {len(tries)} kills of {len(seen)} calls, {len(found)} wrong")
    assert not found, "\n".join(found)


@pytest.mark.database
@pytest.mark.parametrize(
    ("sabotage", "deed"),
    [("answer first", SENT), ("half a sending", SENT), ("half a sending", TAKEN)],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_with_a_fault_planted_in_a_move_this_is_red(
    up: Service, sabotage: str, deed: Deed
) -> None:
    with planted(up, sabotage) as one:
        seen, before, after = watched(one, deed)
        tries = [call for call in seen if call.name in {"pwrite64", "sendto"}]
        assert any(trial(one, deed, call, (before, after)) for call in reversed(tries))
