"""What is kept of a return once it is checked, to lay others beside it."""

from dataclasses import replace

from keystage.checks.model import Rulebook
from keystage.core.records import Return, Row


def light(return_: Return, book: Rulebook) -> Return:
    """Return what other files' returns are compared with: who, and of which school.

    Where a mark says that a check was taken, results too: that decides who reports.
    """
    marked = any(component.is_mark for component in book.components.values())
    rows = [
        Row(
            position=row.position,
            upn=row.upn,
            surname=row.surname,
            forename=row.forename,
            dob=row.dob,
            sex=row.sex,
            cells={},
            results=row.results if marked else {},
            nc_year=row.nc_year,
            cohort=row.cohort,
            place=row.place,
        )
        for row in return_.rows
    ]
    return replace(return_, rows=rows, header=None, set_aside={})
