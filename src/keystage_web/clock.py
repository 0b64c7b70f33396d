"""The service's clock: the time it is, or in a demonstration the time it plays at.

Everything beneath takes the moment as an argument; only pages, jobs and verbs ask.
"""

import time
from datetime import UTC, datetime, timedelta

from django.conf import settings


def latest() -> datetime:
    """Return the moment, or the real one where a demonstration plays at an earlier.

    By it nothing that is made today is of a time still to come.
    """
    return max(now(), datetime.fromtimestamp(time.time(), UTC))


def now() -> datetime:
    """Return the moment, in UTC."""
    moment = time.time()
    if settings.CLOCK is None:
        return datetime.fromtimestamp(moment, UTC)
    start: datetime = settings.CLOCK
    return start + timedelta(seconds=moment - settings.BEGAN)
