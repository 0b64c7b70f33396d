"""Eight people save at once to a service that runs for real; nobody is turned away."""

import json
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.integration.web.files.content import ctf
from tests.processes import LIMIT
from tests.service import installed
from tests.service.asking import Asked, Came, post
from tests.service.served import free, serving

WRITERS, TURNS = 8, 6
NAMES = ("Ann", "Bea", "Cyd", "Dot", "Eva", "Fay")
SINCE = ("surname", "Quill"), ("sex", "F"), ("year_group", "1")
DAYS = (("born", ("11", "2", "2020")), ("joined", ("2", "9", "2024")))


def crowd(environment: dict[str, str], word: str) -> Any:
    """Make the eight, or look back at what they left."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.web.serving.crowd", word],
        check=True,
        env=environment,
        cwd=installed.ROOT,
        stdout=subprocess.PIPE,
        timeout=LIMIT,
    )
    return json.loads(done.stdout)


def corrected(one: dict[str, str], name: str) -> Asked:
    """Put a child's forename right."""
    days = [(f"{of}_{at}", part) for of, day in DAYS for at, part in enumerate(day)]
    fields = (*SINCE, ("forename", name), *days)
    return Asked(f"/school/pupils/{one['pupil']}/facts", one["session"], fields)


def sent(one: dict[str, str], turn: int) -> Asked:
    """Send a file, another each turn, and another by each."""
    key = f"{one['pupil']}-{turn}"
    content, path = (
        ctf(zlib.crc32(key.encode()) % 10**9),
        f"/school/{one['school']}/files",
    )
    fields = (("tag", "none"), ("key", key))
    return Asked(path, one["session"], fields, "results.xml", content)


def works(port: int, one: dict[str, str]) -> list[Came]:
    """Save a change to the roll and send a file, in turns."""
    came = []
    for turn in range(TURNS):
        came.append(post(port, corrected(one, NAMES[turn])))
        came.append(post(port, sent(one, turn)))
    return came


def test_eight_clients_save_and_none_is_told_that_the_database_is_locked(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    port = free()
    data = installed.lay(tmp_path / "data")
    environment = installed.environment(data, KEYSTAGE_LISTEN=f"127.0.0.1:{port}")
    people = crowd(environment, "made")
    assert len(people) == WRITERS
    with tempfile.TemporaryFile() as said:
        with serving(environment, said), ThreadPoolExecutor(WRITERS) as pool:
            began = time.monotonic()
            futures = [pool.submit(works, port, one) for one in people]
            came = [answer for future in futures for answer in future.result()]
            took = time.monotonic() - began
        said.seek(0)
        log = said.read().decode().lower()
    statuses = Counter(answer.status for answer in came)
    locked = log.count("locked")
    tell(
        f"Eight clients: {len(came)} saves in {took:.0f} seconds, answered "
        f"{dict(statuses)}; {locked} times was the database locked"
    )
    assert locked == 0
    assert "traceback" not in log
    assert statuses == {302: WRITERS * TURNS * 2}
    found = crowd(environment, "told")
    assert found["wrong"] == []
    assert {found["names"][one["pupil"]] for one in people} == {NAMES[TURNS - 1]}
    files = {answer.to.split("/")[2] for answer in came if answer.received}
    assert set(found["files"]) == files
    assert len(files) == WRITERS * TURNS
    events = found["events"]
    assert (events["file.upload_ctf"], events["roll.correct"]) == (len(files),) * 2
