"""What a sentence about a marksheet is made of."""

from typing import Final, NamedTuple

from keystage.core.findings import Severity

QUERY: Final = Severity.QUERY
NOTE: Final = Severity.NOTE
PASTE: Final = "Copy the cells and paste them back as values, then save."
SORT: Final = (
    "Undo the sorting, then sort all columns together, whole rows at once. If it is too "
    "late for that, check every row against what the teacher wrote down: results may "
    "stand beside the wrong child."
)
DATES: Final = (
    "Write all dates as day, month, year, or as 2018-11-05: those with small numbers "
    "may have been read wrongly too."
)
SAVE_UTF8: Final = "save as “CSV UTF-8 (comma delimited)” in Excel, or as .xlsx."


class Words(NamedTuple):
    """The code, the message and what to do, with `{names}` to fill; its weight."""

    code: str
    message: str
    fix: str
    severity: Severity = Severity.ERROR
