"""Every route is in the matrix, and every given action has a way or is told as unbuilt."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.integration.web.authz import way
from tests.spec.authz import matrix

WAYS = way.every()
ROWS = {row.action: row for row in matrix.read()}


def routes(at: URLResolver, space: str = "") -> Iterator[str]:
    """Yield the name of every route beneath a resolver; its pattern where it has none."""
    for one in at.url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from routes(one, inner)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}" if one.name else str(one.pattern)


ROUTES = sorted(set(routes(get_resolver())))


def test_every_route_is_a_way_of_an_action() -> None:
    found = set(ROUTES) - {one.route for one in WAYS}
    assert not found, (
        f"Add a line for each to tests/integration/web/authz/ways: {sorted(found)}"
    )


def test_every_way_leads_somewhere() -> None:
    assert {one.route for one in WAYS} <= set(ROUTES)


def test_every_way_is_of_an_action_somebody_may_do() -> None:
    assert {one.action for one in WAYS} <= set(ROWS)
    assert [str(one) for one in WAYS if one.row.never] == []


def test_an_action_is_built_or_told_as_unbuilt_and_only_a_given_one_may_be() -> None:
    there = {row.action for row in ROWS.values() if not row.never}
    missing = there - {one.action for one in WAYS}
    assert matrix.unbuilt() == sorted(missing), "Keep tests/spec/authz/unbuilt.txt"
    assert missing <= {row.action for row in matrix.read(matrix.GIVEN)}


def test_an_action_that_is_sent_has_a_way_that_sends_it() -> None:
    for action in {one.action for one in WAYS}:
        methods = {one.method for one in WAYS if one.action == action}
        assert ROWS[action].method in methods, action


def test_a_planted_route_is_found() -> None:
    planted = URLResolver(
        get_resolver().pattern,
        [URLPattern(get_resolver().pattern, print, name="planted")],
        namespace="school",
    )
    assert list(routes(planted, "school:")) == ["school:planted"]


@pytest.mark.parametrize("one", WAYS, ids=str)
def test_a_way_says_of_what_it_is_where_its_route_has_an_id(one: way.Way) -> None:
    patterns = get_resolver()
    for space in one.route.split(":")[:-1]:
        patterns = patterns.namespace_dict[space][1]
    needed = {
        name
        for found in patterns.reverse_dict.getlist(one.route.split(":")[-1])
        for name in found[0][0][1]
    }
    assert bool(needed) == (one.asked.of is not None)
