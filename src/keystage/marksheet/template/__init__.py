"""Marksheets to be filled in: a workbook drawn from a rulebook.

`template(Order(book=..., pupils=..., made=...))` describes it;
`keystage.tables.writing.xlsx.write` makes the file.
"""

from keystage.marksheet.template.build import template
from keystage.marksheet.template.model import Listed, Order

__all__ = ["Listed", "Order", "template"]
