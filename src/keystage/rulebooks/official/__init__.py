"""A rulebook held against the Department's own sheets, said in words.

`read_table` finds the headings of a component sheet (A_COMP) or of a list of rule
numbers, `compare` says what agrees, differs or is missing, `accept` turns what agrees
(and differences a person names) into confirmations, `words` into lines to read.
"""

from keystage.rulebooks.official.accept import accept
from keystage.rulebooks.official.compare import compare
from keystage.rulebooks.official.headings import read_table
from keystage.rulebooks.official.model import Comparison, State, Verdict
from keystage.rulebooks.official.words import words

__all__ = [
    "Comparison",
    "State",
    "Verdict",
    "accept",
    "compare",
    "read_table",
    "words",
]
