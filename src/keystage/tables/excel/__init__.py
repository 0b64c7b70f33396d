"""Workbooks of the .xlsx kind."""

from keystage.tables.excel.workbook import read_workbook

__all__ = ["read_workbook"]
