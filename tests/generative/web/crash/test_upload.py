"""A file that was said to be received is there, wherever the service was killed.

Every seventh call that reaches beyond the process is tried in `dev.py test`, every one
in `--long`, and there each call to the disk failing besides.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SCALE
from tests.generative.web.crash.rig import (
    DISK,
    KILL,
    Call,
    Service,
    calls,
    planted,
    service,
    template,
    traced,
)
from tests.integration.web.files.content import ctf
from tests.service import installed
from tests.service.asking import Came

STEP = 1 if SCALE >= 1 else 7
type Found = dict[str, Any]
KEY, CONTENT = "page-1", ctf(1)
FAULTS = ("error=EIO", "error=ENOSPC") if SCALE >= 1 else ()


@pytest.fixture(scope="module")
def given() -> Iterator[Path]:
    """An installation with a school and somebody signed in."""
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


def watched(one: Service) -> list[Call]:
    """Return the calls of one sending that nothing happens to."""
    one.lay()
    one.begin()
    log = one.data.with_name("calls")
    with traced(one.child, log):
        came = one.send(CONTENT, KEY)
    assert came.received, came
    return calls(log)


def trial(one: Service, call: Call, fault: str) -> list[str]:
    """Break in on one call of a sending, send it again; return what does not hold."""
    one.lay()
    one.begin()
    log = one.data.with_name("trial")
    with traced(one.child, log, f"{call.name}:{fault}:when={call.turn}"):
        came = one.send(CONTENT, KEY)
    one.kill()
    found = [*judged(came, one.ask("check"), fault, call)]
    one.begin()
    if not one.send(CONTENT, KEY).received:
        found.append("sent again it was not received")
    one.kill()
    after = one.ask("sweep")
    if after["wrong"]:
        found.append(f"sent again: {after['wrong']}")
    one_of_each = len(sent(after)) == 1 and kept(after) == 1
    if not one_of_each or after["tmp"]:
        told = {name: after[name] for name in ("files", "disk", "tmp")}
        found.append(f"sent again and swept there are {told}")
    return [f"{fault} at {call.name} {call.turn}: {line}" for line in found]


def sent(after: Found) -> list[Any]:
    """Return the rows of what was sent here: other files lie there from the beginning."""
    return [row for row in after["files"] if row[1] == KEY]


def kept(after: Found) -> int:
    """Return how often its bytes lie on the disk, and whatever else no file is kept for."""
    others = {row[2] for row in after["files"] if row[1] != KEY}
    return len([path for path in after["disk"] if Path(path).name not in others])


def judged(came: Came, after: Found, fault: str, call: Call) -> Iterator[str]:
    """Yield what does not hold after a fault."""
    if after["wrong"]:
        yield f"{after['wrong']}"
    if len(sent(after)) > 1:
        yield "it is there twice"
    told = [f"/files/{row[0]}" for row in sent(after)]
    if came.received and came.to.removesuffix("/take") not in told:
        yield "it was said to be received, and is not there"
    if came.received and fault != KILL and call.name == "fsync":
        yield "it was said to be received though the disk did not keep it"
    if came.status not in {0, 302, 503}:
        yield f"the sender was told {came.status}"


def tries(seen: list[Call]) -> Iterator[tuple[Call, str]]:
    """Yield which calls are broken in on, and how."""
    for call in seen[::STEP]:
        yield call, KILL
    for fault in FAULTS:
        yield from ((call, fault) for call in seen if call.name in DISK)


@pytest.mark.database
def test_wherever_it_is_killed_nothing_received_is_lost_and_nothing_is_half(
    up: Service, tell: Callable[[str], None]
) -> None:
    seen = watched(up)
    assert len(seen) > 20
    assert {"fsync", "rename", "sendto"} <= {call.name for call in seen}
    made = list(tries(seen))
    found = [line for call, fault in made for line in trial(up, call, fault)]
    tell(f"upload: {len(made)} tries at {len(seen)} calls, {len(found)} wrong")
    assert not found, "\n".join(found)


def order(seen: list[Call]) -> list[str]:
    """Return the steps on the way to the answer, in the order they were made in."""
    found = []
    for call in seen:
        if call.name == "fsync" and ".part" in call.line:
            found.append("file")
        elif call.name == "rename":
            found.append("name")
        elif call.name == "fsync" and "/data/files" in call.line:
            found.append("folder")
        elif call.name in {"fsync", "fdatasync"} and "-wal" in call.line:
            found.append("rows")
        elif call.name == "sendto":
            found.append("answer")
            break  # closed, the database is flushed once more
    return [one for at, one in enumerate(found) if [one] != found[at - 1 : at]]


@pytest.mark.skipif(bool(installed.ADDRESS), reason="SQLite writes in this process")
def test_bytes_then_name_then_rows_then_answer_each_on_the_disk_before_the_next(
    up: Service,
) -> None:
    steps = order(watched(up))
    assert steps[-5:] == ["file", "name", "folder", "rows", "answer"]


@pytest.mark.database
@pytest.mark.parametrize(
    "sabotage",
    [
        ("answer first", "rename", KILL),
        ("row first", "rename", KILL),
        ("deaf", "fsync", "error=EIO"),
    ],
    ids=lambda sabotage: sabotage[0],
)
def test_with_a_fault_planted_this_is_red(
    up: Service, sabotage: tuple[str, str, str]
) -> None:
    named, name, fault = sabotage
    with planted(up, named) as one:
        assert trial(one, Call(name, 1, ""), fault)


@pytest.mark.skipif(bool(installed.ADDRESS), reason="SQLite writes in this process")
def test_without_asking_the_disk_the_order_is_red(up: Service) -> None:
    with planted(up, "no flush") as one:
        steps = order(watched(one))
    assert "file" not in steps
