"""The rows of a chain, event by event, read as a stream."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from math import inf
from typing import Any

from keystage_web.audit.models import Deletion, Event, Payload, Subject

TABLES = (Event, Payload, Deletion, Subject)
_CHUNK = 2000  # rows held at once, of each table


@dataclass(slots=True)
class Bead:
    """All rows of one number; `number` is whatever the database holds."""

    number: Any
    event: Event | None = None
    payload: Payload | None = None
    deletion: Deletion | None = None
    subjects: list[str] = field(default_factory=list)


def beads(authority: str) -> Iterator[Bead]:
    """Yield a chain in order; numbers that are none (SQLite takes any) come last."""
    streams = [
        table.objects.filter(authority=authority).order_by("number").iterator(_CHUNK)
        for table in TABLES
    ]
    for _, rows in groupby(heapq.merge(*streams, key=_place), key=_place):
        yield _strung(list(rows))


def _place(row: Any) -> float:
    return row.number if isinstance(row.number, int) else inf


def _strung(rows: list[Any]) -> Bead:
    bead = Bead(rows[0].number)
    for row in rows:
        if isinstance(row, Subject):
            bead.subjects.append(row.subject)
        else:
            setattr(bead, type(row).__name__.lower(), row)
    return bead
