"""The tables of the rolls."""

from keystage_web.rolls.models.classes import Class, ClassTeacher, Group, Member
from keystage_web.rolls.models.drafts import Columns, Draft
from keystage_web.rolls.models.prior import Prior, Search
from keystage_web.rolls.models.pupils import FormerUpn, Pupil, Roll, Stay
from keystage_web.rolls.models.wishes import Asked, Shown

__all__ = [
    "Asked",
    "Class",
    "ClassTeacher",
    "Columns",
    "Draft",
    "FormerUpn",
    "Group",
    "Member",
    "Prior",
    "Pupil",
    "Roll",
    "Search",
    "Shown",
    "Stay",
]
