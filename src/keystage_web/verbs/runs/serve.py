"""Run the service, or show its settings: `keystage serve`."""

import argparse
import os
import time
from importlib import import_module

from keystage.cli import terminal
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND
from keystage_web.config import Config, rows
from keystage_web.config.reading import BEGAN
from keystage_web.verbs.runs.beside import Beside
from keystage_web.verbs.runs.prepare import prepared

_PATIENCE = 20  # seconds for the answers under way, once told to end


def run(arguments: argparse.Namespace) -> int:
    """Answer requests until stopped; with --check only tell, 1 if it may not start."""
    os.environ.setdefault(BEGAN, str(time.time()))
    chosen = prepared()
    # What is started from here has the same clock, even where settings were read before.
    os.environ[BEGAN] = str(import_module("django.conf").settings.BEGAN)
    start = import_module("keystage_web.start")
    if arguments.check:
        notes = import_module("keystage_web.verbs.runs.lacking").notes()
        return _tell(chosen, start.faults(), notes)
    start.refuse()
    import_module("keystage_web.files.sweep").sweep(seconds=time.time())
    _collect()
    terminal.say(f"Answering at http://{chosen.listen.host}:{chosen.listen.port}")
    if arguments.no_worker:
        _serve(chosen)
        return EXIT_CLEAN
    worker = Beside()
    worker.start()
    try:
        _serve(chosen)
    finally:
        worker.end()
    return EXIT_CLEAN


def _tell(chosen: Config, faults: list[str], notes: list[str]) -> int:
    """Print the table, what is wrong with it, and what would be missed."""
    told = [
        (row.name, row.kind.show(value), "" if _default(row.name) else "chosen")
        for row in rows(Config)
        for value in [getattr(chosen, row.field)]
    ]
    wide = [max(len(line[at]) for line in told) for at in (0, 1)]
    for name, value, whence in told:
        line = f"{name:<{wide[0]}}  {value:<{wide[1]}}  {whence}"
        terminal.say(line.rstrip())
    terminal.say("")
    for fault in faults:
        terminal.say(fault)
    for note in notes:
        terminal.say(f"Note: {note}")
    well = "The service starts, but see the notes." if notes else "All is well."
    terminal.say("The service does not start like this." if faults else well)
    return EXIT_ERRORS_FOUND if faults else EXIT_CLEAN


def _default(name: str) -> bool:
    return not os.environ.get(name, "").strip()


def _collect() -> None:
    """Lay style sheets, scripts and pictures where they are served from."""
    call = import_module("django.core.management").call_command
    call("collectstatic", interactive=False, verbosity=0)


def _serve(chosen: Config) -> None:
    """Stand as one process of several threads, until told to end."""
    granian = import_module("granian")
    constants = import_module("granian.constants")
    server = granian.Granian(
        "keystage_web.wsgi:application",
        address=chosen.listen.host,
        port=chosen.listen.port,
        interface=constants.Interfaces.WSGI,
        blocking_threads=chosen.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=_PATIENCE,  # else it waits for ever, though told to end
        websockets=False,
        log_enabled=False,
    )
    server.serve()
