"""How far a return is: kept for the authority's board, and made anew where it is old."""

from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from keystage_web.accounts.scopes import of_worker
from keystage_web.returns.models import Progress, Return
from keystage_web.returns.states import ENTERED, RoundState
from keystage_web.returns.versions.content import Content, content_of
from keystage_web.rolls.models import Roll

MOST = 100  # returns that are looked at in one go


def stale(authority: str) -> list[str]:
    """Return the ids of open rounds' returns that have moved on, or their rolls have.

    What was sent stands in its version, and is not looked at again.
    """
    known = Progress.of(authority).filter(of_return=OuterRef("id"))
    rolls = Roll.of(authority).filter(
        school=OuterRef("school"), year=OuterRef("round__summer")
    )
    rows = Return.of(authority).filter(round__state=RoundState.OPEN, state__in=ENTERED)
    rows = rows.annotate(
        known=Subquery(known.values("seq")[:1]),
        known_roll=Subquery(known.values("roll")[:1]),
        roll=Coalesce(Subquery(rolls.values("version")[:1]), 0),
    )
    old = Q(known=None) | ~Q(known=F("seq")) | ~Q(known_roll=F("roll"))
    return list(rows.filter(old).order_by("id").values_list("id", flat=True)[:MOST])


def look(
    authority: str, of_return: str, now: datetime
) -> tuple[Return, Content] | None:
    """Return a return and what it would send now; None for one that is gone.

    It takes its time, and locks nothing: `keep` what it came to afterwards.
    """
    rows = Return.of(authority).filter(id=of_return).select_related("round__book")
    row = rows.first()
    return (row, content_of(of_worker(authority), row, now)) if row else None


def keep(row: Return, content: Content, seq: int, now: datetime) -> None:
    """Keep how far a return is at a count of changes."""
    rolls = Roll.of(row.authority_id).filter(
        school=row.school_id, year=row.round.summer
    )
    roll = rolls.values_list("version", flat=True).first()
    counts = content.counts
    Progress.of(row.authority_id).update_or_create(
        of_return=row,
        defaults={
            "authority_id": row.authority_id,
            "school_id": row.school_id,
            "seq": seq,
            "roll": roll or 0,
            "due": counts["pupils"],
            "complete": counts["complete"],
            "blanks": counts["blanks"],
            "errors": content.checked.errors,
            "queries": content.checked.queries,
            "at": now,
        },
    )
