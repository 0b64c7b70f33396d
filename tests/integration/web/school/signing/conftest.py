"""A school whose return is ready to be sent, on the day of the demonstration."""

import time

import pytest
from pytest_django import Settings

from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.school.signing.office import Office, office


@pytest.fixture
def room(settings: Settings, db: None) -> Office:
    """A school's people at their return of phonics; the second factor was just given."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    return office()
