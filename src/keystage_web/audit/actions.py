"""Write into the audit: what was done, who looked, what was refused, what is erased."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from keystage.core.errors import UsageError
from keystage_web.audit import seals
from keystage_web.audit.append import Checkpoint, Entry, append
from keystage_web.audit.models import Deletion, Event, Kind, Payload, Subject

_NOTHING: Mapping[str, Any] = {}
_BATCH = 500  # rows in one statement


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after; `of` is the random id of what has it."""

    of: str
    what: str
    before: Any
    after: Any


def record(
    *,
    authority: str,
    by: str,
    action: str,
    now: datetime,
    school: str = "",
    about: Collection[str] = (),
    changes: Sequence[Change] = (),
    said: Mapping[str, Any] = _NOTHING,
) -> Checkpoint:
    """Write the one event of an action, last in its transaction.

    `authority`, `by`, `school` and `about` (the pupils concerned) are random ids and
    `action` is its name in the authorisation matrix (`return.submit`). Names, values
    and reasons go into `changes` and `said`, which can be erased. Raises `UsageError`
    for an id that is none, a value without a canonical form, and outside a
    transaction.
    """
    body = {"about": sorted(set(about)), "changes": list(changes), "said": dict(said)}
    entry = Entry(
        authority=authority,
        by=by,
        action=action,
        now=now,
        kind=Kind.DONE,
        body=body,
        school=school,
    )
    return append(entry)


def looked(
    *,
    authority: str,
    by: str,
    action: str,
    now: datetime,
    about: Collection[str],
    school: str = "",
) -> Checkpoint:
    """Write that somebody saw these pupils; one event for a page that shows many."""
    return append(
        Entry(
            authority=authority,
            by=by,
            action=action,
            now=now,
            kind=Kind.LOOKED,
            body={"about": sorted(set(about)), "changes": [], "said": {}},
            school=school,
        )
    )


def refused(
    *,
    authority: str,
    by: str,
    action: str,
    now: datetime,
    school: str = "",
    said: Mapping[str, Any] = _NOTHING,
) -> Checkpoint:
    """Write that somebody tried what they may not; nothing was changed."""
    return append(
        Entry(
            authority=authority,
            by=by,
            action=action,
            now=now,
            kind=Kind.REFUSED,
            body={"about": [], "changes": [], "said": dict(said)},
            school=school,
        )
    )


def erase(
    *, authority: str, by: str, now: datetime, policy: str, numbers: Iterable[int]
) -> Checkpoint:
    """Take away the payloads of these events and what finds them; the headers stay.

    One event says which, under which policy (a name, nothing personal), and the seals
    that outlive them. Raises `UsageError`, and erases nothing, where one of them is not
    there, is erased already, is itself an erasure, or tells what is still needed.
    """
    spans = runs(numbers)
    wanted = sum(last - first + 1 for first, last in spans)
    if not wanted or wanted != _erasable(authority, spans):
        raise UsageError("Only payloads that are there can be erased, and no erasure.")
    if seals.needed(authority, spans):
        raise UsageError("Erase first what is held against what these events tell.")
    said: dict[str, Any] = {"policy": policy, "erased": spans}
    if carried := seals.carried(authority, spans):
        said[seals.SEALS] = carried
    done = append(
        Entry(
            authority=authority,
            by=by,
            action="audit.erase",
            now=now,
            kind=Kind.ERASED,
            body={"about": [], "changes": [], "said": said},
        )
    )
    for first, last in spans:
        Deletion.objects.bulk_create(
            (
                Deletion(authority=authority, number=number, erasure=done.number)
                for number in range(first, last + 1)
            ),
            batch_size=_BATCH,
        )
        span = {"authority": authority, "number__range": (first, last)}
        Subject.objects.filter(**span).delete()
        Payload.objects.filter(**span).delete()
    return done


def _erasable(authority: str, spans: list[list[int]]) -> int:
    """Return how many payloads there are in these runs that are of no erasure."""
    count = 0
    for first, last in spans:
        span = {"authority": authority, "number__range": (first, last)}
        if Event.objects.filter(kind=Kind.ERASED, **span).exists():
            return 0
        count += Payload.objects.filter(**span).count()
    return count


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """Return numbers as runs without a gap, each as its first and its last."""
    ordered = sorted(set(numbers))
    if not ordered:
        return []
    breaks = [(one, two) for one, two in pairwise(ordered) if two > one + 1]
    firsts = [ordered[0], *(two for _, two in breaks)]
    lasts = [*(one for one, _ in breaks), ordered[-1]]
    return [list(span) for span in zip(firsts, lasts, strict=True)]
