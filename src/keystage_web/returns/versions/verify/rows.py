"""Judge versions, who confirmed them and what became of them against the audit."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import batched, groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from keystage.core.errors import UsageError
from keystage_web.audit import chain
from keystage_web.audit.models import Event, Kind
from keystage_web.files.policies import TAKE
from keystage_web.returns import policies
from keystage_web.returns.models import Confirmation, Step, Version
from keystage_web.returns.models.versions import seal_of
from keystage_web.returns.versions.verify.faults import Code, Fault, Summary
from keystage_web.returns.versions.verify.telling import Telling, tellings

type Row = Version | Confirmation | Step

_BATCH = 200  # events judged at once
_UNREAD = (ValueError, TypeError, AttributeError)  # SQLite takes anything in any column


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table: by which actions its rows come to be, and what is said if one is wrong.

    `says` is what an event told of such rows before there were seals. So many events'
    rows are held `at_once`.
    """

    table: type[Version] | type[Confirmation] | type[Step]
    actions: Collection[str]
    says: Collection[str]
    code: Code
    at_once: int = _BATCH


KINDS = (
    _Kind(
        Version,
        (
            *(policies.SUBMIT.action, TAKE.action, policies.CORRECT.action),
            *(policies.AGREE.action, policies.CONFIRM_CORRECTION.action),
        ),
        ("content",),
        Code.FACTS,
        at_once=20,  # a large one is some 100 kB
    ),
    _Kind(Confirmation, (policies.CONFIRM.action,), ("declaration",), Code.CONFIRMED),
    _Kind(
        Step,
        (policies.RECEIVE.action, policies.ACCEPT.action, policies.WITHDRAW.action),
        ("version", "reason"),
        Code.STEP,
    ),
)
ACTED = sorted({action for kind in KINDS for action in kind.actions})


def told(authority: str, summary: Summary) -> Iterator[Fault]:
    """Yield what is wrong with the rows of an authority; count versions in `summary`."""
    for kind in KINDS:
        found = kind.table.of(authority).order_by("event", "id")
        pairs = found.values_list("event", "id").iterator(_BATCH)
        groups = (
            (event, [id_ for _, id_ in own])
            for event, own in groupby(pairs, key=itemgetter(0))
        )
        for some in batched(groups, kind.at_once):
            telling = tellings(authority, [event for event, _ in some])
            held = _read(found, [id_ for _, own in some for id_ in own])
            for event, own in some:
                rows = [held[id_] for id_ in own if id_ in held]
                summary.versions += len(own) if kind.table is Version else 0
                seal = _seal(rows) if len(rows) == len(own) else ""
                for id_ in own:
                    code = _wrong(kind, held.get(id_), telling.get(event), seal)
                    if code:
                        version = id_ if kind.table is Version else _of(held.get(id_))
                        yield Fault(authority, code, version, event)


def untold(authority: str) -> Iterator[Fault]:
    """Yield the events that tell of rows which are not there."""
    for kind in KINDS:
        rows: QuerySet[Any, Any] = kind.table.of(authority).filter(event__isnull=False)
        events = Event.objects.filter(
            authority=authority, action__in=kind.actions, kind=Kind.DONE
        )
        numbers = events.exclude(number__in=rows.values("event")).order_by("number")
        for some in batched(
            numbers.values_list("number", flat=True).iterator(_BATCH), _BATCH
        ):
            for number, one in tellings(authority, some).items():
                if one.seal or _says(kind, one):
                    yield Fault(authority, Code.GONE, number=number)


def _read(rows: QuerySet[Any], ids: list[str]) -> dict[str, Row]:
    """Return rows by id; without those that hold what no column of theirs can."""
    try:
        return {row.id: row for row in rows.filter(id__in=ids)}
    except _UNREAD:
        found: dict[str, Row] = {}
        for id_ in ids:
            try:
                found[id_] = rows.get(id=id_)
            except _UNREAD:
                continue
        return found


def _of(row: Row | None) -> str:
    return "" if row is None or isinstance(row, Version) else str(row.version_id)


def _wrong(
    kind: _Kind, row: Row | None, told: Telling | None, seal: str
) -> Code | None:
    """Return what is wrong with a row, by what the audit told of all of its event."""
    if isinstance(row, Version) and _sha256(row.content) != row.digest:
        return Code.CONTENT
    if row is None:
        return kind.code
    if told is None or not _agrees(kind, row, told):
        return Code.EVENT if kind.table is Version else kind.code
    if told.seal:
        return kind.code if told.seal != seal else None
    return None if _before(kind, row, told) else kind.code


def _agrees(kind: _Kind, row: Row, told: Telling) -> bool:
    """Return whether an event is the one a row says, and of this row's content."""
    event, said = told.event, told.said
    if event.digest != row.event_digest or event.action not in kind.actions:
        return False
    if isinstance(row, Version) and said is not None:
        return said.get("content") == row.digest
    return True


def _before(kind: _Kind, row: Row, told: Telling) -> bool:
    """Return whether an event of before there were seals may have told of a row."""
    event = told.event
    try:
        moment = chain.moment(row.at)
    except _UNREAD:
        return False
    same = (event.by, event.at) == (row.person_id, moment)
    return same and (told.said is None or _says(kind, told))


def _says(kind: _Kind, told: Telling) -> bool:
    return any(name in (told.said or {}) for name in kind.says)


def _seal(rows: list[Row]) -> str:
    """Return the seal of rows; '' where a column holds what has none."""
    try:
        return seal_of(rows)
    except (UsageError, *_UNREAD):
        return ""


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
