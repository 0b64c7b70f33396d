"""The authority's desk: the board, and what is done about the return of a school."""

from tests.integration.web.authz.way import Ids, Way
from tests.integration.web.authz.world import Place

BOARD = "board.view"


def school(place: Place) -> Ids:
    return {"school": place.school.pk}


WAYS = (
    Way(BOARD, "GET", "authority:board"),
    Way(BOARD, "GET", "authority:board-changes"),
    Way(BOARD, "GET", "authority:timeline", of=school),
)
