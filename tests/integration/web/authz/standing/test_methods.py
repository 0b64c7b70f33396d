"""A method no way has changes nothing, and pages of a role do not take it (405).

The door's pages answer one they do not know as if they were asked for. HEAD is as safe
as it should be where there is a GET, and not taken where a GET is written down.
"""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.integration.web.authz import way
from tests.integration.web.authz.trial import Came, ledger, tried
from tests.integration.web.authz.verdicts import Verdict, expected
from tests.integration.web.authz.world import Actor, World

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
OF_ROLES = ("authority:", "files:", "school:")
ROUTES = sorted({one.route for one in way.every()})


class Wrongly(way.Way):
    """A route asked by a method of its own."""

    def __init__(self, like: way.Way, method: str) -> None:
        super().__init__(like.action, method, like.route)


def asked_by(one: way.Way, world: World) -> list[Actor]:
    """Return nobody, and the first who may."""
    home = world.places(one.asked.level)[0]
    allowed = (
        each
        for each in world.actors
        if each.role and expected(one, each, home, other=False) is Verdict.ALLOWED
    )
    return [world.actors[0], *[each for each in [next(allowed, None)] if each]]


def answers(route: str, world: World) -> Iterator[tuple[str, Actor, Came]]:
    """Yield what comes of each method at a route."""
    ways = [one for one in way.every() if one.route == route]
    place = world.places(ways[0].asked.level)[0]
    told = ways[0].asked.of(place) if ways[0].asked.of else {}
    address = reverse(route, kwargs=dict(told))
    with ledger():
        for method in METHODS:
            for one in asked_by(ways[0], world):
                yield method, one, tried(Wrongly(ways[0], method), one, address, "")


@pytest.mark.parametrize("route", ROUTES)
def test_a_method_no_way_has_is_not_taken(route: str, everyone: World) -> None:
    taken = {one.method for one in way.every() if one.route == route}
    for method, one, came in answers(route, everyone):
        if method in taken:
            continue
        who = f"{method} by {one.name}: {came.status}"
        assert not came.changed, who
        assert not came.done, who
        if route.startswith(OF_ROLES) and not (method == "HEAD" and "GET" in taken):
            assert came.status == 405, who
