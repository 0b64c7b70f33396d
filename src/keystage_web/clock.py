"""The service's clock: the time it is, or in a demonstration the time it plays at.

Everything beneath takes the moment as an argument; only pages, jobs and verbs ask.
"""

import time
from datetime import UTC, datetime, timedelta

from django.conf import settings


def now() -> datetime:
    """Return the moment, in UTC."""
    moment = time.time()
    if settings.CLOCK is None:
        return datetime.fromtimestamp(moment, UTC)
    start: datetime = settings.CLOCK
    return start + timedelta(seconds=moment - settings.BEGAN)
