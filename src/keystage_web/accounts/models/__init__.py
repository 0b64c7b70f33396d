"""The tables of accounts."""

from keystage_web.accounts.models.people import Membership, Person
from keystage_web.accounts.models.places import Authority, School
from keystage_web.accounts.models.tables import SchoolTable, Table

__all__ = ["Authority", "Membership", "Person", "School", "SchoolTable", "Table"]
