"""Who takes the check again in year 2, and why: from last year's results."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keystage.core.errors import RulebookError
from keystage.measures.book import Book, threshold_on
from keystage.measures.given import Given
from keystage.measures.marks import Check, check_of, met

_KIND = "mark_met"


class Because(StrEnum):
    """Why a pupil is on the list."""

    BELOW = "below"
    CODE = "code"
    UNKNOWN = "unknown"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pupil takes the check again.

    `result` is last year's, '' where none is known; with `CODE` it is the code
    given in place of a mark.
    """

    because: Because
    result: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Last year's check and the mark that met its standard."""

    check: Check
    threshold: int

    def reason(self, before: dict[str, str], *, new: bool) -> Reason | None:
        """Return why a pupil takes the check again; None for who met the standard.

        `before` are last year's results by component, `new` whether the pupil was
        not in this school's return of last year. A pupil who had left, or has no
        result, is one of whom nothing is known.
        """
        result = self.check.result(before)
        answer = met(result, self.check, self.threshold)
        if answer == 1:
            return None
        if answer == 0:
            stands_in = result in self.check.counted
            return Reason(Because.CODE if stands_in else Because.BELOW, result)
        return Reason(Because.NEW if new else Because.UNKNOWN)


def rule_of(earlier: Book, today: date | None) -> Rule | None:
    """Return the rule by last year's rulebook; None while its threshold is secret.

    Raises `RulebookError` where the collection has no check with a threshold.
    """
    names = (
        name for name, part in earlier.measures.items() if part.get("kind") == _KIND
    )
    name = next(names, None)
    if name is None or earlier.threshold is None:
        raise RulebookError("This collection has no check that is taken again.")
    threshold = threshold_on(earlier, today)
    if threshold is None:
        return None
    return Rule(check_of(Given(earlier, name)), threshold)
