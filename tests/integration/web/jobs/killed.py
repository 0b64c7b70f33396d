"""Workers that are killed at every statement in turn, as a program of its own.

    python -m tests.integration.web.jobs.killed JOBS [careless]

It asks for jobs, then starts one worker after another. The first is killed with SIGKILL
before its first statement, the next before its second, and so on, until one comes to
the end with nothing left to do. It prints how many were killed, and how
often each step was done, as JSON.
"""

import json
import os
import signal
import sys
import time
from datetime import timedelta
from typing import Any, NoReturn

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keystage_web.settings")
django.setup()

from django.db import connection  # noqa: E402 - only once it is up

from keystage_web.jobs import queue, registry, worker  # noqa: E402
from keystage_web.jobs.models import Job, State  # noqa: E402
from tests.integration.web.jobs import kinds  # noqa: E402

MOST = 400  # workers
LEASE = timedelta(milliseconds=20)  # short, for the next to begin at once


class Dying:
    """A wrapper of statements that lets its process live for so many of them."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self, execute: Any, *statement: Any) -> Any:
        """Carry the next statement out, or be killed before or after it, in turn."""
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        return execute(*statement)


def one_worker(lives: int) -> NoReturn:
    """Work to the end, unless killed before."""
    with connection.execute_wrapper(Dying(lives)):
        worker.Worker().run(until_idle=True)
    os._exit(0)


def at_work() -> bool:
    """Return whether a job is still to be done."""
    jobs = Job.objects.filter(kind="trial.it")
    return jobs.filter(state__in=(State.WAITING, State.RUNNING)).exists()


def main(jobs: int, run: Any) -> None:
    """Ask, kill, and tell what became of it."""
    queue.lease = lambda: LEASE
    registry.register(
        registry.Kind(name="trial.it", run=run, takes=kinds.TAKES, tries=MOST)
    )
    # What runs by the clock is asked for once: the worker after would have so much less to
    # do that it lived past every statement of the jobs that are counted.
    for kind in registry.by_the_clock():
        registry.forget(kind.name)
    for number in range(jobs):
        kinds.asked(f"job-{number}", number=number)
    killed = waited = 0
    while killed + waited < MOST:
        connection.close()
        child = os.fork()
        if not child:
            one_worker(killed)
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status):
            killed += 1
        elif at_work():  # what the one before held is not free again yet
            waited += 1
            time.sleep(LEASE.total_seconds())
        else:
            break
    states = sorted(Job.objects.filter(kind="trial.it").values_list("state", flat=True))
    told = {"killed": killed, "states": states, "counted": kinds.counted()}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), kinds.careless if sys.argv[2:] else kinds.steps)
