"""The tables of accounts."""

from keystage_web.accounts.models.calendar import DayOff, Term
from keystage_web.accounts.models.people import Membership, Person
from keystage_web.accounts.models.places import Authority, Duty, Predecessor, School
from keystage_web.accounts.models.register import Arrival
from keystage_web.accounts.models.tables import SchoolTable, Table

__all__ = [
    "Arrival",
    "Authority",
    "DayOff",
    "Duty",
    "Membership",
    "Person",
    "Predecessor",
    "School",
    "SchoolTable",
    "Table",
    "Term",
]
