"""Tables out: a workbook described in plain values, written as .xlsx; rows as CSV.

`xlsx.write(book)` gives the bytes of a `BookOut`; it needs the extra `xlsx`.
"""

from keystage.tables.writing.model import (
    PLAIN,
    Area,
    BarChart,
    BookOut,
    CellOut,
    ColumnOut,
    Entry,
    Formula,
    Mark,
    PrintOut,
    RowOut,
    SheetOut,
    Style,
    TableOut,
    Value,
)

__all__ = [
    "PLAIN",
    "Area",
    "BarChart",
    "BookOut",
    "CellOut",
    "ColumnOut",
    "Entry",
    "Formula",
    "Mark",
    "PrintOut",
    "RowOut",
    "SheetOut",
    "Style",
    "TableOut",
    "Value",
]
