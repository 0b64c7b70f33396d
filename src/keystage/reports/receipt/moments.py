"""Moments as people in the UK read them, without asking the machine for its time zones."""

from datetime import UTC, datetime, timedelta

_MARCH, _OCTOBER = 3, 10
_SUNDAY = 6


def shown(moment: str) -> str:
    """Return a moment of a receipt (`2026-06-10T09:00:05Z`) as the clock in London has it."""
    at = in_london(datetime.fromisoformat(moment))
    return f"{at.day} {at:%B %Y}, {at:%H:%M:%S}"


def in_london(at: datetime) -> datetime:
    """Return a moment as the clock in London shows it, by the rule there is since 1996.

    Summer time is from 1:00 UTC of the last Sunday in March to that in October.
    """
    utc = at.astimezone(UTC).replace(tzinfo=None)
    begins, ends = (_last_sunday(utc.year, month) for month in (_MARCH, _OCTOBER))
    return utc + timedelta(hours=1) if begins <= utc < ends else utc


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime.fromisoformat(f"{year:04}-{month:02}-31T01:00:00")
    return last - timedelta(days=(last.weekday() - _SUNDAY) % 7)
