"""Say again and again that a worker is there, and hold the job it is at."""

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import Error as StoreError
from django.db import connection

from keystage_web.jobs import queue
from keystage_web.jobs.models import Worker

log = logging.getLogger("keystage.jobs")

OVERDUE = 3  # the exit code of a worker whose job took too long


def wall() -> datetime:
    """Return the time it really is."""
    return datetime.fromtimestamp(time.time(), UTC)


@dataclass(frozen=True, slots=True)
class Hold:
    """The job a worker is at, and until when it may be, by the machine's own clock."""

    job: str
    turn: int
    until: float


class Beat(threading.Thread):
    """A thread with a connection of its own. A job that goes on for ever ends it all."""

    def __init__(self, worker: str, orphaned: Callable[[], None]) -> None:
        super().__init__(name="beat", daemon=True)
        self._worker = worker
        self._orphaned = orphaned
        self._hold: Hold | None = None
        self._end = threading.Event()
        self.parent: int | None = None

    def hold(self, job: str, turn: int, longest: timedelta) -> None:
        """Begin to hold a job, for so long at most."""
        self._hold = Hold(job, turn, time.monotonic() + longest.total_seconds())

    def release(self) -> None:
        """Hold no job any more."""
        self._hold = None

    def run(self) -> None:
        """Beat until the end."""
        every = queue.lease().total_seconds() / 4
        begun = wall()
        while True:
            self._judge()
            try:
                self._beat(begun)
            except StoreError as error:
                log.warning("no beat: %s", type(error).__name__)
                connection.close()
            if self._end.wait(every):
                break
        connection.close()

    def end(self) -> None:
        """Stop, once the beat that is going on is done."""
        self._end.set()
        self.join()

    def _beat(self, begun: datetime) -> None:
        moment = wall()
        Worker.objects.update_or_create(
            id=self._worker,
            defaults={"beat_at": moment},
            create_defaults={"beat_at": moment, "begun_at": begun},
        )
        hold = self._hold
        if hold is not None:
            queue.renew(job=hold.job, turn=hold.turn, wall=moment)

    def _judge(self) -> None:
        hold = self._hold
        if hold is not None and time.monotonic() > hold.until:
            # Nothing else ends a thread that does not listen. Its lease runs out.
            log.error("job %s: took too long, and its worker ends", hold.job)
            os._exit(OVERDUE)
        if self.parent is not None and os.getppid() != self.parent:
            self._orphaned()
