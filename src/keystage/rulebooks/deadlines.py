"""Days by which results are due: which may be shown, and what to ask about a day."""

import dataclasses
from collections.abc import Mapping
from datetime import date

from keystage.checks.model import Deadline, Rulebook

WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_SATURDAY = 5


def visible_deadlines(
    book: Rulebook, confirmed: Mapping[str, date] | None = None
) -> tuple[Deadline, ...]:
    """Return the dates of `book` a school may be shown, in the rulebook's order.

    Those a source verifies, and those an authority has `confirmed`: the day it gives,
    by the deadline's id, stands in place of the rulebook's. Of a provisional year only
    confirmed dates are shown. Ids the rulebook does not know are passed over.
    """
    days = confirmed or {}
    shown = []
    for deadline in book.deadlines:
        if deadline.id in days:
            day = days[deadline.id]
            shown.append(dataclasses.replace(deadline, day=day, verified=True))
        elif deadline.verified and deadline.day and not book.provisional:
            shown.append(deadline)
    return tuple(shown)


def weekday(day: date) -> str:
    """Return the name of the day of the week."""
    return WEEKDAYS[day.weekday()]


def questions(
    day: date, term: tuple[date, date] | None = None, year: int | None = None
) -> list[str]:
    """Return what to ask a person who names `day` as a deadline; nothing if all is well.

    `term` is the first and last day of the summer term where it is known, `year` the
    year of the round.
    """
    named = f"{weekday(day)} {day.day} {day:%B %Y}"
    asked = []
    if day.weekday() >= _SATURDAY:
        asked.append(f"{named} is at a weekend. Is that meant?")
    if term is not None and not term[0] <= day <= term[1]:
        asked.append(f"{named} is outside the term. Is that meant?")
    if year is not None and day.year != year:
        asked.append(f"{named} is not in {year}. Is that meant?")
    return asked
