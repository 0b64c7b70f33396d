"""The findings as a workbook: a list by pupil, or a person's own file with notes."""

from keystage.reports.workbook.by_pupil import render
from keystage.reports.workbook.returned import give_back

__all__ = ["give_back", "render"]
