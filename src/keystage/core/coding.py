"""How a component is written in a Common Transfer File.

The columns are those of the Department's yearly component tables (reference
"A_COMP"), so that a real table can be loaded and compared without code.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coding:
    """One row of the component table, for one component of one collection.

    `values` is empty where any value of the component's own list may appear.
    `from_year` and `to_year` are summer years, inclusive; 0 means open.
    `verified` is False where no source states the row: such a row is read, and
    is never the ground of an error.
    """

    stage: str
    subject: str
    method: str
    component: str
    text: str
    qualifier: str
    result_field: str = "Result"
    result_type: str = ""
    values: tuple[str, ...] = ()
    result_text: str = ""
    from_year: int = 0
    to_year: int = 0
    verified: bool = False
