"""Take away what nobody's row knows: bytes let go, and what broken-off sendings left."""

from django.conf import settings
from django.db import DatabaseError, transaction

from keystage_web.files.models import Stored
from keystage_web.files.store import Found, Place, Store, held

OLD = 3600  # seconds: longer than any sending takes


def release(place: Place) -> bool:
    """Take away bytes no file is kept for; not while a backup reads.

    Return whether they are gone. Raises nothing, as what let them go is done already:
    what stays is left for the next sweep.
    """
    store = Store(settings.CONFIG.data)
    try:
        with held(store.tmp, alone=True) as alone:
            return alone and _removed(store, place)
    except (OSError, DatabaseError):
        return False


def sweep(*, seconds: float) -> int:
    """Take away what is older than an hour and nobody's; return how many files.

    `seconds` is the machine's own time, as the disk has it: not the service's clock.
    """
    store = Store(settings.CONFIG.data)
    before = seconds - OLD
    gone = 0
    for found in store.unfinished():
        if found.changed < before:
            found.path.unlink(missing_ok=True)
            gone += 1
    for found in store.everything():
        gone += _orphan(found, before) and release(found.place)  # type: ignore[arg-type]  # an orphan has one
    for row in Stored.objects.filter(count=0):
        gone += release(Place(row.authority, row.sha256))
    return gone


def _orphan(found: Found, before: float) -> bool:
    """Return whether this is an old file that no row holds."""
    if found.place is None or found.changed >= before:
        return False
    kept = Stored.objects.filter(
        authority=found.place.authority, sha256=found.place.sha256, count__gt=0
    )
    return not kept.exists()


@transaction.atomic
def _removed(store: Store, place: Place) -> bool:
    rows = Stored.objects.select_for_update()
    row, _ = rows.get_or_create(
        authority=place.authority,
        sha256=place.sha256,
        defaults={"length": 0, "count": 0},
    )
    if row.count:
        return False
    store.remove(place)
    row.delete()
    return True
