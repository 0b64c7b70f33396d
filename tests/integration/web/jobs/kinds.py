"""Kinds of job that tests make up, and a table to see their effects in: the sessions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction

from keystage_web.jobs import registry
from keystage_web.jobs.actions import enqueue
from keystage_web.jobs.models import Job
from keystage_web.jobs.values import COUNT
from keystage_web.jobs.work import Work

NOW = datetime(2026, 6, 10, 9, tzinfo=UTC)
ASH = "ash-999"
STEPS = 3


@contextmanager
def named(run: Callable[[Work], None], **more: Any) -> Iterator[registry.Kind]:
    """Have a kind of job for a while."""
    kind = registry.Kind(name="trial.it", run=run, **more)
    registry.register(kind)
    try:
        yield kind
    finally:
        registry.forget(kind.name)


def asked(effect_key: str = "one", kind: str = "trial.it", **values: Any) -> str:
    """Ask for a job, in a transaction of its own."""
    with transaction.atomic():
        return enqueue(
            authority=ASH, kind=kind, values=values, now=NOW, effect_key=effect_key
        )


def found(job: str) -> Job:
    """Return a job as it is now."""
    return Job.objects.get(id=job)


def count(name: str) -> None:
    """Do what must not be done twice: add one."""
    row, _ = Session.objects.get_or_create(
        pk=name, defaults={"session_data": "0", "expire_date": NOW}
    )
    row.session_data = str(int(row.session_data) + 1)
    row.save()


def counted() -> dict[str, int]:
    """Return how often each was done."""
    return {row.pk: int(row.session_data) for row in Session.objects.all()}


def steps(work: Work) -> None:
    """Do a few steps, each once."""
    for step in range(STEPS):
        with work.once(f"step-{step}") as fresh:
            if fresh:
                count(f"{work.values['number']}-{step}")
        work.progress(step + 1, STEPS)


def careless(work: Work) -> None:
    """Do the same and note nothing: the sabotage."""
    for step in range(STEPS):
        with transaction.atomic():
            count(f"{work.values['number']}-{step}")


TAKES = {"number": COUNT}
