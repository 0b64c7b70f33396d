"""What ends with a sending, which versions stand, and what of them must stay."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from keystage_web.files.models import File
from keystage_web.files.states import State as FileState
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.locking.unlocks import Limits, limits_of
from keystage_web.returns.models import Act, Step, Version
from keystage_web.returns.models.versions import GONE
from keystage_web.returns.refusals import Locked
from keystage_web.returns.versions.content import (
    Content,
    content_of,
    content_under,
    lines,
)


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
    """Return whether somebody at the authority has received one of these versions.

    Whoever has opened the file it came in has its results, page or no page.
    """
    files = File.of(writing.by.authority).filter(
        id__in=[one.file for one in versions if one.file], state=FileState.RECEIVED
    )
    rows = Step.of(writing.by.authority).filter(
        version__in=[one.id for one in versions]
    )
    acts = (Act.RECEIVED, Act.ACCEPTED)
    return files.exists() or rows.filter(act__in=acts).exists()


def content(writing: Writing) -> Content:
    """Return what is sent now: the return as it stands, or beside what was unlocked of it.

    Where pupils were named, all others stay as they were sent, with their facts of then.
    Raises `Locked` where a result differs that is not among what was unlocked.
    """
    found = content_of(writing.by, writing.row, writing.now)
    limits = limits_of(writing.unlock)
    if not (limits.pupils or limits.components):
        return found
    rows = Version.of(writing.by.authority).filter(of_return=writing.row)
    stands = rows.get(number=writing.row.version)
    _hold_unlocked(limits, stands.content, found.text)
    if not limits.pupils:
        return found
    told = (writing.by, writing.row, stands, limits.pupils)
    return content_under(*told, now=writing.now)


def reasons(writing: Writing) -> Mapping[str, str]:
    """Return what was given as reasons for the errors of pupils who stay as they were sent.

    The roll may have been mended since: nobody is asked for them again.
    """
    if not limits_of(writing.unlock).pupils:
        return {}
    rows = Version.of(writing.by.authority).filter(of_return=writing.row)
    given: dict[str, str] = rows.values_list("explained", flat=True).get(
        number=writing.row.version
    )
    return given


def _hold_unlocked(limits: Limits, sent: str, text: str) -> None:
    """Go on if content changes no result that was sent, and is not among what was unlocked.

    Raises `Locked`: what was changed under an unlock before, and not sent, would go along.
    """
    before = {line.id: line.results for line in lines(sent)}
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
