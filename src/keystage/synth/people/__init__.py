"""The children: names of many origins, birthdays, numbers and circumstances."""

from keystage.synth.people.child import make, twins
from keystage.synth.people.numbers import ARRIVALS, EACH_GROUP, arrival, group_of

__all__ = ["ARRIVALS", "EACH_GROUP", "arrival", "group_of", "make", "twins"]
