"""What runs beside the pages: locking again, keeping the board current, telling."""

import re
from datetime import timedelta

from keystage_web.accounts.models import Authority
from keystage_web.jobs.registry import job
from keystage_web.jobs.values import matching
from keystage_web.jobs.work import Work
from keystage_web.returns.actions.cells import saving
from keystage_web.returns.actions.moves import unlocking
from keystage_web.returns.mailing import officers
from keystage_web.returns.versions import progress


@job("returns.relock", every=timedelta(minutes=1))
def relock(work: Work) -> None:
    """Lock the returns whose time for changes has run out, each by itself."""
    for authority in Authority.objects.order_by("pk").values_list("pk", flat=True):
        for unlock in unlocking.overdue(authority=authority, now=work.now):
            with work.once(f"relock:{unlock}") as fresh:
                if fresh:
                    unlocking.relock(authority=authority, unlock=unlock, now=work.now)


@job("returns.forget_answers", every=timedelta(days=1))
def forget_answers(work: Work) -> None:
    """Throw away what old saves were answered, which nobody sends again."""
    for authority in Authority.objects.order_by("pk").values_list("pk", flat=True):
        while saving.forget(authority=authority, now=work.now):
            pass


@job("returns.progress", every=timedelta(seconds=30))
def renew(work: Work) -> None:
    """Look at the returns that have moved on, some of each authority at a time."""
    for authority in Authority.objects.order_by("pk").values_list("pk", flat=True):
        for of_return in progress.stale(authority):
            found = progress.look(authority, of_return, work.now)
            with work.once(f"progress:{of_return}") as fresh:
                if fresh and found:
                    row, content = found
                    progress.keep(row, content, row.seq, work.now)


@job(
    officers.DIGEST,
    takes={"hour": matching("an hour, counted", re.compile(r"[0-9]{6}"))},
)
def digest(work: Work) -> None:
    """Tell the officers of an authority what schools did in an hour."""
    with work.once("told") as fresh:
        if fresh:
            officers.tell(work.authority, work.values["hour"], work.now)
