"""What somebody answered of a pupil: a cell opened, an earlier result, the paper read."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from keystage.core.errors import UsageError
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.locking.unlocks import limits_of, sent
from keystage_web.returns.models import Known, Opened, Paper, Result
from keystage_web.returns.models.answers import REASON
from keystage_web.returns.models.tables import ID, VALUE
from keystage_web.returns.policies import KNOWN, OPEN, READ_BACK
from keystage_web.returns.refusals import Locked, Stale
from keystage_web.returns.sheet.shutting import shut

_BATCH = 500  # rows in one statement


@dataclass(frozen=True, slots=True)
class Earlier:
    """A result of an earlier summer, as the school before told it, and how (`source`)."""

    year: int
    component: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell of some version, read against the paper: `said` is what that says."""

    component: str
    version: int
    agreed: bool
    said: str = ""


@transaction.atomic
def open_closed(
    *,
    by: Scope,
    round_id: str,
    pupil: str,
    component: str,
    reason: str,
    now: datetime,
) -> None:
    """Open a closed cell, or all of a pupil's (no component), and say why.

    Raises `NotThere`, `Locked`, and `UsageError` for a cell that is open, or may not be
    opened, and without a reason or with one that is too long.
    """
    words = _words(reason, REASON)
    writing = Writing.begin(by, OPEN, round_id, now)
    writing.hold_open()
    writing.pupils({pupil})
    if component:
        writing.component(component)
    _hold_unlocked(writing, [(pupil, component)])
    _hold_openable(writing, pupil, component)
    Opened.of(by.authority).update_or_create(
        of_return=writing.row,
        pupil_id=pupil,
        component=component,
        defaults={**writing.where(), **writing.told(), "reason": words},
    )
    writing.changed(pupil, "opened", None, component)
    writing.end(OPEN.action, {"reason": words})


@transaction.atomic
def known(
    *, by: Scope, round_id: str, pupil: str, told: Earlier, now: datetime
) -> None:
    """Keep what the school before told of a pupil, in place of what it told earlier.

    Raises `NotThere`, `Locked`, and `UsageError` where a part is empty or too long, or
    the summer is none before the round's.
    """
    fact = {
        "component": _words(told.component, ID),
        "value": _words(told.value, VALUE),
        "source": _words(told.source, REASON),
        "year": told.year,
    }
    writing = Writing.begin(by, KNOWN, round_id, now)
    writing.hold_open()
    writing.pupils({pupil})
    if not limits_of(writing.unlock).of(pupil):
        raise Locked(sent())
    if not 0 < told.year < writing.row.round.summer:
        raise UsageError("An earlier result is of a summer before.")
    Known.of(by.authority).update_or_create(
        of_return=writing.row,
        pupil_id=pupil,
        component=fact["component"],
        defaults={**writing.where(), **writing.told(), **fact},
    )
    writing.changed(pupil, "known", None, fact)
    writing.end(KNOWN.action, {})


@transaction.atomic
def read_back(
    *, by: Scope, round_id: str, pupil: str, read: Reading, now: datetime
) -> None:
    """Keep that a pupil's result was read against the paper.

    Raises `NotThere`, `Locked`, `Stale` where the cell is of another version by now,
    and `UsageError` for a text that is too long.
    """
    if _read(by, round_id, {pupil: read}, now):
        raise Stale("The result has been changed since.")


@transaction.atomic
def read_through(
    *, by: Scope, round_id: str, read: Mapping[str, Reading], now: datetime
) -> list[str]:
    """Keep what was read against the paper, a result of each pupil by id: one event.

    Return the pupils whose result has been changed since: nothing is kept of them.
    Raises as `read_back` does.
    """
    return _read(by, round_id, read, now)


def _read(
    by: Scope, round_id: str, read: Mapping[str, Reading], now: datetime
) -> list[str]:
    writing = Writing.begin(by, READ_BACK, round_id, now)
    writing.hold_open()
    writing.pupils(set(read))
    for component in {one.component for one in read.values()}:
        writing.component(component)
    _hold_unlocked(writing, [(pupil, one.component) for pupil, one in read.items()])
    held = Result.of(by.authority).filter(of_return=writing.row, pupil__in=list(read))
    told = held.values_list("pupil", "component", "version")
    versions = {(pupil, component): version for pupil, component, version in told}
    stale = [
        pupil
        for pupil, one in read.items()
        if versions.get((pupil, one.component), 0) != one.version
    ]
    kept = {pupil: one for pupil, one in read.items() if pupil not in stale}
    if kept:
        _keep(writing, kept)
        writing.end(READ_BACK.action, {})
    return stale


def _keep(writing: Writing, kept: Mapping[str, Reading]) -> None:
    """Keep what was read, all at once: everybody else's saves wait meanwhile."""
    fixed = {**writing.where(), **writing.told()}
    rows = [
        Paper(
            **fixed,
            pupil_id=pupil,
            component=read.component,
            version=read.version,
            agreed=read.agreed,
            said=_words(read.said, VALUE) if read.said else "",
        )
        for pupil, read in kept.items()
    ]
    Paper.of(writing.by.authority).bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        update_fields=["version", "agreed", "said", "person", "at", "seq"],
        unique_fields=["of_return", "pupil", "component"],
    )
    for pupil, read in kept.items():
        writing.changed(pupil, "read", None, asdict(read))


def _hold_unlocked(writing: Writing, cells: Iterable[tuple[str, str]]) -> None:
    """Go on if what is said of these cells is of what was unlocked; raise if not.

    A component of '' is all of the pupil's.
    """
    limits = limits_of(writing.unlock)
    if not all(limits.holds(*cell) for cell in cells):
        raise Locked(sent())


def _hold_openable(writing: Writing, pupil: str, component: str) -> None:
    """Go on if a cell is closed and may be opened, or was opened; raise if not."""
    rows = Opened.of(writing.by.authority).filter(of_return=writing.row, pupil=pupil)
    if rows.filter(component=component).exists():
        return
    closed = shut(writing.by, writing.row, pupils=[pupil], now=writing.now)
    found = [one for cell, one in closed.items() if component in {"", cell[1]}]
    if not found or not all(one.openable for one in found):
        raise UsageError("That cell is open, or may not be opened.")


def _words(text: str, most: int) -> str:
    found = text.strip()
    if not found or len(found) > most:
        raise UsageError("That is empty, or too long.")
    return found
