"""Who reports a pupil who moved between schools, and who must not.

A rulebook holds one decision table per collection and year; `decide` applies it to
the dates of one pupil's registrations and gives a school, nobody by a rule, the one
fact still missing, or says that the guidance does not cover the case.
"""

from keystage.movement.decide import Verdict, decide
from keystage.movement.facts import STILL, Facts, Missing, Place, Stay
from keystage.movement.table import Row, Table, table_of

__all__ = [
    "STILL",
    "Facts",
    "Missing",
    "Place",
    "Row",
    "Stay",
    "Table",
    "Verdict",
    "decide",
    "table_of",
]
