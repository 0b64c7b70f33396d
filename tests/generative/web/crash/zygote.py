"""The service, brought up once and forked for each trial: run as a program.

Told by lines on its standard input, it answers by lines of JSON:

    serve       a child that answers one request at the port told at the beginning
    later       the same, two minutes later by the service's clock
    many        a child that answers until it is killed

After each of these may stand the name of a fault, which is planted in that child.

    check       what is wrong, which files are there, and what stands of each deed
    sweep       as the next start does, hours later; then as check
    guests      what came of the invitations that cuts of the power are tried on
"""

import ctypes
import json
import os
import socket
import sys
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from tests.generative.web.crash.standing import guests, standing

_ANYONE = 0x59616D61  # PR_SET_PTRACER, so that strace may look on
_LATER = 120  # seconds: no file is read for so long


class Quiet(WSGIRequestHandler):
    """Writes no log: each line would be one more call."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def forked(work: Any) -> int:
    """Do some work in a child of its own; return its process id once it is ready."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        os.read(reading, 1)
        os.close(reading)
        return child
    code = 1
    try:
        work(writing)
        code = 0
    finally:
        os._exit(code)


def serve(
    ready: int, listening: socket.socket, application: Any, *, word: str, fault: str
) -> None:
    """Answer requests at a socket that is listening already, one by one."""
    from tests.generative.web.crash import sabotage, town  # noqa: PLC0415 - once up

    application = sabotage.planted(fault, application)
    turn((_LATER if word == "later" else 0) - town.behind())
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ANYONE, ctypes.c_ulong(-1), 0, 0, 0)
    server = WSGIServer(("127.0.0.1", 0), Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = listening
    server.server_name, server.server_port = "127.0.0.1", listening.getsockname()[1]
    server.setup_environ()
    server.set_app(application)
    os.close(ready)
    server.handle_request()
    while word == "many":
        server.handle_request()


def turn(seconds: float) -> None:
    """Turn the service's clock on, or back."""
    from keystage_web import clock  # noqa: PLC0415 - once Django is up

    now = clock.now
    clock.now = lambda: now() + timedelta(seconds=seconds)


def told() -> dict[str, Any]:
    """Return what is wrong with audit and files, and which files there are."""
    from keystage_web.files.models import File  # noqa: PLC0415 - once Django is up
    from keystage_web.files.store import Store  # noqa: PLC0415
    from tests.integration.web.files.desk import wrong  # noqa: PLC0415

    store = Store(Path(os.environ["KEYSTAGE_DATA"]))
    return {
        "wrong": wrong(),
        "files": list(File.unscoped.values_list("id", "key", "sha256")),
        "disk": [str(one.path) for one in store.everything()],
        "tmp": [one.path.name for one in store.unfinished()],
        "standing": standing(),
    }


def swept() -> dict[str, Any]:
    """Take away what broken-off sendings left, and look again."""
    from keystage_web.files.sweep import sweep  # noqa: PLC0415 - once Django is up

    sweep(seconds=time.time() + 7200)
    return told()


def answered(work: Any) -> None:
    """Say what some work in a child came to."""
    reading, writing = os.pipe()

    def report(ready: int) -> None:
        os.close(ready)
        with os.fdopen(writing, "w") as out:
            json.dump(work(), out)

    child = forked(report)
    os.close(writing)
    with os.fdopen(reading) as given:
        line = given.read()
    os.waitpid(child, 0)
    say(json.loads(line) if line else {"wrong": ["the check itself broke"]})


def say(value: Any) -> None:
    """Write one line of JSON."""
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Bring the service up, warm, and do as told."""
    from django.conf import settings  # noqa: PLC0415 - first of all

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}  # none collected
    if os.environ.get("KEYSTAGE_DATABASE"):  # a throw-away one gave its safety up
        mock.patch("keystage_web.database.faults", return_value=[]).start()
    from keystage_web.wsgi import application  # noqa: PLC0415 - this brings Django up
    from tests.generative.web.crash import moves, town  # noqa: PLC0415

    within = moves.door(application)
    listening = socket.create_server(("127.0.0.1", 0))
    say({"port": listening.getsockname()[1], **town.told()})
    for line in sys.stdin:
        from django.db import connections  # noqa: PLC0415 - once Django is up

        connections.close_all()  # a child must not share one
        word, _, fault = line.strip().partition(" ")
        if word in {"serve", "later", "many"}:
            how = partial(serve, listening=listening, application=within)
            say(forked(partial(how, word=word, fault=fault)))
        else:
            answered({"check": told, "sweep": swept, "guests": guests}[word])


if __name__ == "__main__":
    main()
