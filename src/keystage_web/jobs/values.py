"""What a job may carry: ids, counts, digests, and names the service itself gave.

Nothing a person typed fits any of the forms, so that no child's name, number or birth
date can come into a job, and from there into a log. What is refused is not repeated.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from keystage.core import upn
from keystage.core.errors import UsageError

_MOST = 99_999  # a larger number could be a date written without its signs
_ID = re.compile(r"[0-9a-hjkmnp-tv-z]{16}")  # as accounts gives them, and jobs
_COLLECTION = re.compile(r"[a-z][a-z0-9]{1,11}-20[0-9]{2}(-[a-z]{3,10})?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_WORD = re.compile(r"[a-z][a-z_]{0,31}(\.[a-z_]{1,32})?")
_KEY = re.compile(r"[A-Za-z0-9_.:-]{1,120}")
_PIECES = re.compile(r"[^0-9A-Za-z]+")
_DATE = re.compile(
    r"""(?<![0-9A-Za-z])
    (?: (?:19|20)\d\d [01]\d [0-3]\d
      | \d{4} [-/.] [01]?\d [-/.] [0-3]?\d
      | [0-3]?\d [-/.] [01]?\d [-/.] (?:19|20)\d\d
      | [0-3]\d [/.] [01]\d [/.] \d\d
    )(?![0-9A-Za-z])""",
    re.X,
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of values: its name for people, and whether a value has it."""

    name: str
    fits: Callable[[Any], bool]


def matching(name: str, pattern: re.Pattern[str]) -> Form:
    """Return the form of texts that match a pattern whole."""
    return Form(
        name, lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))
    )


def word(*words: str) -> Form:
    """Return the form of a few words known beforehand."""
    return Form(" or ".join(words), lambda value: value in words)


def _counts(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _MOST


ID = matching("a random id of 16 characters", _ID)
COLLECTION = matching("a collection of a year, as phonics-2026", _COLLECTION)
DIGEST = matching("a SHA-256 in hexadecimal", _DIGEST)
EVENT = matching("a name of the code, as return.accepted", _WORD)
COUNT = Form("a whole number up to 99,999", _counts)
FLAG = Form("true or false", lambda value: isinstance(value, bool))


def judged(values: Mapping[str, Any], forms: Mapping[str, Form]) -> dict[str, Any]:
    """Return the values; raises `UsageError` unless they are those wanted, each in form."""
    if set(values) != set(forms):
        wanted = ", ".join(sorted(forms)) or "no values"
        raise UsageError(f"This takes {wanted}, neither more nor less.")
    for name, form in forms.items():
        if not form.fits(values[name]):
            raise UsageError(f"What is given as {name} is not {form.name}.")
    return dict(values)


def key(text: str) -> str:
    """Return an effect key; raises `UsageError` where it may hold anyone's data."""
    if not _KEY.fullmatch(text) or personal(text):
        raise UsageError("An effect key is made of ids and names of the code.")
    return text


def personal(text: str) -> bool:
    """Return whether a text holds a unique pupil number or a date."""
    pieces = _PIECES.split(text)
    numbers = any(piece and not upn.faults(upn.tidy(piece)) for piece in pieces)
    return numbers or bool(_DATE.search(text))
