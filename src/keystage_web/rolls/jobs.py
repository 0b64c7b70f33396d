"""What runs by the clock: drafts that are a day old, and searches an hour old, go."""

from datetime import timedelta

from keystage_web.accounts.models import Authority
from keystage_web.jobs.registry import job
from keystage_web.jobs.work import Work
from keystage_web.rolls.models import Draft, Search

DRAFTS = timedelta(hours=24)
SEARCHES = timedelta(hours=1)


@job("rolls.erase_drafts", every=timedelta(hours=1))
def erase_drafts(work: Work) -> None:
    """Take away what files told and nobody saved, once it is a day old."""
    with work.once("erase") as fresh:
        if fresh:
            for authority in Authority.objects.values_list("id", flat=True):
                old = Draft.of(authority).filter(made_at__lt=work.now - DRAFTS)
                old.delete()
                Search.of(authority).filter(at__lt=work.now - SEARCHES).delete()
