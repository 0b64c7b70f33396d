"""Days that cannot be meant, and days a person should look at again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from keystage.core.errors import UsageError
from keystage.core.years import summer_year
from keystage.movement.calendar import is_of
from keystage.movement.case import Settings
from keystage.movement.decide import Verdict
from keystage.movement.facts import Facts

_SUMMER = range(4, 8)


def hold_days(facts: Facts, year: int) -> None:
    """Raise `UsageError` for the first day that is not of the school year told.

    The second half of the summer term begins between April and July. A pupil may
    have joined, or left, a school in an earlier year, and in no later one.
    """
    for name, day in _halves(facts):
        if day is not None and (day.year != year or day.month not in _SUMMER):
            raise UsageError(
                f"{name}: {day} is not in the summer term of {year}. Check day, month "
                "and year."
            )
    for name, day in (("opens", facts.opens), ("closes", facts.closes)):
        _hold(name, day, year)
    _hold("census", facts.census, year)
    for stay in facts.stays:
        _hold(f"{stay.school}: assessed", stay.assessed, year)
        _hold_end(f"{stay.school}: joined", stay.joined, year)
        _hold_end(f"{stay.school}: left", stay.left, year)


def noted(verdict: Verdict, facts: Facts, settings: Settings) -> Verdict:
    """Return the verdict with a note on every check taken outside its weeks."""
    opens = facts.opens or settings.opens
    closes = facts.closes or settings.closes
    notes = tuple(
        f"The check at {stay.school} on {stay.assessed} lies outside the "
        f"{settings.period}. See whether the day is right."
        for stay in facts.stays
        if isinstance(stay.assessed, date)
        and not (opens or date.min) <= stay.assessed <= (closes or date.max)
    )
    return replace(verdict, notes=(*verdict.notes, *notes))


def _halves(facts: Facts) -> Iterator[tuple[str, date | None]]:
    yield "second_half", facts.second_half
    for stay in facts.stays:
        yield f"{stay.school}: second_half", stay.second_half


def _hold(name: str, day: object, year: int) -> None:
    if isinstance(day, date) and not is_of(day, year):
        raise UsageError(
            f"{name}: {day} is not in the school year that ends in {year}. Check day, "
            "month and year, or give the year as --year."
        )


def _hold_end(name: str, day: object, year: int) -> None:
    if isinstance(day, date) and summer_year(day) > year and not is_of(day, year):
        raise UsageError(
            f"{name}: {day} is after the school year that ends in {year}. Correct it, "
            "or give the year as --year."
        )
