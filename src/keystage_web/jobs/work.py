"""A job in the hands of the function that does it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from keystage.core.errors import KeystageError
from keystage_web.jobs.models import Effect, Job, State


class Hopeless(KeystageError):
    """Raised by a job that need not be tried again; `reason` is a name of the code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LeaseLost(KeystageError):
    """The job is no longer this worker's: what it was about to write is not written."""


class HandedBack(BaseException):
    """The worker is to stop, and gives the job back. Not for functions to catch."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A job that was given up: what it was to do, and the class of what went wrong."""

    id: str
    authority: str
    values: Mapping[str, Any]
    failure: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a job's function gets: whose, with which values, and the moment.

    What it changes, it changes within `once`. Between two of them it may be
    killed, run again from its beginning, or be told to stop by `progress`.
    """

    id: str
    authority: str
    values: Mapping[str, Any]
    now: datetime
    turn: int
    stopping: Callable[[], bool] = lambda: False

    @contextmanager
    def once(self, step: str) -> Iterator[bool]:
        """Open the transaction of a step; yields False where the step is done already.

        What is written within is there together with the note that it is done, or
        not at all. Raises `LeaseLost` where another worker has the job by now.
        """
        with transaction.atomic():
            held(self.id, self.turn)
            _, fresh = Effect.objects.get_or_create(
                job_id=self.id,
                key=step,
                defaults={"authority": self.authority, "at": self.now},
            )
            yield fresh

    def progress(self, done: int, total: int) -> None:
        """Tell how far it is: `done` of `total`. Ends the function if the worker stops."""
        with transaction.atomic():
            row = held(self.id, self.turn)
            row.done, row.total = done, total
            row.save(update_fields=["done", "total"])
        if self.stopping():
            raise HandedBack


def held(job: str, turn: int) -> Job:
    """Lock a job's row for the rest of the transaction; raises `LeaseLost` if it moved on."""
    rows = Job.objects.select_for_update()
    row = rows.filter(id=job, turn=turn, state=State.RUNNING).first()
    if row is None:
        raise LeaseLost("another worker has taken this job")
    return row
