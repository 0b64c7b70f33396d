"""An office at its desk: signed in, in a browser of its own."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from keystage_web.accounts.roles import Role
from tests.functional.web.conftest import Seen, Visit
from tests.integration.web.accounts.town import BEGIN, Town, town

type Desk = Callable[..., Seen]


@pytest.fixture
def place(settings: Settings, transactional_db: None) -> Town:
    """A school, on the day of the demonstration."""
    settings.CLOCK = BEGIN
    return town("999", "2001")


@pytest.fixture
def desk(visit: Visit, place: Town) -> Desk:
    """Open a browser in which the school's office is signed in."""

    def opened(**options: object) -> Seen:
        client = Client()
        client.force_login(place.holds(Role.OFFICE, "2001").person)
        seen = visit(**options)
        name = django_settings.SESSION_COOKIE_NAME
        cookie: Any = {"name": name, "value": client.cookies[name].value, "path": "/"}
        cookie["domain"] = urlsplit(seen.home).hostname
        seen.page.context.add_cookies([cookie])
        return seen

    return opened
