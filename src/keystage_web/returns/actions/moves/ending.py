"""What ends with a sending, which versions stand, and what of them must stay."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.locking.unlocks import limits_of
from keystage_web.returns.models import Act, Step, Version
from keystage_web.returns.models.versions import GONE
from keystage_web.returns.refusals import Locked
from keystage_web.returns.versions.content import lines


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


def hold_unlocked(writing: Writing, text: str) -> None:
    """Go on if content changes no result that was sent, and is not among what was unlocked.

    Raises `Locked`: what was changed under an unlock before, and not sent, would go along.
    """
    limits = limits_of(writing.unlock)
    if not (limits.pupils or limits.components):
        return
    rows = Version.of(writing.by.authority).filter(of_return=writing.row)
    stands = rows.get(number=writing.row.version)
    before = {line.id: line.results for line in lines(stands.content)}
    for line in lines(text):
        was, now = before.get(line.id, {}), line.results
        for name in was.keys() | now.keys():
            same = was.get(name, "") == now.get(name, "")
            if not (same or limits.holds(line.id, name)):
                raise Locked(
                    _(
                        "Results that are not among what was unlocked differ from what "
                        "was sent. Ask your local authority to unlock them too."
                    )
                )
