"""A worker: takes one job after another until it is told to stop."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import Error as StoreError
from django.db import close_old_connections, connection

from keystage_web import clock
from keystage_web.jobs import models, queue, registry, schedule
from keystage_web.jobs.beat import Beat, wall
from keystage_web.jobs.work import HandedBack, Hopeless, LeaseLost, Work

log = logging.getLogger("keystage.jobs")

_IDLE = timedelta(seconds=1)  # between two looks for something to do


class Worker:
    """One worker, in the thread that calls `run`; `stop` may come from any other.

    With a `parent`, the number of a process, it ends once it is no child of that.
    """

    def __init__(self, *, parent: int | None = None) -> None:
        self.id = models.new()
        self._stopping = threading.Event()
        self._beat = Beat(self.id, self.stop)
        self._beat.parent = parent
        self._scheduled = schedule.Schedule(self.id)

    def stop(self, *_: Any) -> None:
        """Ask it to end: after the job it is at, or where that tells its progress."""
        self._stopping.set()

    def run(self, *, until_idle: bool = False) -> None:
        """Work until told to stop, or until there is nothing to do now."""
        log.info("worker %s: begins", self.id)
        self._beat.start()
        try:
            while not self._stopping.is_set():
                if not self._turn():
                    if until_idle:
                        break
                    self._stopping.wait(_IDLE.total_seconds())
        finally:
            self._beat.end()
            self._sign_off()
        log.info("worker %s: ends", self.id)

    def _turn(self) -> bool:
        """Do one job, if there is one; a database that is away will come back."""
        close_old_connections()
        try:
            now, moment = clock.now(), wall()
            self._scheduled.tick(now=now, wall=moment)
            job = queue.claim(worker=self.id, now=now, wall=moment)
            if job is not None:
                self._do(job)
        except StoreError as error:
            log.warning("worker %s: no database, %s", self.id, type(error).__name__)
            connection.close()
            return False
        return job is not None

    def _do(self, job: models.Job) -> None:
        kind = registry.kind(job.kind)
        self._beat.hold(job.id, job.turn, kind.longest if kind else queue.lease())
        try:
            _carried_out(job, kind, self._stopping.is_set)
        except LeaseLost:
            log.warning("job %s %s: another worker has it", job.kind, job.id)
        finally:
            self._beat.release()

    def _sign_off(self) -> None:
        try:
            models.Worker.objects.filter(id=self.id).delete()
        except StoreError as error:
            log.warning("worker %s: no database, %s", self.id, type(error).__name__)


def _carried_out(
    job: models.Job, kind: registry.Kind | None, stopping: Callable[[], bool]
) -> None:
    """Do a job and note what came of it. Raises `LeaseLost` where it is another's."""
    held: dict[str, Any] = {"job": job.id, "turn": job.turn}
    if kind is None:
        queue.failed(**held, failure="UnknownKind", now=clock.now())
        return
    work = Work(
        id=job.id,
        authority=job.authority,
        values=job.values,
        now=clock.now(),
        turn=job.turn,
        stopping=stopping,
    )
    try:
        kind.run(work)
        queue.finish(**held, now=clock.now())
    except HandedBack:
        queue.hand_back(**held, now=clock.now())
    except LeaseLost:
        raise
    except Hopeless as error:
        queue.failed(**held, failure=error.reason, now=clock.now(), hopeless=True)
    except Exception as error:
        log.exception("job %s %s: did not work", job.kind, job.id)
        queue.failed(**held, failure=type(error).__name__, now=clock.now())
