"""How far a return is: kept for the authority's board, and made anew where it is old."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from keystage import rulebooks
from keystage.core.findings import Severity
from keystage_web.accounts.scopes import of_worker
from keystage_web.returns.models import Progress, Return
from keystage_web.returns.states import ENTERED, RoundState
from keystage_web.returns.versions.content import Content, content_of
from keystage_web.rolls.models import Roll

MOST = 100  # returns that are looked at in one go
# The kinds of check that find what is still to come: no error before it is sent.
_TO_COME = frozenset({"no_results", "nothing_sent", "result_required"})


class Far(NamedTuple):
    """How far a return is: so many of so many pupils, and what is wrong with it.

    `given` and `begun` are as `Progress` has them.
    """

    due: int = 0
    complete: int = 0
    given: int = 0
    errors: int = 0
    queries: int = 0
    begun: bool = False


def stale(authority: str, *, school: str = "", round_id: str = "") -> list[str]:
    """Return the ids of open rounds' returns that have moved on, or their rolls have.

    What was sent stands in its version, and is not looked at again. Of one `school`
    alone, and of one round, where they are named.
    """
    known = Progress.of(authority).filter(of_return=OuterRef("id"))
    rolls = Roll.of(authority).filter(
        school=OuterRef("school"), year=OuterRef("round__summer")
    )
    rows = Return.of(authority).filter(round__state=RoundState.OPEN, state__in=ENTERED)
    own = {"school": school, "round": round_id}
    rows = rows.filter(**{name: id_ for name, id_ in own.items() if id_})
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


def far_of(row: Return, content: Content) -> Far:
    """Return how far a return is that was looked at.

    Of one in which nothing is entered nothing is wrong: to open it changes nothing.
    """
    checks = rulebooks.load(row.round.book.book).checks
    wrong, blank = 0, set()
    for one in content.checked.findings:
        rule = one.finding.rule
        if rule in checks and checks[rule].kind in _TO_COME:
            blank.add(one.pupil)
        else:
            wrong += one.finding.severity is Severity.ERROR
    due, begun = content.counts["pupils"], bool(content.counts["components"])
    return Far(
        due=due,
        complete=content.counts["complete"],
        given=max(0, due - len(blank - {""})),
        errors=wrong if begun else 0,
        queries=content.checked.queries if begun else 0,
        begun=begun,
    )


def keep(row: Return, content: Content, seq: int, now: datetime) -> None:
    """Keep how far a return is at a count of changes."""
    rolls = Roll.of(row.authority_id).filter(
        school=row.school_id, year=row.round.summer
    )
    roll = rolls.values_list("version", flat=True).first()
    Progress.of(row.authority_id).update_or_create(
        of_return=row,
        defaults={
            "authority_id": row.authority_id,
            "school_id": row.school_id,
            "seq": seq,
            "roll": roll or 0,
            "blanks": content.counts["blanks"],
            **far_of(row, content)._asdict(),
            "at": now,
        },
    )
