"""Run `keystage serve` for real, as a person does, and ask it things."""

import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from email.message import Message
from http.client import HTTPConnection, HTTPException
from typing import IO

from tests.processes import LIMIT, started

KEYSTAGE = (sys.executable, "-m", "keystage.cli")
PLAIN: Mapping[str, str] = {}
WAIT = 60  # seconds for the service to answer or to end, on a busy machine


def free() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as line:
        port: int = line.getsockname()[1]
        return port


def keystage(
    environment: Mapping[str, str], *words: str
) -> subprocess.CompletedProcess[str]:
    """Run a verb to its end."""
    return subprocess.run(
        [*KEYSTAGE, *words],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )


def answers(base: str) -> bool:
    """Return whether the service is there, and well: its worker comes a little later."""
    try:
        return asked(base, "/health")[0] == 200
    except (OSError, HTTPException):
        return False


@contextmanager
def serving(
    environment: Mapping[str, str], said: IO[bytes] | None = None
) -> Iterator[str]:
    """Run the service for real; yield its address, and end it as a person would."""
    with (
        tempfile.TemporaryFile() as unread,
        started([*KEYSTAGE, "serve"], env=environment, out=said or unread) as process,
    ):
        base = f"http://{environment['KEYSTAGE_LISTEN']}"
        until = time.monotonic() + WAIT
        while not answers(base):
            assert time.monotonic() < until, "it does not answer"
            assert process.poll() is None, "it has ended"
            time.sleep(0.1)
        yield base
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAIT) == 0


def asked(
    base: str, path: str, body: bytes | None = None, headers: Mapping[str, str] = PLAIN
) -> tuple[int, Message, bytes]:
    """Return the answer to one request, followed nowhere; with a body, a POST."""
    with closing(HTTPConnection(base.removeprefix("http://"), timeout=WAIT)) as line:
        line.request("GET" if body is None else "POST", path, body, headers)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()
