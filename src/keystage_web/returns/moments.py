"""Days as moments: a deadline is the last second of its day in London, or a time of it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_END = time(23, 59, 59)


def end_of(day: date, at: time | None = None) -> datetime:
    """Return the moment a day is over in London, or the time of it that was named."""
    return datetime.combine(day, at or _END, LONDON).astimezone(UTC)


def begin_of(day: date) -> datetime:
    """Return the moment a day begins in London."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """Return the day it is in London."""
    return moment.astimezone(LONDON).date()


def time_of(moment: datetime) -> time | None:
    """Return the time of a deadline, None where it is the end of its day."""
    found = moment.astimezone(LONDON).time()
    return None if found == _END else found
