"""Pupil numbers that are right and never given twice, with the invented authority part.

A school gives numbers by the year and by a child's place in its class. Children there
from reception on have places below `ARRIVALS`; those who arrive from outside the
authority have places above, by the year group they arrive in, so that two cohorts
numbered in one year never meet.
"""

from keystage.core.upn import LETTERS, check_letter
from keystage.synth.model import AUTHORITIES, Origin, School

ARRIVALS = 300
EACH_GROUP = 25
"""The most children who can arrive from outside in one year group of one cohort."""

_AUTHORITY = "004"  # allotted to no authority
_HALF = 500  # the second authority's schools number from here on
_TENS = 50


def arrival(group: int, place: int) -> int:
    """Return the number in `Origin` of who arrives in a year group, counted from 0."""
    return ARRIVALS + group * EACH_GROUP + place


def group_of(origin: Origin) -> int:
    """Return the year group in which a child first appears: 0 unless it arrived."""
    return max(0, origin.number - ARRIVALS) // EACH_GROUP


def permanent(school: School, origin: Origin) -> str:
    """Return the permanent UPN of a child that first appeared at `school`."""
    second = AUTHORITIES.index(school.la)
    return _upn(school, origin, f"{second * _HALF + origin.number:03}")


def temporary(school: School, origin: Origin) -> str:
    """Return the temporary UPN of a child that first appeared at `school`."""
    tens, letter = divmod(origin.number, len(LETTERS))
    second = AUTHORITIES.index(school.la)
    return _upn(school, origin, f"{second * _TENS + tens:02}{LETTERS[letter]}")


def _upn(school: School, origin: Origin, last: str) -> str:
    given = origin.cohort + group_of(origin) - 1
    body = f"{_AUTHORITY}{school.allots}{given % 100:02}{last}"
    return check_letter(body) + body
