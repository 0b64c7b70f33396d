"""Is every version what was sent, as the audit told it then? If not, which, and how.

Rows are judged against the audit: each version, each confirmation, and each step, by the
seal in the event that tells of it; each such event by whether its rows are there; and
each return by whether what stands is what was sent last. Whether the audit itself
stands, its own verify says.
"""

from collections.abc import Iterator

from django.db import connection

from keystage_web.audit.models import Event
from keystage_web.audit.verify.snapshot import snapshot
from keystage_web.returns.models import Confirmation, Return, Step, Version
from keystage_web.returns.versions import guards
from keystage_web.returns.versions.verify.faults import Code, Fault, Summary
from keystage_web.returns.versions.verify.rows import ACTED, told, untold
from keystage_web.returns.versions.verify.standing import standing

__all__ = ["Code", "Fault", "Summary", "verify"]


def verify(*, authority: str = "") -> Iterator[Fault | Summary]:
    """Yield everything that is wrong, and a summary of each authority with versions."""
    with snapshot():
        for name in guards.missing(connection):
            yield Fault("", Code.GUARD, name)
        for one in [authority] if authority else _authorities():
            summary = Summary(one)
            yield from told(one, summary)
            yield from untold(one)
            yield from standing(one)
            if summary.versions:
                yield summary


def _authorities() -> list[str]:
    found: set[str] = set()
    for rows in (
        *(
            table.unscoped.values_list("authority_id", flat=True)
            for table in (Version, Confirmation, Step, Return)
        ),
        Event.objects.filter(action__in=ACTED).values_list("authority", flat=True),
    ):
        found |= {str(one) for one in rows.order_by().distinct()}
    return sorted(found)
