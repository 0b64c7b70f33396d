"""A return as it should stand, beside the one there is: what may be done, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from keystage.core.errors import UsageError
from keystage_web.accounts.rights import Refused
from keystage_web.returns.models import Confirmation, Query, Step, Version
from keystage_web.returns.refusals import Locked, NotThere
from keystage_web.returns.states import (
    HELD,
    RETURN,
    ReturnMove,
    ReturnState,
    RoundState,
)
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves import season

REFUSALS = (Locked, NotThere, Refused, UsageError)


@dataclass(frozen=True)
class Was:
    """A version as it was sent: what it held, in which file it came."""

    values: tuple[str, ...]
    file: str = ""
    errors: int = 0


@dataclass
class Expected:
    """What should stand: kept by the rules, one by one, and never read from the tables."""

    state: ReturnState = ReturnState.DRAFT
    round: RoundState = RoundState.OPEN
    live: list[str] = field(default_factory=list)
    versions: list[Was] = field(default_factory=list)
    standing: list[int] = field(default_factory=list)
    received: set[int] = field(default_factory=set)
    before: dict[int, list[str]] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=dict)
    until: datetime | None = None
    pupils: frozenset[int] = frozenset()
    files: dict[str, str] = field(default_factory=dict)

    @property
    def current(self) -> int:
        """The number of the version that stands, 0 for none."""
        return self.standing[-1] if self.state in HELD else 0

    def may(self, move: ReturnMove) -> bool:
        """Return whether the table lets the return move so."""
        return (self.state, move) in RETURN

    def go(self, move: ReturnMove) -> None:
        """Move as the table says."""
        self.state = RETURN[self.state, move]

    def takes(self, now: datetime) -> bool:
        """Return whether results could be entered or sent: open, and time is left."""
        run_out = self.state is ReturnState.UNLOCKED and self.until and now > self.until
        return self.round is RoundState.OPEN and not run_out

    def sent(self, values: list[str], file: str = "") -> None:
        """Keep that a version was sent."""
        self.versions.append(Was(tuple(values), file))
        self.standing.append(len(self.versions))
        self.until, self.pupils = None, frozenset()


def done(work: Callable[[], Any]) -> bool:
    """Return whether something was done, or refused: then nothing of it is left."""
    try:
        with transaction.atomic():
            work()
    except REFUSALS:
        return False
    return True


def seen(at: Desk) -> dict[str, Any]:
    """Return what stands, by the tables."""
    row = at.row
    rows = Version.unscoped.filter(of_return=row).order_by("number")
    steps = Step.unscoped.filter(of_return=row)
    taken = {"withdrawn", "recalled"}
    gone = {one.version.number for one in steps if one.act in taken}
    numbers = [one.number for one in rows]
    return {
        "state": row.state,
        "round": row.round.state,
        "current": row.version,
        "live": season.values(at),
        "versions": [tuple(season.sent_values(at, one.number)) for one in rows],
        "standing": [one for one in numbers if one not in gone],
        "received": {one.version.number for one in steps if one.act == "received"},
        "queries": dict(Query.unscoped.values_list("id", "state")),
        "confirmed": Confirmation.unscoped.count(),
    }


def later(at: Desk, hours: int) -> datetime:
    """Return a moment some hours from the desk's own."""
    return at.now + timedelta(hours=hours)
