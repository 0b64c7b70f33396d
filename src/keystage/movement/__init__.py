"""Who reports a pupil who moved between schools, and who must not.

A rulebook holds one decision table per collection and year; `decide` applies it to
the dates of one pupil's registrations and gives a school, nobody by a rule, the one
fact still missing, or says that the guidance does not cover the case.
"""

from keystage.movement.calendar import Calendar, Weeks
from keystage.movement.decide import Verdict, decide, decided
from keystage.movement.facts import STILL, Facts, Missing, Place, Stay
from keystage.movement.rolls import OnRoll, decide_pair, decide_rolls, facts_of_rolls
from keystage.movement.table import Row, Table, table_of
from keystage.movement.telling.doubts import hold_days, noted
from keystage.movement.telling.template import template
from keystage.movement.telling.told import calendar_of, facts_of
from keystage.movement.telling.words import advice, answer, how_to_answer, question

__all__ = [
    "STILL",
    "Calendar",
    "Facts",
    "Missing",
    "OnRoll",
    "Place",
    "Row",
    "Stay",
    "Table",
    "Verdict",
    "Weeks",
    "advice",
    "answer",
    "calendar_of",
    "decide",
    "decide_pair",
    "decide_rolls",
    "decided",
    "facts_of",
    "facts_of_rolls",
    "hold_days",
    "how_to_answer",
    "noted",
    "question",
    "table_of",
    "template",
]
