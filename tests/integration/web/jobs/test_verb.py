"""`keystage work` and the worker beside the server, as real programs."""

import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest
from pytest_django import Settings

from keystage_web.config import mark
from keystage_web.config.reading import BEGAN
from keystage_web.verbs.runs import serve
from tests.conftest import MEASURING
from tests.processes import LIMIT, started
from tests.service import installed
from tests.service.served import KEYSTAGE, free

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc"),
]
ASK = """
import sys, django
django.setup()
from django.db import transaction
from keystage_web import clock
from keystage_web.notices.actions import mail
with transaction.atomic():
    mail(authority="ash-999", to="head@school.invalid", template="notices/webhook_off",
         values={"host": "system.invalid", "count": 5}, now=clock.now(), effect_key="one")
"""
KEPT = """
import time, django
django.setup()
from keystage_web.notices.models import Mail
until = time.monotonic() + float(WAIT)
while Mail.objects.get().state != "kept" and time.monotonic() < until:
    time.sleep(0.1)
print(Mail.objects.get().state)
"""


@pytest.fixture
def ready(tmp_path: Path) -> dict[str, str]:
    """A demonstration that is set up, in which nothing leaves the machine."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KEYSTAGE_", "DJANGO_"))
    }
    environment = {
        **kept,
        "DJANGO_SETTINGS_MODULE": "keystage_web.settings",
        "KEYSTAGE_DATA": str(tmp_path / "data"),
        "KEYSTAGE_DEMONSTRATION": "yes",
        "KEYSTAGE_HTTPS": "off",
        "KEYSTAGE_LEASE": "2",
        "KEYSTAGE_LISTEN": f"127.0.0.1:{free()}",
    }
    (installed.alone(tmp_path / "data") / mark.NAME).touch()
    return environment


def ran(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    return subprocess.run(
        words,
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )


def python(environment: dict[str, str], script: str) -> str:
    """Run a script in the service, and return what it says; its lines do not count."""
    told = {name: value for name, value in environment.items() if name != MEASURING}
    done = ran(told, sys.executable, "-c", script)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def waited(asks: Callable[[], bool]) -> bool:
    """Return whether something came to be so, within the time there is."""
    until = time.monotonic() + LIMIT / 2
    while time.monotonic() < until:
        with suppress(OSError):
            if asks():
                return True
        time.sleep(0.2)
    return False


def test_what_waits_is_done_what_was_given_up_is_listed_and_put_back(
    ready: dict[str, str],
) -> None:
    python(ready, ASK)
    done = ran(ready, *KEYSTAGE, "work", "--until-idle")
    assert done.returncode == 0, done.stderr
    assert python(ready, KEPT.replace("WAIT", "0")) == "kept"
    listed = ran(ready, *KEYSTAGE, "work", "--given-up")
    assert (listed.returncode, listed.stdout) == (0, "Nothing.\n")
    python(
        ready,
        "import django; django.setup()\n"
        "from keystage_web.jobs.models import Job\n"
        "from keystage_web import clock\n"
        "Job.objects.filter(kind='notices.mail').update("
        "state='failed', failure='OSError', tries=8, ended_at=clock.now())",
    )
    listed = ran(ready, *KEYSTAGE, "work", "--given-up")
    assert listed.returncode == 1
    job, *told = listed.stdout.split()
    assert told[2:6] == ["notices.mail", "OSError", "after", "8"]
    assert "It is tried again." in ran(ready, *KEYSTAGE, "work", "--again", job).stdout
    again = ran(ready, *KEYSTAGE, "work", "--again", job)
    assert again.returncode == 2
    assert "was given up" in again.stderr


def test_a_worker_told_to_end_ends_in_order(ready: dict[str, str]) -> None:
    with started([*KEYSTAGE, "work"], env=ready) as process:
        assert process.stderr is not None
        assert b"begins" in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(LIMIT) == 0
        assert b"ends" in process.stderr.read()


def children(process: int) -> list[int]:
    """Return the workers beneath a process."""
    path = Path(f"/proc/{process}/task")
    found = [
        int(one)
        for task in path.iterdir()
        for one in (task / "children").read_text().split()
    ]
    return [
        one
        for one in found
        if b"--with-parent" in Path(f"/proc/{one}/cmdline").read_bytes()
    ]


def alive(process: int) -> bool:
    """Return whether a program runs: one that ended and nobody asked after does not."""
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())
    except FileNotFoundError:
        return False


def health(environment: dict[str, str]) -> int:
    """Return what the health page answers with."""
    line = HTTPConnection(environment["KEYSTAGE_LISTEN"], timeout=LIMIT)
    line.request("GET", "/health")
    status = line.getresponse().status
    line.close()
    return status


@contextmanager
def serving(environment: dict[str, str], *words: str) -> Iterator[int]:
    """Run the service; yield its process, and end it as a person would."""
    with started(
        [*KEYSTAGE, "serve", *words], env=environment, out=subprocess.DEVNULL
    ) as process:
        yield process.pid
        process.send_signal(signal.SIGTERM)
        assert process.wait(LIMIT) == 0


def test_a_worker_that_is_killed_beside_the_server_is_started_again(
    ready: dict[str, str],
) -> None:
    with serving(ready) as server:
        assert waited(lambda: health(ready) == 200 and bool(children(server)))
        [first] = children(server)
        os.kill(first, signal.SIGKILL)
        assert waited(lambda: bool(set(children(server)) - {first}))
        [second] = children(server)
        python(ready, ASK)
        assert python(ready, KEPT.replace("WAIT", str(LIMIT / 2))) == "kept"
    assert not alive(second)


def test_a_worker_whose_server_is_killed_ends(ready: dict[str, str]) -> None:
    with started([*KEYSTAGE, "serve"], env=ready, out=subprocess.DEVNULL) as process:
        begun = process.pid
        assert waited(lambda: health(ready) == 200 and bool(children(begun)))
        [worker] = children(begun)
        process.kill()
        assert waited(lambda: not alive(worker))


def test_a_server_without_a_worker_is_unwell_until_one_works_elsewhere(
    ready: dict[str, str],
) -> None:
    with serving(ready, "--no-worker") as server:
        assert waited(lambda: health(ready) == 503)
        assert children(server) == []
        with started([*KEYSTAGE, "work"], env=ready, out=subprocess.DEVNULL):
            assert waited(lambda: health(ready) == 200)


@pytest.mark.django_db
def test_the_worker_has_the_clock_of_the_server(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv(BEGAN, "1")
    serve.run(Namespace(check=True, no_worker=False))
    assert float(os.environ[BEGAN]) == settings.BEGAN != 1
