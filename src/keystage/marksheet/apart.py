"""Reads the cells of a marksheet in a process of its own, forgivingly."""

from keystage.marksheet.read import KINDS, LIMITS
from keystage.tables.apart import Budget, read_apart
from keystage.tables.model import Workbook


def cells(data: bytes, budget: Budget | None = None) -> Workbook:
    """Return the cells of the file `data`, for `keystage.marksheet.read.read`.

    Raises `Refused` for what cannot be read, is not safe to, or takes too long.
    """
    return read_apart(data, LIMITS, forgiving=True, kinds=KINDS, budget=budget)
