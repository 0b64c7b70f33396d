"""Academic years and dates of birth; "today" is always an argument.

A summer year is the calendar year in which a school year ends: 2026 is 2025/26.
"""

import re
from datetime import date

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
AUTUMN_MONTH = 9


def summer_year(day: date) -> int:
    """Return the summer year `day` falls in; the year turns on 1 September."""
    return day.year + 1 if day.month >= AUTUMN_MONTH else day.year


def parse_date(text: str) -> date | None:
    """Return the date `text` names as YYYY-MM-DD, or None.

    Only ASCII digits in exactly that shape count: `05/11/2018` is not guessed.
    """
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def age_on(dob: date, day: date) -> int:
    """Return the age in whole years on `day` of someone born on `dob`."""
    return day.year - dob.year - ((day.month, day.day) < (dob.month, dob.day))
