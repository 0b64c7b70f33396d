"""Every page there is, from the ways of the matrix: a route without one is red there.

A page is what a way by GET shows to somebody of the school, and to somebody of the
authority, who may see it; what answers otherwise than by a page is listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from tests.integration.web.authz.verdicts import Verdict, expected
from tests.integration.web.authz.way import Way, every
from tests.integration.web.authz.world import Actor, World

NO_PAGE = {
    "brand.style": "a style, and a picture",
    "file.download_original": "a file",
    "roll.export": "a file",
    "roles.go_on": "leads on",
    "sign_in.outside": "leads on",
    "sign_in.second": "leads back without the first step",
    "sign_in.leave": "leads on",
}
# Lead somewhere else as they are asked for here, and are shown elsewhere.
LED = {
    "audit:keys-as-text": "a file",
    "returns:data": "a file",
    "returns:receipt-json": "a file",
    "returns:receipt-pdf": "a file",
    "accounts:choose": "shown to who holds several roles",
    "accounts:codes": "shown once the second factor was asked for again",
    "accounts:email": "shown once the second factor was asked for again",
    "accounts:password": "shown once the second factor was asked for again",
    "authority:reset": "shown once the second factor was asked for again",
    "authority:round-make": "shown for a collection that was chosen",
    "authority:board-changes": "a piece of a page, for its script",
    "authority:download-all": "shown once the second factor was asked for again",
    "authority:download": "shown once the second factor was asked for again",
    "files:receipt-json": "a file",
    "files:receipt-pdf": "a file",
    "school:list-table": "a file",
    "school:marksheet-changes": "a piece of a page, for its script",
    "school:marksheet-workbook": "a file",
    "school:out-to": "shown once pupils were chosen",
    "school:out-kind": "shown once pupils were chosen",
    "school:out-ready": "shown once every step was gone",
    "school:papers-table": "a file",
    "school:papers-paper": "a file",
    "school:marksheet-open": "shown for a cell that is not settled",
}


@dataclass(frozen=True)
class Page:
    """A way to a page, and who looks at it."""

    way: Way
    actor: Actor

    def __str__(self) -> str:
        """Return what names it."""
        return f"{self.way.route} as {self.actor.name}"

    def address(self, world: World) -> str:
        """Make what it shows, and return where it is."""
        place = world.places(self.way.asked.level)[0]
        told = self.way.asked.of(place) if self.way.asked.of else {}
        return reverse(self.way.route, kwargs=dict(told))


def pages(world: World) -> Iterator[Page]:
    """Yield every page, once for the school and once for the authority."""
    for way in every():
        if way.method != "GET" or way.action in NO_PAGE or way.route in LED:
            continue
        home, shown = world.places(way.asked.level)[0], set[bool]()
        for one in world.actors:
            allowed = expected(way, one, home, other=False) is Verdict.ALLOWED
            if allowed and not one.both and one.at_school not in shown:
                if one.role is None and way.public:
                    yield Page(way, one)
                    break
                shown.add(one.at_school)
                yield Page(way, one)
