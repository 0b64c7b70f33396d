"""Returns as spreadsheets: our template filled in, an authority's CSV, tables of people's own.

A sheet carries who a pupil is and one value for each result. What only a transfer file
has (a header, dates and statuses of results, a result twice) is left out of it.
"""

from keystage.synth.sheets.door import (
    layouts,
    needs_workbook,
    sheet_bytes,
    sheet_name,
    sheet_remarks,
)

__all__ = ["layouts", "needs_workbook", "sheet_bytes", "sheet_name", "sheet_remarks"]
