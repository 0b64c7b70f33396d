"""What a school owes: the year groups of a rulebook beside the ages of the school.

A child of year group `n` (reception is 0) is `n + 4` years old when the school year
begins and reaches `n + 5` in it. The year groups are the rulebook's own.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from keystage.checks.model import Rulebook
from keystage_web.accounts.register.facts import Facts

_BEGINS, _REACHES = 4, 5  # the ages of reception
_NURSERY = "nursery"
_OLDER = {"secondary", "16 plus", "middle deemed secondary"}


@dataclass(frozen=True, slots=True)
class Owed:
    """Whether a school owes a collection, the reason, and whether a person said so."""

    owes: bool
    reason: str
    by_hand: bool = False


def owed(school: Facts, book: Rulebook, day: date) -> Owed:
    """Return whether a school owes a collection that is due on `day`, and why."""
    if school.closed and school.closed < day:
        return Owed(owes=False, reason=_("It has closed."))
    if school.opened and school.opened > day:
        return Owed(owes=False, reason=_("It opens only after the day it is due."))
    groups = year_groups(book)
    named = _named(groups)
    if school.lowest is None or school.highest is None:
        return _without_ages(school, named)
    ages = {"lowest": school.lowest, "highest": school.highest, "years": named}
    if school.phase.lower() == _NURSERY and school.highest <= _REACHES:
        told = _(
            "It is a nursery of ages %(lowest)d to %(highest)d, without %(years)s."
        )
        return Owed(owes=False, reason=told % ages)
    if any(_teaches(school.lowest, school.highest, group) for group in groups):
        told = _("Its ages are %(lowest)d to %(highest)d, which takes in %(years)s.")
        return Owed(owes=True, reason=told % ages)
    told = _("Its ages are %(lowest)d to %(highest)d, without %(years)s.")
    return Owed(owes=False, reason=told % ages)


def year_groups(book: Rulebook) -> tuple[int, ...]:
    """Return the year groups a collection is about, reception being 0."""
    names = {name for cohort in book.cohorts for name in cohort.nc_years}
    return tuple(sorted(0 if name == "R" else int(name) for name in names))


def _teaches(lowest: int, highest: int, group: int) -> bool:
    """Whether ages take in a year group; five is the law's age, and reception's."""
    return lowest <= max(group + _BEGINS, _REACHES) and highest >= group + _REACHES


def _without_ages(school: Facts, named: str) -> Owed:
    if school.phase.lower() in _OLDER | {_NURSERY}:
        told = _("Its phase is %(phase)s, without %(years)s.")
        return Owed(owes=False, reason=told % {"phase": school.phase, "years": named})
    told = _("Its ages are not known, so it is asked for all collections.")
    return Owed(owes=True, reason=told)


def _named(groups: tuple[int, ...]) -> str:
    """Return year groups as people say them: reception, or year 1 and 2."""
    if groups == (0,):
        return _("reception")
    return _("year %(years)s") % {"years": _(" and ").join(map(str, groups))}
