"""Tables of codes out of spreadsheets: guarded, plain, the standard library alone.

`read(source)` gives the sheets of an .xlsx, .ods or .csv file as cells that know
their row and column, whether a formula made them and whether they are hidden. It is
for tables a person was sent or has made: nothing is calculated, no link is followed,
and macros are refused.
"""

from keystage.tables.limits import TableLimits
from keystage.tables.model import (
    Area,
    Cell,
    Fault,
    Kind,
    Oddity,
    Sheet,
    Workbook,
    column_letters,
)
from keystage.tables.read import load, read

__all__ = [
    "Area",
    "Cell",
    "Fault",
    "Kind",
    "Oddity",
    "Sheet",
    "TableLimits",
    "Workbook",
    "column_letters",
    "load",
    "read",
]
