"""How far a job is, what was given up, and whether a worker is there."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from keystage_web.jobs import queue
from keystage_web.jobs.beat import wall
from keystage_web.jobs.models import Job, State, Worker
from keystage_web.ui.health import Check

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `total`, which is 0 until it has told."""

    state: State
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A job that was tried to its end; `failure` is a name of the code."""

    id: str
    authority: str
    kind: str
    failure: str
    tries: int
    ended_at: datetime


def progress(*, authority: str, effect_key: str) -> Progress | None:
    """Return how far a job of an authority is; None where there is none."""
    row = Job.objects.filter(authority=authority, effect_key=effect_key).first()
    return Progress(State(row.state), row.done, row.total) if row else None


def given_up(*, authority: str | None = None) -> list[GivenUp]:
    """Return what was given up, newest first: of one authority, or of all."""
    rows = Job.objects.filter(state=State.FAILED, ended_at__isnull=False)
    if authority is not None:
        rows = rows.filter(authority=authority)
    names = ("id", "authority", "kind", "failure", "tries", "ended_at")
    found = rows.order_by("-ended_at", "id").values_list(*names)[:_PAGE]
    return [GivenUp(*row) for row in found]


def is_there(*, authority: str, job: str) -> bool:
    """Return whether an authority has a job of this id, however it stands."""
    return Job.objects.filter(authority=authority, id=job).exists()


def silent(moment: datetime) -> str:
    """Return in a sentence that no worker is there; '' where one is, or is starting.

    One that could not have been heard of yet, because the service itself began just
    now, is starting.
    """
    patience = max(queue.lease(), timedelta(seconds=60))
    if Worker.objects.filter(beat_at__gte=moment - patience).exists():
        return ""
    if moment - patience < datetime.fromtimestamp(settings.BEGAN, UTC):
        return ""
    return f"No worker was heard of for {patience.seconds} seconds: run keystage work."


def _silent() -> str:
    try:
        return silent(wall())
    except DatabaseError as error:
        return f"The database does not answer ({type(error).__name__})."


beating = Check(
    _("Somebody does what is to be done later: mail, events, long work."), _silent
)
