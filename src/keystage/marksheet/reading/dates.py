"""Dates of birth as people and spreadsheets write them."""

import re
from datetime import date
from enum import StrEnum

from keystage.core import years
from keystage.tables.numbers import day

_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.Z]*)?")
_NUMBERS = re.compile(
    r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?: [0-9:]+)?"
)
_NAMED = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{4}|[0-9]{2})")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_SHORTEST = 3
_CENTURY = "20"  # who is at primary school was born in it
# Serial numbers of days in which a child in a file of ours, or its teacher, was born.
_FIRST_DAY, _LAST_DAY = 20_000, 60_000


def read_date(text: str) -> str:
    """Return the date `text` names as YYYY-MM-DD, or `text` where it names none.

    Day before month, as in Britain; years of two digits are of this century; months
    may be words. Nothing is guessed beyond that.
    """
    whole = text.strip()
    if found := _ISO.fullmatch(whole):
        return found[1]
    if found := _NUMBERS.fullmatch(whole):
        return _made(found[1], int(found[3]), found[4]) or whole
    if found := _NAMED.fullmatch(whole):
        word = found[2].lower()
        named = (at for at, month in enumerate(_MONTHS, 1) if month.startswith(word))
        return _made(found[1], next(named, 0), found[3]) or whole
    return whole


class First(StrEnum):
    """What stands first in a date of numbers, as far as the date itself can tell."""

    DAY = "day"
    MONTH = "month"
    EITHER = "either"


def first_of(text: str) -> First | None:
    """Return what stands first in a date such as 05/11/2018; None for other texts."""
    found = _NUMBERS.fullmatch(text.strip())
    if found is None:
        return None
    day_first = bool(_made(found[1], int(found[3]), found[4]))
    month_first = bool(_made(found[3], int(found[1]), found[4]))
    if day_first and month_first:
        return First.EITHER
    if day_first:
        return First.DAY
    return First.MONTH if month_first else None


def from_serial(number: str, *, from_1904: bool) -> str:
    """Return the day a plain number in a column of dates counts, or ''."""
    if not (number.isascii() and number.isdigit()):
        return ""
    if not _FIRST_DAY <= int(number) <= _LAST_DAY:
        return ""
    return day(number, from_1904=from_1904) or ""


def _made(day_: str, month: int, year: str) -> str:
    whole = year if len(year) > 2 else _CENTURY + year  # noqa: PLR2004 - two digits
    text = f"{whole}-{month:02}-{int(day_):02}"
    found: date | None = years.parse_date(text)
    return text if found else ""
