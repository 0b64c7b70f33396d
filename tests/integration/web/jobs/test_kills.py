"""Real workers killed by the system at any statement: nothing is lost or done twice."""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

from keystage_web.jobs import worker
from keystage_web.jobs.models import Job, State, Worker
from tests.integration.web.jobs.kinds import (
    STEPS,
    TAKES,
    asked,
    careless,
    counted,
    named,
    steps,
)
from tests.processes import LIMIT, started

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL"),
]
ROOT = Path(__file__).parents[4]


def settings_of_the_test(folder: Path) -> dict[str, str]:
    """Return an environment in which a program finds the database of this test."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        address = f"sqlite:///{name}"
    else:
        parts = urlsplit(settings.CONFIG.database)
        address = urlunsplit(parts._replace(path=f"/{name}"))
    kept = {
        name: value for name, value in os.environ.items() if name[:9] != "KEYSTAGE_"
    }
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "keystage_web.settings",
        "KEYSTAGE_DATA": str(folder),
        "KEYSTAGE_DATABASE": address,
        "KEYSTAGE_HTTPS": "off",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }


def after_kills(folder: Path, *words: str) -> dict[str, Any]:
    """Run workers that are killed, and return what they tell."""
    program = [sys.executable, "-m", "tests.integration.web.jobs.killed", *words]
    with started(program, env=settings_of_the_test(folder)) as process:
        out, err = process.communicate(timeout=LIMIT)
        assert process.returncode == 0, err.decode()
    told: dict[str, Any] = json.loads(out)
    return told


def test_killed_at_every_statement_in_turn_each_job_is_done_and_each_step_once(
    tmp_path: Path, scale: float
) -> None:
    jobs = max(2, round(8 * scale))
    told = after_kills(tmp_path, str(jobs))
    assert told["killed"] > 20
    assert told["states"] == [State.DONE] * jobs
    assert told["counted"] == {
        f"{number}-{step}": 1 for number in range(jobs) for step in range(STEPS)
    }


def test_without_the_note_steps_are_done_twice_so_this_test_can_be_red(
    tmp_path: Path,
) -> None:
    told = after_kills(tmp_path, "1", "careless")
    assert max(told["counted"].values()) > 1


def four_work(run: Any, jobs: int) -> None:
    """Let four workers do jobs side by side, each in a thread of its own."""
    with named(run, takes=TAKES):
        for number in range(jobs):
            asked(f"job-{number}", number=number)

        def work(_: int) -> None:
            worker.Worker().run(until_idle=True)
            connection.close()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(work, range(4)))


def test_four_workers_side_by_side_do_each_job_once() -> None:
    four_work(steps, 12)
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}
    assert counted() == {f"{n}-{step}": 1 for n in range(12) for step in range(STEPS)}
    assert set(Job.objects.values_list("turn", "tries")) == {(1, 0)}
    assert not Worker.objects.exists()


def test_even_careless_jobs_are_taken_by_one_worker_alone() -> None:
    four_work(careless, 6)
    assert set(counted().values()) == {1}
