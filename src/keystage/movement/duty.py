"""Who may have the duty: each role, and the school it comes to in a case.

A role may be read only where the row asked for the facts it needs (they stand in
`keystage.movement.vocabulary`); then there is exactly one such school.
"""

from datetime import date

from keystage.core.years import summer_year
from keystage.movement.case import Case
from keystage.movement.reading import days_in_may, first_taken, previous, where_taken
from keystage.movement.timeline import Unknown


def new_school(case: Case) -> str:
    """Return the school joined last; the only one of a pupil with one."""
    return case.line.newest().school


def previous_school(case: Case) -> str:
    """Return the school before the new one; needs `earlier_school`."""
    return previous(case).school


def school_at_opening(case: Case) -> str:
    """Return whose roll the pupil is on when the weeks begin; needs `at_opening`."""
    return case.line.on(case.line.opens())[0]


def last_in_window(case: Case) -> str:
    """Return the school joined last of those in the weeks; needs `in_window`."""
    line = case.line
    stays = line.stays_between(line.opens(), line.closes())
    return max(stays, key=line.joined).school


def where_assessed(case: Case) -> str:
    """Return where the check was taken, or taken first; needs `assessed`."""
    return first_taken(case, where_taken(case))[0].school


def most_days_in_may(case: Case) -> str:
    """Return the school with the pupil longest on its roll in May; needs `may_days`."""
    days = days_in_may(case)
    return max(days, key=lambda school: days[school])


def most_time(case: Case) -> str:
    """Return where the child spends most time, of the schools at half-term."""
    line = case.line
    here = line.on(line.second_half(line.newest()))
    told = line.facts.most_time
    if told not in here:
        raise Unknown("most_time", among=here)
    return told


def longest_attendance(case: Case) -> str:
    """Return where the child attends longest in the school year: as told, or counted.

    Of the previous and the new school. The summer term ends on a day nobody has told,
    in some places early in July: where that day would matter, the answer is asked for.
    Needs `earlier_school`.
    """
    schools = sorted({new_school(case), previous_school(case)})
    told = case.line.facts.longest
    if told in schools:
        return told
    year = summer_year(case.line.second_half(case.line.newest()))
    winners = set()
    for end in (date(year, 6, 30), date(year, 7, 31)):
        days = case.line.days(date(year - 1, 9, 1), end)
        most = max(days.get(school, 0) for school in schools)
        winners |= {school for school in schools if days.get(school, 0) == most}
    if len(winners) > 1:
        raise Unknown("longest", among=schools)
    return winners.pop()
