"""What files are taken for: the rounds a school owes, and why one takes none."""

from dataclasses import replace
from datetime import datetime

from keystage import rulebooks
from keystage_web.accounts.scopes import Scope
from keystage_web.files.tags.queries import Due
from keystage_web.returns import queries
from keystage_web.returns.standing import is_taking


def due(scope: Scope, school: str, now: datetime) -> list[Due]:
    """Return the collections that files of a school are taken for now, in order.

    The newest summer and the next deadline come first. A scope at the authority asks
    for one of its schools.
    """
    found = queries.owed(replace(scope, school=school))
    taken = [seen for seen in found if is_taking(seen.dates, now)]
    ordered = sorted(taken, key=lambda seen: (-seen.summer, seen.dates.end, seen.id))
    return [
        Due(seen.id, rulebooks.load(seen.book).collection, seen.title)
        for seen in ordered
    ]


def on_time(scope: Scope, school: str, round_id: str, now: datetime) -> bool | None:
    """Return whether now is before a school's end of a round; None without a round."""
    seen = queries.one(replace(scope, school=school), round_id) if round_id else None
    return None if seen is None else now <= seen.dates.end
