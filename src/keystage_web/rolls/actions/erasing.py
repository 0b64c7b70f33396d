"""Erase what is kept for a while only: drafts nobody saved, searches that were counted."""

from datetime import datetime, timedelta

from keystage_web.rolls.models import Draft, Search

DRAFTS = timedelta(hours=24)
SEARCHES = timedelta(hours=1)


def erase_old(*, authority: str, now: datetime) -> None:
    """Take away an authority's drafts once they are a day old, its searches an hour old.

    A draft that was saved holds nothing of its file any more; its counts go with it.
    """
    Draft.of(authority).filter(made_at__lt=now - DRAFTS).delete()
    Search.of(authority).filter(at__lt=now - SEARCHES).delete()
