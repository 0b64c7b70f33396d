"""Was anything in the audit changed since it was written? If so, which event, and what."""

from collections.abc import Iterator, Sequence

from django.db import connection

from keystage_web.audit import guards
from keystage_web.audit.append import Checkpoint
from keystage_web.audit.models import Deletion, Event, Head, Payload, Subject
from keystage_web.audit.verify.faults import Code, Fault
from keystage_web.audit.verify.snapshot import snapshot
from keystage_web.audit.verify.walk import Summary, Walk

__all__ = ["Checkpoint", "Code", "Fault", "Summary", "verify"]


def verify(
    *, authority: str = "", checkpoints: Sequence[Checkpoint] = ()
) -> Iterator[Fault | Summary]:
    """Yield everything that is wrong, as it is found, and a summary of each authority.

    Without `authority`, of all there are. Each checkpoint, kept from an earlier
    summary or a receipt, must still stand on its chain: by that alone it shows that a
    chain was cut at its end together with its head, or written anew as a whole.
    """
    with snapshot():
        for name in guards.missing(connection):
            yield Fault("", Code.GUARD, name=name)
        for one in [authority] if authority else _authorities():
            walk = Walk(one)
            yield from walk.faults()
            yield walk.summary
        for checkpoint in checkpoints:
            if not _stands(checkpoint):
                yield Fault(
                    checkpoint.authority, Code.CHECKPOINT, number=checkpoint.number
                )


def _authorities() -> list[str]:
    found: set[str] = set()
    for table in (Head, Event, Payload, Subject, Deletion):
        rows = table.objects.order_by().values_list("authority", flat=True)
        found |= {str(one) for one in rows.distinct()}
    return sorted(found)


def _stands(checkpoint: Checkpoint) -> bool:
    return Event.objects.filter(
        authority=checkpoint.authority,
        number=checkpoint.number,
        digest=checkpoint.digest,
    ).exists()
