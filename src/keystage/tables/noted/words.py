"""What is written into a workbook that goes back, besides the findings themselves."""

from typing import Final

FINDINGS: Final = "Keystage findings"
"""What the sheet in front is called; one of that name is taken for an earlier one."""
TABLE: Final = "table"
"""What the one sheet of a CSV is called once it is read."""
AUTHOR: Final = "Keystage"
SAYS: Final = "Keystage found:"
"""How our part of a note begins; that of an earlier check is taken away."""
ELSEWHERE: Final = "(a formula that reaches outside its sheet stood here)"
WORKED_OUT: Final = "(a formula stood here; it last showed {shown})"
