"""The roll as one return is held against it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from keystage.checks.model import RollEntry, Rulebook
from keystage.core.records import Return
from keystage.intake.interpret import cohort_of

# Stands for the year group of a pupil who is too old or too young for a return.
_ANOTHER = "another"


def placed(
    roll: Sequence[RollEntry] | None,
    return_: Return,
    book: Rulebook,
    is_elsewhere: Callable[[RollEntry, Rulebook], bool] = lambda *_: False,
) -> tuple[RollEntry, ...] | None:
    """Return `roll` with a year group for those absent from `return_`, by age.

    A list without year groups is of all the school: its reception child is not
    missing from phonics. Nor is one who moved and whom another school reports, as
    `is_elsewhere` says. Pupils who are in the return keep what the list says, for
    one may well be taught outside the usual year.
    """
    if roll is None:
        return None
    here = {row.upn for row in return_.rows}

    def by_age(entry: RollEntry) -> RollEntry:
        if entry.upn in here:
            return entry
        if is_elsewhere(entry, book):
            return replace(entry, nc_year=_ANOTHER)
        return aged(entry, book)

    return tuple(map(by_age, roll))


def aged(entry: RollEntry, book: Rulebook) -> RollEntry:
    """Return `entry` with the year group of its age, where the list gives none."""
    if entry.nc_year or not entry.dob:
        return entry
    years = {part.id: part.nc_years[0] for part in book.cohorts if part.nc_years}
    cohort = cohort_of("", entry.dob, book.cohorts)
    return replace(entry, nc_year=years.get(cohort, _ANOTHER))
