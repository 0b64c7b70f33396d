"""A school whose phonics check is ready to be taken out, on the day of the demonstration."""

import time

import pytest
from pytest_django import Settings

from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.moves.season import ready
from tests.integration.web.school.out.hall import Hall


@pytest.fixture
def hall(settings: Settings, db: None) -> Hall:
    """A school's people on the way out of phonics, all four marks there."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    return Hall(ready())
