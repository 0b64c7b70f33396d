"""How far a return is: kept for the authority's board, and made anew where it is old."""

from datetime import datetime

from keystage_web.returns.models import Progress, Return
from keystage_web.returns.versions.content import Content
from keystage_web.rolls.models import Roll


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
