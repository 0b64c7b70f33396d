"""Ask for a job to be done, in the transaction of what it follows from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from keystage.core.errors import UsageError
from keystage_web.audit.actions import record
from keystage_web.audit.chain import ID_FORM
from keystage_web.jobs import registry
from keystage_web.jobs.models import Job, State
from keystage_web.jobs.values import judged, key


def enqueue(
    *,
    authority: str,
    kind: str,
    values: Mapping[str, Any],
    now: datetime,
    effect_key: str,
    due: datetime | None = None,
) -> str:
    """Write a job and return its id; it is done once the transaction is committed.

    The same `effect_key` of an authority gives the same job again, whatever became of
    it. `due` is when to begin, by the service's clock. Raises `UsageError` outside a
    transaction, for a kind nobody named, and for values that are not of the form its
    kind takes; the message does not repeat them.
    """
    if not connection.in_atomic_block:
        raise UsageError("A job is written in the transaction of what it follows from.")
    found = registry.kind(kind)
    if found is None:
        raise UsageError(f"There is no job {kind!a}.")
    if authority and not ID_FORM.fullmatch(authority):
        raise UsageError("An authority is told by its random id.")
    row, _ = Job.objects.get_or_create(
        authority=authority,
        effect_key=key(effect_key),
        defaults={
            "kind": kind,
            "values": judged(values, found.takes),
            "made_at": now,
            "due_at": due or now,
        },
    )
    return row.id


@transaction.atomic
def again(*, by: str, job: str, now: datetime, authority: str | None = None) -> None:
    """Put a job that was given up back at the beginning, with all its tries.

    What it noted as done stays done. Raises `UsageError` where no such job was given
    up, or not of this `authority`.
    """
    row = _given_up(job, authority)
    row.state, row.tries, row.due_at, row.ended_at = State.WAITING, 0, now, None
    row.save()
    _told(row, "job.again", by, now)


@transaction.atomic
def set_aside(*, by: str, job: str, authority: str, now: datetime) -> None:
    """Say that a job that was given up need not be done; raises as `again`."""
    row = _given_up(job, authority)
    row.state = State.ASIDE
    row.save(update_fields=["state"])
    _told(row, "job.set_aside", by, now)


def _given_up(job: str, authority: str | None) -> Job:
    rows = Job.objects.select_for_update().filter(id=job, state=State.FAILED)
    if authority is not None:
        rows = rows.filter(authority=authority)
    row = rows.first()
    if row is None:
        raise UsageError(f"No job {job!a} was given up.")
    return row


def _told(row: Job, action: str, by: str, now: datetime) -> None:
    if row.authority:
        record(
            authority=row.authority,
            by=by,
            action=action,
            now=now,
            said={"job": row.id, "kind": row.kind},
        )
