"""What runs by the clock: what is kept for a while only is erased."""

from datetime import timedelta

from keystage_web.accounts.models import Authority
from keystage_web.jobs.registry import job
from keystage_web.jobs.work import Work
from keystage_web.rolls.actions.erasing import erase_old


@job("rolls.erase_drafts", every=timedelta(hours=1))
def erase_drafts(work: Work) -> None:
    """Take away what files told and nobody saved, once it is a day old."""
    with work.once("erase") as fresh:
        if fresh:
            for authority in Authority.objects.values_list("id", flat=True):
                erase_old(authority=authority, now=work.now)
