"""What ends with a sending, and which versions stand."""

from collections.abc import Collection

from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import Act, Step, Version

GONE = (Act.WITHDRAWN, Act.RECALLED)


def end_unlock(writing: Writing) -> None:
    """End what a return was unlocked by: it has been sent again, or was taken back."""
    if (row := writing.unlock) is not None:
        row.ended_at = writing.now
        row.save(update_fields=["ended_at"])


def standing(writing: Writing) -> list[Version]:
    """Return the versions that were not taken back, the oldest first; no contents."""
    rows = Version.of(writing.by.authority).filter(of_return=writing.row)
    gone = Step.of(writing.by.authority).filter(of_return=writing.row, act__in=GONE)
    return list(
        rows.exclude(id__in=gone.values("version")).defer("content").order_by("number")
    )


def received(writing: Writing, versions: Collection[Version]) -> bool:
    """Return whether somebody at the authority has received one of these versions."""
    rows = Step.of(writing.by.authority).filter(
        version__in=[one.id for one in versions]
    )
    return rows.filter(act__in=(Act.RECEIVED, Act.ACCEPTED)).exists()
