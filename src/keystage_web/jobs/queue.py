"""The queue: take a job for a while, say so again, finish it, or give it back.

`now` is the service's clock, by which jobs are due; `wall` is the time it really is,
by which a worker holds one.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from keystage_web.jobs import registry
from keystage_web.jobs.models import Job, State
from keystage_web.jobs.work import Ended, held

log = logging.getLogger("keystage.jobs")

_FIRST, _LONGEST = timedelta(seconds=30), timedelta(hours=6)
LOST = "WorkerLost"


def lease() -> timedelta:
    """Return how long a worker that stopped answering keeps a job."""
    return timedelta(seconds=settings.CONFIG.lease)


def pause(tries: int) -> timedelta:
    """Return how long to wait after so many failures: four times as long each time."""
    longer: int = 4 ** min(tries - 1, 9)
    return min(_FIRST * longer, _LONGEST)


def _ready(now: datetime, wall: datetime) -> QuerySet[Job]:
    due = Q(state=State.WAITING, due_at__lte=now)
    lost = Q(state=State.RUNNING, leased_until__lt=wall)
    return Job.objects.filter(due | lost).order_by("due_at", "id")


def claim(*, worker: str, now: datetime, wall: datetime) -> Job | None:
    """Take the job that has been due longest; None where there is none to be had.

    One whose worker was lost counts as tried once more.
    """
    if not _ready(now, wall).exists():  # so that an idle worker locks nobody out
        return None
    with transaction.atomic():
        job = _ready(now, wall).select_for_update(skip_locked=True).first()
        if job is None:
            return None
        if job.state == State.RUNNING:
            log.warning("job %s %s: its worker was lost", job.kind, job.id)
            _count(job, LOST)
            if job.tries >= _most(job):
                _give_up(job, now)
                return None
        job.state, job.worker = State.RUNNING, worker
        job.turn += 1
        job.leased_until = wall + lease()
        job.save()
        return job


def renew(*, job: str, turn: int, wall: datetime) -> None:
    """Hold a job on, unless it has been taken away, or is locked by its own step."""
    with transaction.atomic():
        rows = Job.objects.select_for_update(skip_locked=True)
        row = rows.filter(id=job, turn=turn, state=State.RUNNING).first()
        if row is not None:
            # The moment may be from before it was taken: never let go earlier for it.
            row.leased_until = max(row.leased_until or wall, wall + lease())
            row.save(update_fields=["leased_until"])


def finish(*, job: str, turn: int, now: datetime) -> None:
    """Note that a job is done. Raises `LeaseLost` where another worker has it."""
    with transaction.atomic():
        row = held(job, turn)
        row.state, row.ended_at, row.failure = State.DONE, now, ""
        row.leased_until, row.done = None, row.total
        row.save()


def hand_back(*, job: str, turn: int, now: datetime) -> None:
    """Give a job back as it was. Raises `LeaseLost` where another worker has it."""
    with transaction.atomic():
        row = held(job, turn)
        row.state, row.due_at, row.leased_until = State.WAITING, now, None
        row.save()


def failed(
    *, job: str, turn: int, failure: str, now: datetime, hopeless: bool = False
) -> None:
    """Note that a job came to nothing: try it again later, or give it up.

    `failure` is a name of the code, nothing that was said. Raises `LeaseLost` where
    another worker has the job.
    """
    with transaction.atomic():
        row = held(job, turn)
        _count(row, failure)
        if hopeless or row.tries >= _most(row):
            _give_up(row, now)
            return
        row.state, row.leased_until = State.WAITING, None
        row.due_at = now + pause(row.tries)
        row.save()


def _count(job: Job, failure: str) -> None:
    job.tries += 1
    job.failure = failure[: Job._meta.get_field("failure").max_length]


def _most(job: Job) -> int:
    kind = registry.kind(job.kind)
    return kind.tries if kind else registry.TRIES


def _give_up(job: Job, now: datetime) -> None:
    """Note that a job is given up, and let its app know in the same transaction."""
    job.state, job.ended_at, job.leased_until = State.FAILED, now, None
    job.save()
    log.error("job %s %s: given up, %s", job.kind, job.id, job.failure)
    kind = registry.kind(job.kind)
    if kind is None or kind.failed is None:
        return
    ended = Ended(job.id, job.authority, job.values, job.failure, now)
    try:
        with transaction.atomic():
            kind.failed(ended)
    except Exception:
        log.exception("job %s %s: nobody could be told", job.kind, job.id)
