"""What came in a file and waits: its questions, or its review as it is just now."""

from dataclasses import dataclass
from datetime import datetime

from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.models import Draft, Roll
from keystage_web.rolls.queries.state import roll_of
from keystage_web.rolls.reading.model import Reading, from_plain
from keystage_web.rolls.reviewing.model import Outcome, Review
from keystage_web.rolls.reviewing.review import review


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft: its file's reading, and the review against the roll of `version`.

    Once saved it has neither, and an `outcome`.
    """

    id: str
    year: int
    name: str
    made_at: datetime
    version: int
    reading: Reading | None = None
    review: Review | None = None
    outcome: Outcome | None = None


def draft(scope: Scope, id_: str) -> Waiting | None:
    """Return a draft of the scope's school, or None."""
    row = Draft.within(scope).filter(id=id_).first()
    if row is None or (row.reading is None and row.saved_at is None):
        return None
    roll = Roll.within(scope).filter(school=row.school_id, year=row.year).first()
    version = roll.version if roll else 0
    told = (row.id, row.year, row.name, row.made_at, version)
    if row.reading is None:
        return Waiting(*told, outcome=Outcome(**row.outcome))
    reading = from_plain(row.reading)
    if reading.faults or reading.questions:
        return Waiting(*told, reading=reading)
    state = roll_of(scope.authority, row.school_id, row.year)
    children = [child for _, child in state.values()]
    return Waiting(*told, reading=reading, review=review(children, reading))


def waiting(scope: Scope, year: int) -> list[Waiting]:
    """Return the drafts of the scope's school that were read, not saved; newest first."""
    read = Draft.within(scope).filter(year=year, saved_at=None, reading__isnull=False)
    rows = read.order_by("-made_at")
    return [Waiting(one.id, one.year, one.name, one.made_at, 0) for one in rows]
