"""Wherever the service is killed in a deed, it is done or not done, and can be done again.

A roll's file is read, and saved once it was looked at; an invitation is followed, and a
second factor set. Every seventh call that reaches beyond the process is tried in
`dev.py test`, every one in `--long`.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import SCALE
from tests.generative.web.crash.deeds import (
    DEEDS,
    FACTOR,
    JOIN,
    SAVE,
    Deed,
    trial,
    watched,
)
from tests.generative.web.crash.rig import Call, Service, planted, service, template
from tests.service import installed

STEP = 1 if SCALE >= 1 else 7


@pytest.fixture(scope="module")
def given() -> Iterator[Path]:
    """An installation with schools and people signed in."""
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
def test_wherever_it_is_killed_a_deed_is_whole_or_not_begun_and_can_be_done_again(
    up: Service, deed: Deed, tell: Callable[[str], None]
) -> None:
    seen, *stands = watched(up, deed)
    before, after = stands
    assert before != after
    assert len(seen) > 20
    tries = seen[::STEP]
    found = [line for call in tries for line in trial(up, deed, call, (before, after))]
    tell(f"{deed.name}: {len(tries)} kills of {len(seen)} calls, {len(found)} wrong")
    assert not found, "\n".join(found)


@pytest.mark.database
@pytest.mark.parametrize(
    ("sabotage", "deed"),
    [
        ("answer first", SAVE),
        ("answer first", JOIN),
        ("half a roll", SAVE),
        ("half an account", JOIN),
        ("half a factor", FACTOR),
    ],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_with_a_fault_planted_in_a_deed_this_is_red(
    up: Service, sabotage: str, deed: Deed
) -> None:
    with planted(up, sabotage) as one:
        seen, before, after = watched(one, deed)
        tries = [call for call in seen if call.name in {"pwrite64", "sendto"}]
        assert any(trial(one, deed, call, (before, after)) for call in reversed(tries))


def unkept(seen: list[Call]) -> tuple[int, int]:
    """Return how often the disk was asked to keep rows, and what it was not asked to.

    Counted up to the answer, which is the first thing sent.
    """
    kept = written = 0
    for call in seen:
        if call.name == "sendto":
            break
        if "-wal" in call.line and call.name == "pwrite64":
            written += 1
        if "-wal" in call.line and call.name in {"fsync", "fdatasync"}:
            kept, written = kept + 1, 0
    return kept, written


@pytest.mark.skipif(bool(installed.ADDRESS), reason="SQLite writes in this process")
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_every_row_of_a_deed_is_on_the_disk_before_the_answer(
    up: Service, deed: Deed
) -> None:
    kept, written = unkept(watched(up, deed)[0])
    assert kept > 0
    assert written == 0


@pytest.mark.skipif(bool(installed.ADDRESS), reason="SQLite writes in this process")
def test_with_rows_the_disk_is_not_asked_to_keep_this_is_red(
    up: Service,
) -> None:
    with planted(up, "rows unkept") as one:
        kept, written = unkept(watched(one, SAVE)[0])
    assert kept == 0
    assert written > 0
