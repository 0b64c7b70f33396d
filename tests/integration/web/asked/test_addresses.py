"""Ids in addresses have one form: anything else is not found, and nothing is asked."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from tests.integration.web.accounts.town import BEGIN, town

# What an address holds beside ids, each of a form of its own.
OTHER = {"token", "kind", "number", "book", "collection", "provider_id"}
_HELD = re.compile(r"<\w+:(\w+)>")
NO_IDS = (
    *("x", "0123456789abcde", "0123456789abcdefg", "0123456789ABCDEF"),
    *("0123456789abcdei", "0123456789abcde-", "012345678%39%0Aabcd", "a" * 4000),
    *(
        "012345678\N{ARABIC-INDIC DIGIT NINE}abcdef",
        "0123456789abcdef%0A",
        "0123456789abcde ",
    ),
)


def routes(under: URLResolver, at: str = "/") -> Iterator[str]:
    """Yield every address of the service that holds an id, as it is declared."""
    for each in under.url_patterns:
        here = f"{at}{each.pattern}"
        if isinstance(each, URLPattern):
            if set(_HELD.findall(here)) - OTHER:
                yield here
        else:
            yield from routes(each, here)


ROUTES = sorted(set(routes(get_resolver())))


def filled(route: str, with_id: str) -> str:
    """Return an address with that for each id in it."""
    return _HELD.sub(lambda held: "x" if held[1] in OTHER else with_id, route)


def test_there_are_addresses_of_every_kind_to_try() -> None:
    for at in ("/school/", "/authority/", "/files/", "/account/"):
        assert any(route.startswith(at) for route in ROUTES)


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.usefixtures("spared")
def test_what_is_no_id_is_not_found_without_a_question(settings: Settings) -> None:
    settings.CLOCK = BEGIN
    made = town("999", "2001")
    for role, school in ((Role.HEAD, "2001"), (Role.ADMINISTRATOR, "")):
        client = Client()
        client.force_login(made.holds(role, school).person)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            for route in ROUTES:
                for no_id in NO_IDS:
                    at = filled(route, no_id)
                    assert client.get(at).status_code == 404, at
        assert not asked.captured_queries


@given(st.data())
def test_every_new_id_has_its_address(data: st.DataObject) -> None:
    route = data.draw(st.sampled_from(ROUTES))
    at = filled(route, ids.new()).removeprefix("/")
    assert get_resolver().resolve(f"/{at}").route == route.removeprefix("/")
