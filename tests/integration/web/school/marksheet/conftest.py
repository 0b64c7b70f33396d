"""A school with an open round of the youngest, on the day of the demonstration."""

import time

import pytest
from pytest_django import Settings

from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import desk
from tests.integration.web.school.marksheet.room import Room


@pytest.fixture
def room(settings: Settings, db: None) -> Room:
    """A school's people at the profile of the youngest."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    return Room(desk())


@pytest.fixture
def phonics(settings: Settings, db: None) -> Room:
    """A school's people at the phonics check of year 1."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    return Room(desk("phonics-2026", group="1"))


@pytest.fixture
def tested(settings: Settings, db: None) -> Room:
    """A school's people at the teacher assessment of year 6."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    return Room(desk("ks2-2026", group="6"))
