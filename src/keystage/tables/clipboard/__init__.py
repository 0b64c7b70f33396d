"""Tables pasted from a spreadsheet: as text, and as the web page put beside it."""

from keystage.tables.clipboard.page import from_html
from keystage.tables.clipboard.text import from_text

__all__ = ["from_html", "from_text"]
