"""Numbers as a workbook keeps them: days counted, whole numbers with a tail."""

import math
import re
from datetime import date, timedelta

# Number formats that show a date, by the numbers every workbook knows them by.
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
# What is not part of the pattern itself: quoted words, colours, padding, escapes.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DATE_LETTERS = re.compile(r"[dmyh]", re.IGNORECASE)
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_NEVER_WAS = 60  # 29 February 1900, which Excel believes in
_LAST, _LAST_1904 = 2_958_465, 2_957_003  # 31 December 9999

_DIGITS = len(str(_LAST))


def is_date_format(number: int, patterns: dict[int, str]) -> bool:
    """Whether a number format shows a date; `patterns` are the workbook's own."""
    if number in patterns:
        first = _LITERAL.sub("", patterns[number]).split(";")[0]
        return bool(_DATE_LETTERS.search(first))
    return number in _DATES


def plain(text: str) -> str:
    """Return a number as a person reads it: `2.0` and `2E0` are `2`.

    Nothing is rounded: 31.999999999999996 stays what it is. What is no finite
    number comes back as it stands.
    """
    try:
        value = float(text)
    except ValueError:
        return text
    if not math.isfinite(value):
        return text
    return str(int(value)) if value.is_integer() else repr(value)


def day(serial: str, *, from_1904: bool) -> str | None:
    """Return the date a serial number stands for as YYYY-MM-DD, or None.

    None for 0, for the day that never was, and for what is no day at all.
    """
    text = plain(serial)
    whole = text.split(".")[0]
    last = _LAST_1904 if from_1904 else _LAST
    if not (whole.isascii() and whole.isdigit() and len(whole) <= _DIGITS):
        return None
    if int(whole) > last:
        return None
    number = int(whole)
    if from_1904:
        return (_EPOCH_1904 + timedelta(days=number)).isoformat()
    if number in (0, _NEVER_WAS):
        return None
    # before the day that never was the count is one ahead
    return (_EPOCH + timedelta(days=number + (number < _NEVER_WAS))).isoformat()
