"""What runs by the clock: asked for by one worker of many, once for each stretch of time."""

from datetime import datetime, timedelta

from django.db import transaction

from keystage_web.jobs import actions, queue, registry
from keystage_web.jobs.models import Job, Lease, State, Worker

_LEASE = "schedule"
_OFTEN = timedelta(seconds=15)
_REMEMBERED = timedelta(days=400)  # for so long a key is not taken again
_PASSED = timedelta(days=2)  # what runs by the clock never asks for a key again
_GONE = timedelta(days=1)


class Schedule:
    """The schedule as one worker sees it: kept by whoever holds its lease."""

    def __init__(self, worker: str) -> None:
        self._worker = worker
        self._next: datetime | None = None

    def tick(self, *, now: datetime, wall: datetime) -> bool:
        """Ask for what is due, if this worker holds the lease; return whether it did."""
        if self._next is not None and wall < self._next:
            return False
        self._next = wall + _OFTEN
        with transaction.atomic():
            if not self._holds(wall):
                return False
            for kind in registry.by_the_clock():
                ask(kind, now)
            _sweep(now, wall)
        return True

    def _holds(self, wall: datetime) -> bool:
        """Take the lease where it is free or one's own."""
        rows = Lease.objects.select_for_update()
        lease, _ = rows.get_or_create(name=_LEASE, defaults={"until": wall})
        if lease.holder != self._worker and lease.until > wall:
            return False
        lease.holder, lease.until = self._worker, wall + queue.lease()
        lease.save()
        return True


def ask(kind: registry.Kind, now: datetime) -> None:
    """Ask for a kind once in the stretch of time that `now` is in."""
    if kind.every is None:
        return
    stretch = int(now.timestamp() // kind.every.total_seconds())
    actions.enqueue(
        authority="",
        kind=kind.name,
        values={},
        now=now,
        effect_key=f"{kind.name}:{stretch}",
    )


def _sweep(now: datetime, wall: datetime) -> None:
    """Forget what was done long ago, and workers that never signed off."""
    done = Job.objects.filter(state=State.DONE)
    done.filter(ended_at__lt=now - _REMEMBERED).delete()
    names = [kind.name for kind in registry.by_the_clock()]
    done.filter(kind__in=names, ended_at__lt=now - _PASSED).delete()
    Worker.objects.filter(beat_at__lt=wall - _GONE).delete()
