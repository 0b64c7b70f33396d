"""Children of whom nothing is to be said: the ones to plant a fault in."""

from datetime import date

from keystage.synth.returns.model import Row


def is_plain(row: Row, summer: int) -> bool:
    """Return whether nothing is to be said of a row as it stands, and no one else has it.

    The child was on this one roll all year, has a permanent UPN and the age of its class.
    """
    entry = row.entry
    if entry is None or entry.child.temporary or entry.child.delayed:
        return False
    if entry.child.exempt or entry.child.former_upn:
        return False
    first, last = date(summer - 1, 9, 30), date(summer, 7, 1)
    opens, closes = first.replace(day=1), last.replace(month=8, day=31)
    ways = entry.journey.stays
    here = [one for one in ways if one.left >= opens and one.joined <= closes]
    stayed = entry.stay.joined <= first and entry.stay.left >= last
    return here == [entry.stay] and stayed
