"""A school's results as a file for somebody: whom it may go to, and what it then holds.

`destinations` are the kinds of place and what a file for each is called; `making.made`
makes the file, reads it back with our own reader, and compares every cell before
anybody gets it.
"""

from keystage.exports.outgoing.destinations import Destination, To, offered, tags, usual
from keystage.exports.outgoing.making import Going, Made, Order, made, name_of

__all__ = [
    "Destination",
    "Going",
    "Made",
    "Order",
    "To",
    "made",
    "name_of",
    "offered",
    "tags",
    "usual",
]
