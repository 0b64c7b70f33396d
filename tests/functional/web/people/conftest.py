"""Somebody with a role, signed in, in a browser of their own."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from keystage_web.accounts.models import Membership
from tests.functional.web.conftest import Seen, Visit
from tests.integration.web.accounts.people.desk import at
from tests.integration.web.accounts.town import BEGIN, Town, town

type Opened = Callable[..., Seen]


@pytest.fixture
def place(settings: Settings, transactional_db: None) -> Town:
    """An authority with two schools, on the day of the demonstration."""
    settings.CLOCK = BEGIN
    return town("999", "2001", "2002")


@pytest.fixture
def opened(visit: Visit, place: Town) -> Opened:
    """Open a browser in which somebody is signed in, in one role."""

    def open_as(membership: Membership, **options: object) -> Seen:
        name = django_settings.SESSION_COOKIE_NAME
        seen = visit(**options)
        cookie: Any = {
            "name": name,
            "value": at(membership).cookies[name].value,
            "domain": urlsplit(seen.home).hostname,
            "path": "/",
        }
        seen.page.context.add_cookies([cookie])
        return seen

    return open_as
