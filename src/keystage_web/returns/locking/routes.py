"""The ways in which results may come: the round's, and those a school was given."""

from datetime import datetime

from django.db.models import Q

from keystage_web.returns.models import Granted, Round
from keystage_web.returns.states import Route


def routes_of(of_round: Round, school: str, now: datetime) -> frozenset[Route]:
    """Return the ways a school may use in a round: without a question where all are."""
    found = {Route(one) for one in of_round.routes}
    if not school or len(found) == len(Route):
        return frozenset(found)
    rows = Granted.of(of_round.authority_id).filter(round=of_round.id, school=school)
    given = rows.filter(Q(until=None) | Q(until__gte=now))
    for routes in given.values_list("routes", flat=True):
        found |= {Route(one) for one in routes}
    return frozenset(found)
