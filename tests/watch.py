"""No test runs for ever: one over its time is named, with where every thread was.

The process ends with it, and all it has started: what waits for ever mostly does so
again in its own cleaning up, and only an end is certain. Under xdist another worker
takes the place, and the test is told as the one that crashed.
"""

import faulthandler
import math
import os
import signal
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest

OFTEN = 1.0  # seconds from look to look
GRACE = 30  # more, until the system's own clock ends what no thread of ours gets past


class Watch:
    """Ends this process once a test, or the silence between two, takes too long."""

    def __init__(self, limit: float, *, alone: bool) -> None:
        """Give each test `limit` seconds, and some more where none ends at all.

        Not `alone`, others may be waited for as long as they take.
        """
        self._limit = limit
        self._between = limit + 4 * GRACE if alone else math.inf
        self._line = os.dup(2)  # before anything is captured
        self._now = ("", math.inf)

    def pytest_sessionstart(self) -> None:
        """Begin to look: tests are to be found before long."""
        self._begin("the beginning", self._limit + 4 * GRACE)
        Thread(target=self._look, daemon=True).start()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item
    ) -> Generator[None, object, object]:
        """Give a test its time, its setup and its teardown included."""
        self._begin(item.nodeid, self._limit)
        self._arm()
        try:
            return (yield)
        finally:
            faulthandler.cancel_dump_traceback_later()
            self._begin(f"what came after {item.nodeid}", self._between)

    @pytest.hookimpl(tryfirst=True)
    def pytest_enter_pdb(self) -> None:
        """Give a person all the time there is."""
        self._begin("a person", math.inf)

    @pytest.hookimpl(trylast=True)
    def pytest_exception_interact(self) -> None:
        """Go on after a failure: pytest stops the clock there, and teardown is to come."""
        if self._now[1] < math.inf:
            self._arm()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Give those who wait for the workers' reports their time anew."""
        if getattr(report, "node", None) is not None:
            self._begin(f"what came after {report.nodeid}", self._between)

    def _begin(self, what: str, seconds: float) -> None:
        self._now = (what, monotonic() + seconds)

    def _arm(self) -> None:
        left = max(0.0, self._now[1] - monotonic()) + GRACE
        faulthandler.dump_traceback_later(left, exit=True, file=self._line)

    def _look(self) -> None:
        while True:
            sleep(OFTEN)
            what, until = self._now
            if monotonic() > until:
                self._end(what)

    def _end(self, what: str) -> None:
        told = f"\n{what} took longer than it may, and was ended here:\n"
        os.write(self._line, told.encode())
        faulthandler.dump_traceback(self._line)
        for child in beneath(os.getpid()):
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        os._exit(1)


def beneath(process: int) -> Iterator[int]:
    """Yield all that a process started and that still runs, where the system tells."""
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, file.read_text().split()):
                yield from beneath(child)
                yield child
