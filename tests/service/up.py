"""Bring Django up for the tests of the service, and for no others.

A conftest that imports this module has it: `from tests.service.up import *`.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from pytest_django import DjangoDbBlocker

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.service.settings"
django.setup()

from django.db import connection  # noqa: E402 - only once it is up

from keystage_web import database  # noqa: E402
from keystage_web.jobs import queries  # noqa: E402
from tests.service.canaries import WATCH  # noqa: E402
from tests.service.empty import empty  # noqa: E402
from tests.service.settings import DATA  # noqa: E402
from tests.service.unguarded import let_tests_forget  # noqa: E402

__all__ = [
    "deaf",
    "django_db_keepdb",
    "django_db_modify_db_settings",
    "guarded",
    "spared",
    "unsung",
]

let_tests_forget()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Lay an empty database where pytest-django keeps one: no migration runs here.

    Each folder's conftest has this for its own, so that it runs for each of them: what
    the first has laid is not laid again under those who have it open.
    """
    del django_db_modify_db_settings_parallel_suffix
    if connection.vendor == "sqlite":
        there = Path(connection.settings_dict["TEST"]["NAME"])
        if not there.exists():
            shutil.copyfile(empty(), there)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Take the database that lies there: it goes with the folder it is in."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session", autouse=True)
def guarded(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Refuse the database to tests that did not ask for it."""
    with django_db_blocker.block():
        yield


@pytest.fixture(scope="session", autouse=True)
def unsung() -> Iterator[None]:
    """After the whole run, no child's name, UPN or birth was heard where none belongs."""
    if WATCH.begun:  # by another folder of tests
        yield
        return
    with WATCH.listening():
        yield
    WATCH.look(DATA)
    assert not WATCH.heard, sorted(WATCH.heard)


@pytest.fixture
def deaf() -> Iterator[None]:
    """Let a test have a name sing where it should not: the watch hears nothing of it."""
    with WATCH.deaf():
        yield


@pytest.fixture
def spared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a throw-away PostgreSQL be: it gave up its safety for speed. And no worker."""
    monkeypatch.setattr(queries, "silent", lambda _: "")
    if connection.vendor == "postgresql":
        monkeypatch.setattr(database, "faults", lambda _: [])
