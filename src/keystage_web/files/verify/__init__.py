"""Is every file what was sent, and stands where the audit says? If not, which, and how."""

from collections.abc import Iterator
from contextlib import ExitStack

from django.conf import settings

from keystage_web.audit.models import Event
from keystage_web.audit.verify.snapshot import snapshot
from keystage_web.files.models import File, Step, Stored
from keystage_web.files.store import Store, held
from keystage_web.files.verify.disk import loose, sound
from keystage_web.files.verify.faults import Code, Fault, Summary
from keystage_web.files.verify.rows import ACTED, told, untold

__all__ = ["Code", "Fault", "Summary", "verify"]


def verify(*, authority: str = "") -> Iterator[Fault | Summary]:
    """Yield everything that is wrong, as it is found, and a summary of each authority.

    Rows are judged against the audit, bytes against the rows, as of one moment, while
    others go on working; nothing is taken away meanwhile. Whether the audit itself
    stands, its own verify says.
    """
    store = Store(settings.CONFIG.data)
    with ExitStack() as stack:
        if store.tmp.is_dir():
            stack.enter_context(held(store.tmp, alone=False))
        stack.enter_context(snapshot())
        known = [authority] if authority else _authorities()
        for one in known:
            summary = Summary(one)
            yield from told(one, summary)
            yield from untold(one)
            yield from sound(store, one, summary)
            yield from loose(store, [one], summary)
            yield summary
        if not authority:
            others = [name for name in store.top() if name not in known]
            yield from loose(store, others, Summary(""))


def _authorities() -> list[str]:
    found: set[str] = set()
    for rows in (
        File.unscoped.values_list("authority_id", flat=True),
        Step.objects.values_list("authority", flat=True),
        Stored.objects.values_list("authority", flat=True),
        Event.objects.filter(action__in=ACTED).values_list("authority", flat=True),
    ):
        found |= {str(one) for one in rows.order_by().distinct()}
    return sorted(found)
