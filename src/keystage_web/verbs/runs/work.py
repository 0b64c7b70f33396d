"""Do what waits to be done, until told to stop: `keystage work`."""

import argparse
import os
import signal
import time
from importlib import import_module

from keystage.cli import terminal
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND
from keystage_web.config.reading import BEGAN
from keystage_web.verbs.runs.prepare import prepared


def run(arguments: argparse.Namespace) -> int:
    """Work; or list what was given up, 1 if there is any; or put one of it back.

    Raises `UnsafeStart` where the service may not start, `UsageError` for a job that
    was not given up.
    """
    os.environ.setdefault(BEGAN, str(time.time()))
    prepared()
    import_module("keystage_web.start").refuse()
    if arguments.given_up:
        return _list()
    if arguments.again:
        return _again(arguments.again)
    worker = import_module("keystage_web.jobs.worker").Worker(
        parent=arguments.with_parent
    )
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, worker.stop)
    worker.run(until_idle=arguments.until_idle)
    return EXIT_CLEAN


def _list() -> int:
    found = import_module("keystage_web.jobs.queries").given_up()
    for one in found:
        terminal.say(
            f"{one.id}  {one.ended_at:%Y-%m-%d %H:%M}  {one.kind}  {one.failure}  "
            f"after {one.tries}  {one.authority}".rstrip()
        )
    terminal.say(
        "Put one back with: keystage work --again JOB" if found else "Nothing."
    )
    return EXIT_ERRORS_FOUND if found else EXIT_CLEAN


def _again(job: str) -> int:
    now = import_module("keystage_web.clock").now()
    import_module("keystage_web.jobs.actions").again(by="operator", job=job, now=now)
    terminal.say("It is tried again.")
    return EXIT_CLEAN
