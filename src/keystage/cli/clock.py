"""The one place of the command line that looks at the clock."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """Return the moment, with its time zone: UTC."""
    return datetime.fromtimestamp(time.time(), UTC)


def seconds() -> float:
    """Return seconds that only ever go forward, to measure a wait with."""
    return time.monotonic()
