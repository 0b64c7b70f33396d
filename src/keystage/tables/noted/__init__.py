"""A person's own workbook returned: each cell with a finding marked and explained.

`noted` takes the bytes a person sent, what is to be said of which cells, and the
sheet of findings that goes in front. It needs the package that writes workbooks
(the extra `xlsx`), and is to be called where a long or hungry call can be ended.
"""

from keystage.tables.noted.model import Noted, Returned
from keystage.tables.noted.returned import noted

__all__ = ["Noted", "Returned", "noted"]
