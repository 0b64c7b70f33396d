"""The cells of a table somebody sent, without what we put into it ourselves."""

from dataclasses import replace

from keystage.marksheet import apart
from keystage.tables import Workbook
from keystage.tables.noted.words import FINDINGS


def cells(data: bytes) -> Workbook:
    """Return the cells of the table `data`, read in a process of its own.

    The sheet of findings in a workbook that was returned with notes is passed over.
    Raises `Refused` where it cannot be read, or takes too long.
    """
    workbook = apart.cells(data)
    kept = tuple(sheet for sheet in workbook.sheets if sheet.name != FINDINGS)
    return replace(workbook, sheets=kept)
