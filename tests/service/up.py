"""Bring Django up for the tests of the service, and for no others.

A conftest that imports this module has it: `from tests.service.up import *`.
"""

import os
from collections.abc import Iterator

import django
import pytest
from pytest_django import DjangoDbBlocker

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.service.settings"
django.setup()

__all__ = ["guarded"]


@pytest.fixture(scope="session", autouse=True)
def guarded(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Refuse the database to tests that did not ask for it."""
    with django_db_blocker.block():
        yield
