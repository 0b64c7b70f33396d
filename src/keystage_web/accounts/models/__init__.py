"""The tables of accounts."""

from keystage_web.accounts.models.asked import Within
from keystage_web.accounts.models.calendar import DayOff, Term
from keystage_web.accounts.models.inviting import (
    FactorReset,
    Invitation,
    StaffCheck,
    SupplierKey,
)
from keystage_web.accounts.models.people import Membership, Person
from keystage_web.accounts.models.places import Authority, Duty, Predecessor, School
from keystage_web.accounts.models.register import Arrival
from keystage_web.accounts.models.tables import SchoolTable, Table
from keystage_web.accounts.models.terms import Terms

__all__ = [
    "Arrival",
    "Authority",
    "DayOff",
    "Duty",
    "FactorReset",
    "Invitation",
    "Membership",
    "Person",
    "Predecessor",
    "School",
    "SchoolTable",
    "StaffCheck",
    "SupplierKey",
    "Table",
    "Term",
    "Terms",
    "Within",
]
